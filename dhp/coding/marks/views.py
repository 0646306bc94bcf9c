"""A coder's own pages: the list of cases to code, the cover of one, and what to do with a reading."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.cases.rules import check_takes_work
from dhp.coding.codebook import book
from dhp.coding.marks.desk import label_of
from dhp.coding.marks.forms import LimitForm
from dhp.coding.marks.queries import unsure_marks
from dhp.coding.passes.actions import lock, open_reading, set_limit, skip
from dhp.coding.passes.care import flags_of
from dhp.coding.passes.models import CodingPass
from dhp.coding.passes.queries import (
    finished,
    limit_of,
    may_compare,
    opened_today,
    pass_to_change,
    pass_with,
    to_do,
)
from dhp.coding.passes.rules import UNFINISHED
from dhp.errors import DomainError
from dhp.web.access import requires
from dhp.web.acting import say_done
from dhp.web.edge import writes

bp = Blueprint("coding", __name__, url_prefix="/coding")

_LATELY = 30  # finished readings in the list
_UNSURE = 100


@bp.get("")
@requires(Permission.CODE_THEMES)
def index() -> ResponseReturnValue:
    """The cases that the person has to code, those lately done, and the own daily limit."""
    form = LimitForm()
    most = limit_of(current_user)
    form.start_from(most)
    return _list(form, most)


@bp.post("/limit")
@requires(Permission.CODE_THEMES)
@writes
def limit() -> ResponseReturnValue:
    """Set or lift the own daily limit."""
    form = LimitForm()
    if not form.validate():
        return _list(form, limit_of(current_user)), 422
    set_limit(form.chosen, by=current_user)
    return say_done("Your limit is saved. Only you see it.", ".index")


@bp.get("/<ref>")
@requires(Permission.CODE_THEMES)
def cover(ref: str) -> ResponseReturnValue:
    """One case before its narrative is opened: what kind of death, and what to be prepared for."""
    reading = pass_with(ref, current_user)
    if reading.state in UNFINISHED:
        check_takes_work(reading.case)
    return _cover(reading)


@bp.post("/<ref>/open", endpoint="open")
@requires(Permission.CODE_THEMES)
@writes
def open_text(ref: str) -> ResponseReturnValue:
    """Open the narrative to code it."""
    reading = pass_to_change(ref, current_user)
    try:
        open_reading(reading, by=current_user)
    except DomainError as error:
        return _cover(reading, error.message), 422
    return redirect(url_for(".text", ref=reading.ref), 303)


@bp.post("/<ref>/skip", endpoint="skip")
@requires(Permission.CODE_THEMES)
@writes
def pass_on(ref: str) -> ResponseReturnValue:
    """Pass the case on, without a reason."""
    reading = pass_to_change(ref, current_user)
    try:
        skip(reading, by=current_user)
    except DomainError as error:
        return _cover(reading, error.message), 422
    return say_done("Passed on. Nobody asks why.", ".index")


@bp.post("/<ref>/lock", endpoint="lock")
@requires(Permission.CODE_THEMES)
@writes
def finish(ref: str) -> ResponseReturnValue:
    """Finish the reading."""
    reading = pass_to_change(ref, current_user)
    try:
        lock(reading, by=current_user)
    except DomainError as error:
        return _cover(reading, error.message), 422
    return say_done("Finished. Your marks on this case stay as they are.", ".index")


@bp.get("/unsure")
@requires(Permission.CODE_THEMES)
def unsure() -> ResponseReturnValue:
    """The marks that somebody was unsure of, for the unit's meeting."""
    found = unsure_marks(current_user, _UNSURE)
    present = book()
    refs = [case.ref for _mark, case in found]
    trail.record_read(Act.MARKS_READ, by=current_user, about=refs)
    rows = [(mark, case, label_of(mark.code_id, present)) for mark, case in found]
    return render_template("coding/unsure.html", rows=rows)


def _list(form: LimitForm, most: int | None) -> str:
    waiting, done = to_do(current_user), finished(current_user, _LATELY)
    refs = [reading.case.ref for reading in (*waiting, *done)]
    trail.record_read(Act.CODING_LISTED, by=current_user, about=refs)
    return render_template(
        "coding/index.html",
        form=form,
        waiting=waiting,
        done=done,
        most=most,
        today=opened_today(current_user),
    )


def _cover(reading: CodingPass, refused: str = "") -> str:
    case = reading.case
    force = case.force.code if case.force else None
    trail.record_read(
        Act.CODING_LISTED, by=current_user, about=(case.ref, reading.ref), force=force
    )
    beside = may_compare(reading, current_user)
    return render_template(
        "coding/cover.html", reading=reading, flags=flags_of(case), refused=refused, beside=beside
    )
