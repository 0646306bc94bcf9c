"""The pages of weekly figures: the week at a glance, and one force's week to fill in."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.calendar import Week, long_date
from dhp.context.actions import enter
from dhp.context.entry import EntryPage, entry_page
from dhp.context.overview import of_force, of_week
from dhp.context.queries import force_for, visible_to
from dhp.context.rules import latest_week, week_in
from dhp.context.series import weeks_to
from dhp.context.strands import strands
from dhp.errors import Absent, DomainError, Stale
from dhp.web.access import requires
from dhp.web.acting import say_done
from dhp.web.edge import writes

bp = Blueprint("captures", __name__, url_prefix="/captures")

_LAST_WEEKS = 8  # on the page of one force


@bp.get("")
@requires(Permission.ENTER_CAPTURES)
def index() -> ResponseReturnValue:
    """The forces of one week by strands; for somebody of one force, its last weeks."""
    week = _asked_week()
    forces = visible_to(current_user, week)
    page = {"week": week, "latest": latest_week()}
    if current_user.force_id is not None:
        shown = of_force(forces[0], weeks_to(latest_week(), _LAST_WEEKS), strands())
        return render_template("context/own.html", overview=shown, force=forces[0], **page)
    shown = of_week(week, forces, strands())
    return render_template("context/week.html", overview=shown, **page)


@bp.get("/<force_code>/<week>")
@requires(Permission.ENTER_CAPTURES)
def show(force_code: str, week: str) -> ResponseReturnValue:
    """The figures of one force and week, with the boxes to fill in or correct."""
    return _page(_entry(force_code, week))


@bp.post("/<force_code>/<week>", endpoint="enter")
@requires(Permission.ENTER_CAPTURES)
@writes
def enter_figures(force_code: str, week: str) -> ResponseReturnValue:
    """Keep what was typed."""
    page = _entry(force_code, week)
    if not page.form.validate():
        return _page(page), 422
    try:
        kept = enter(
            page.entry, by=current_user, saw=page.form.seen, reason=page.form.reason.data or ""
        )
    except Stale as error:
        page.form.saw.data = str(page.mark)
        return _page(page, error.message), 409
    except DomainError as error:
        page.form.fail(error)
        return _page(page), 422
    return say_done(_said(page, bool(kept.new or kept.changed)), ".index", week=week)


def _entry(force_code: str, week: str) -> EntryPage:
    chosen = week_in(week)
    return entry_page(force_for(current_user, force_code, chosen), chosen)


def _page(page: EntryPage, late: str = "") -> str:
    return render_template("context/entry.html", page=page, form=page.form, late=late)


def _said(page: EntryPage, anything: bool) -> str:
    if not anything:
        return "Nothing has changed: these figures stand already."
    week, briefing = long_date(page.week.end), long_date(page.briefing.briefing_on)
    return (
        f"The figures of {page.force.name} for the week ending {week} are kept. They count from the "
        f"briefing of {briefing} on."
    )


def _asked_week() -> Week:
    try:
        return week_in(request.args.get("week", ""))
    except Absent:
        return latest_week()
