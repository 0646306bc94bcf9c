"""The unit's page about the follow-up of one case: its clocks, and opening a stage again."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.cases.models import Case
from dhp.cases.queries import case_with, names_of
from dhp.cases.rules import check_takes_work
from dhp.followup import actions
from dhp.followup.forms import ReopenForm
from dhp.followup.queries import followed
from dhp.followup.rules import stage_named
from dhp.followup.views import bp, record_reading
from dhp.references import plain_reference
from dhp.web.access import requires
from dhp.web.acting import check_sound, say_done, trying
from dhp.web.edge import writes


@bp.get("/of/<ref>")
@requires(Permission.READ_CASES)
def of_case(ref: str) -> ResponseReturnValue:
    """The stages of one case, for the unit."""
    return _draw(_case(ref))


@bp.get("/of/<ref>/<slug>/reopen")
@requires(Permission.CLASSIFY_CASES)
def reopen(ref: str, slug: str) -> ResponseReturnValue:
    """Ask why a stage is opened again."""
    case = _case(ref)
    check_takes_work(case)
    return _draw_reopening(case, slug, ReopenForm())


@bp.post("/of/<ref>/<slug>/reopen", endpoint="reopen_now")
@requires(Permission.CLASSIFY_CASES)
@writes
def reopen_now(ref: str, slug: str) -> ResponseReturnValue:
    """Open a completed stage again."""
    case, form, wanted = _case(ref), ReopenForm(), stage_named(slug)
    with trying(form) as tried:
        check_sound(form)
        actions.reopen(case, wanted, form.reason.data or "", by=current_user)
    if tried.refused:
        return _draw_reopening(case, slug, form), tried.refused
    return say_done("The stage is open again. The force sees why.", ".of_case", ref=case.ref)


def _case(ref: str) -> Case:
    return case_with(plain_reference(ref), current_user)


def _draw(case: Case) -> str:
    present = followed(case)
    names = names_of({turn.done_by for turn in present.turns})
    record_reading(case)
    return render_template("followup/of_case.html", present=present, names=names)


def _draw_reopening(case: Case, slug: str, form: ReopenForm) -> str:
    clock = followed(case).clock(stage_named(slug))
    record_reading(case)
    return render_template("followup/reopen.html", case=case, clock=clock, form=form)
