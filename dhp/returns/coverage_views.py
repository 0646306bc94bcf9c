"""The unit's and the analyst's pages: forces by periods, one force, one of its periods, the file."""

from collections.abc import Sequence
from datetime import datetime

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.models import Force, Region
from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import now
from dhp.errors import DomainError
from dhp.returns.choosing import (
    MOST,
    Choice,
    by_system,
    choice_from,
    coverage_for,
    force_for,
    region_value,
    regions_for,
)
from dhp.returns.coverage import Cell, Summary, grid
from dhp.returns.coverage_file import coverage_csv
from dhp.returns.held import held
from dhp.returns.left import left_since
from dhp.returns.periods import ReturnPeriod
from dhp.returns.plan import opened_periods, period_with
from dhp.returns.queries import history
from dhp.returns.rules import Standing
from dhp.returns.showing import line_rows
from dhp.web.access import requires

bp = Blueprint("coverage", __name__, url_prefix="/coverage")


@bp.get("")
@requires(Permission.READ_COVERAGE)
def index() -> ResponseReturnValue:
    """Forces by periods, and what each report will say about them."""
    offered = regions_for(current_user)
    choice = _choice(offered)
    if choice is None:
        return redirect(url_for(".index"))
    found = coverage_for(current_user, choice)
    _record(Act.COVERAGE_READ, choice)
    totals = found.summaries
    return render_template(
        "returns/coverage.html",
        found=found,
        choice=choice,
        offered=by_system(offered),
        value_of=region_value,
        totals=totals,
        told=_told(totals, found.as_at),
        standings=Standing,
    )


@bp.get("/returns.csv")
@requires(Permission.READ_COVERAGE)
def export() -> ResponseReturnValue:
    """The same as a file."""
    choice = _choice(regions_for(current_user))
    if choice is None:
        return redirect(url_for(".index"))
    text = coverage_csv(coverage_for(current_user, choice))
    _record(Act.COVERAGE_EXPORTED, choice)
    name = {"Content-Disposition": "attachment; filename=returns.csv"}
    return Response(text, mimetype="text/csv", headers=name)


@bp.get("/<code>")
@requires(Permission.READ_COVERAGE)
def force(code: str) -> ResponseReturnValue:
    """One force: every period so far, the latest first."""
    chosen, at = force_for(current_user, code), now()
    wanted = opened_periods(at)[-MOST:]
    cells = _cells(chosen, wanted, at)
    trail.record_read(Act.COVERAGE_READ, by=current_user, about=(), force=chosen.code)
    return render_template("returns/force.html", force=chosen, cells=cells, at=at)


@bp.get("/<code>/<period>")
@requires(Permission.READ_COVERAGE)
def one(code: str, period: str) -> ResponseReturnValue:
    """One period of one force: every return that it made, and the lines that the person may see."""
    chosen, wanted, at = force_for(current_user, code), period_with(period), now()
    before = history(current_user, chosen.id, wanted)
    made = [(each, line_rows(lines)) for each, lines in before]
    about = [row.ref for _made, lines in made for _line, row in lines]
    trail.record_read(
        Act.RETURN_READ, by=current_user, about=about, force=chosen.code, period=wanted.key
    )
    cell = _cells(chosen, [wanted], at)[0]
    now_held = {death.key for death in held(at, chosen.id) if death.belongs_to(wanted)}
    left = left_since(before, now_held, chosen, current_user)
    facts = {"force": chosen, "period": wanted, "cell": cell, "before": made, "left": left}
    return render_template("returns/one.html", **facts, at=at)


def _cells(force: Force, wanted: Sequence[ReturnPeriod], at: datetime) -> tuple[Cell, ...]:
    """One force's periods as the signed-in person may know them, the latest first."""
    may = current_user.may(Permission.READ_RESTRICTED_CASES)
    found = grid(wanted, as_at=at, forces=[force], restricted=may)
    return found.rows[0].cells[::-1]


def _choice(offered: Sequence[Region]) -> Choice | None:
    """What the address asks for; None, and told to the person, where that cannot be."""
    try:
        return choice_from(request.args, offered)
    except DomainError as error:
        flash(error.message)
        return None


def _record(act: Act, choice: Choice) -> None:
    trail.record_read(act, by=current_user, about=(), filters=choice.parameters)


def _told(totals: list[Summary], at: datetime) -> Summary:
    """The latest period that was due, about which reports speak."""
    due = (one for one in reversed(totals) if one.period and one.period.due_at <= at)
    return next(due, Summary(None))
