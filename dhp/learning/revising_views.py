"""The page that revises a finding: what it said before is kept, with who changed it and why."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.learning.finding_actions import check_standing, revise_finding
from dhp.learning.finding_forms import ReviseForm
from dhp.learning.finding_queries import finding_with, wording_number
from dhp.learning.views import bp
from dhp.recognition import confirm_look
from dhp.web.access import requires
from dhp.web.acting import check_sound, say_done, trying
from dhp.web.edge import writes


@bp.get("/findings/<ref>/revise")
@requires(Permission.WRITE_LEARNING)
def revising(ref: str) -> ResponseReturnValue:
    """The form with the words that stand; a finding that was withdrawn is shown instead."""
    found = finding_with(ref, current_user)
    if found.withdrawn_at is not None:
        return redirect(url_for(".finding", ref=ref))
    seen = str(wording_number(found))
    form = ReviseForm(data={"title": found.title, "words": found.words, "version": seen})
    return render_template("learning/revise_finding.html", form=form, finding=found)


@bp.post("/findings/<ref>/revise")
@requires(Permission.WRITE_LEARNING)
@writes
def revise(ref: str) -> ResponseReturnValue:
    """Let the finding say something else."""
    found, form = finding_with(ref, current_user), ReviseForm()

    with trying(form) as tried:
        check_standing(found)
        check_sound(form)
        title, words, reason = (form[name].data or "" for name in ("title", "words", "reason"))
        revise_finding(found, title, words, reason, by=current_user, seen=form.seen_version)
        confirm_look(form.look, about=found.ref, by=current_user)
    if tried.refused:
        form.version.data = str(wording_number(found))
        page = render_template("learning/revise_finding.html", form=form, finding=found)
        return page, tried.refused
    return say_done("The finding is revised. What it said before is kept.", ".finding", ref=ref)
