"""Pages of comments: writing one on a section of a draft, confirming it, removing it."""

from collections.abc import Callable

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.errors import Absent, DomainError
from dhp.recognition import confirm_look
from dhp.reports.commentary import actions
from dhp.reports.commentary.forms import CommentForm
from dhp.reports.commentary.queries import present
from dhp.reports.commentary.sections import sections
from dhp.reports.forms import ReadForm
from dhp.reports.life.moving import document_of
from dhp.reports.life.page import page_after
from dhp.reports.models import Run
from dhp.reports.queries import run_with
from dhp.web.access import requires
from dhp.web.acting import check_sound, say_done, trying
from dhp.web.edge import writes

bp = Blueprint("comments", __name__, url_prefix="/reports/<ref>/comments")


@bp.get("/<section>")
@requires(Permission.COMMENT_ON_REPORTS)
def write(ref: str, section: str) -> ResponseReturnValue:
    """Ask for a comment, or for other words of the one that is there."""
    run = run_with(ref, current_user)
    here = present(run).get(section)
    form = CommentForm(data={"checksum": run.checksum, "text": here.text if here else ""})
    return _asked(run, section, form)


@bp.post("/<section>", endpoint="write_now")
@requires(Permission.COMMENT_ON_REPORTS)
@writes
def write_now(ref: str, section: str) -> ResponseReturnValue:
    """Put the comment under its heading."""
    run, form = run_with(ref, current_user), CommentForm()
    with trying(form) as tried:
        check_sound(form)
        read = form.checksum.data or ""
        comment = actions.write(run, section, form.text.data or "", read, by=current_user)
        confirm_look(form.look, about=(run.ref, comment.ref), by=current_user)
    if tried.refused:
        return _asked(run, section, form), tried.refused
    return say_done(
        "Your comment stands in the draft.", "reports.report", ref=ref, _anchor="comments"
    )


@bp.post("/<section>/confirm")
@requires(Permission.COMMENT_ON_REPORTS)
@writes
def confirm(ref: str, section: str) -> ResponseReturnValue:
    """Say that it holds for the numbers as they are now."""
    return _done(ref, section, actions.confirm, "The comment is confirmed.")


@bp.post("/<section>/remove")
@requires(Permission.COMMENT_ON_REPORTS)
@writes
def remove(ref: str, section: str) -> ResponseReturnValue:
    """Take it out of the draft."""
    return _done(ref, section, actions.remove, "The comment is removed.")


def _done(ref: str, section: str, act: Callable[..., None], words: str) -> ResponseReturnValue:
    run, form = run_with(ref, current_user), ReadForm()
    try:
        act(run, section, form.checksum.data or "", by=current_user)
    except Absent:
        raise
    except DomainError as error:
        return page_after(error, run), 409
    return say_done(words, "reports.report", ref=ref, _anchor="comments")


def _asked(run: Run, key: str, form: CommentForm) -> str:
    section = sections(document_of(run)).get(key)
    if section is None:
        raise Absent
    return render_template("reports/comment.html", run=run, section=section, form=form)
