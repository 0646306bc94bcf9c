"""The coding page: the narrative beside the codebook. To mark words is one request."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.cases.rules import check_takes_work
from dhp.coding.codebook import book
from dhp.coding.marks.actions import change, mark, remove
from dhp.coding.marks.answering import marked, refused, wanted
from dhp.coding.marks.desk import Desk, desk, label_of
from dhp.coding.marks.forms import MarkForm, SaysForm
from dhp.coding.marks.queries import mark_with
from dhp.coding.marks.views import bp
from dhp.coding.passes.models import CodingPass, Mark
from dhp.coding.passes.queries import pass_to_change, pass_with
from dhp.coding.passes.rules import PassState, check_marks
from dhp.errors import DomainError
from dhp.web.access import requires
from dhp.web.acting import check_sound, trying
from dhp.web.edge import writes


@bp.get("/<ref>/text")
@requires(Permission.CODE_THEMES)
def text(ref: str) -> ResponseReturnValue:
    """The narrative with its marks and, while the reading goes on, the codes to choose."""
    reading = pass_with(ref, current_user)
    if reading.state not in (PassState.OPEN, PassState.LOCKED):
        return redirect(url_for(".cover", ref=reading.ref))
    if reading.state is PassState.OPEN:
        check_takes_work(reading.case)
    return _page(reading, desk(reading, current_user), MarkForm(formdata=None))


@bp.post("/<ref>/marks", endpoint="mark")
@requires(Permission.CODE_THEMES)
@writes
def add(ref: str) -> ResponseReturnValue:
    """Mark the chosen words, or the whole case, with the chosen code."""
    reading, form = pass_to_change(ref, current_user), MarkForm()
    found = desk(reading, current_user)
    with trying(form) as tried:
        check_marks(reading.state)
        check_sound(form)
        new = mark(reading, [wanted(form, found)], found.book, by=current_user)[0]
    if tried.refused:
        return refused(form, lambda: _page(reading, found, form))
    return _marked(reading, f"Marked: {label_of(new.code_id, found.book)}, {new.polarity.value}.")


@bp.get("/<ref>/marks/<mark_ref>")
@requires(Permission.CODE_THEMES)
def one_mark(ref: str, mark_ref: str) -> ResponseReturnValue:
    """One mark, to say something else of it."""
    reading = pass_with(ref, current_user)
    found = mark_with(mark_ref, reading, current_user)
    check_takes_work(reading.case)
    form = SaysForm()
    form.start_from(found)
    return _one(reading, found, form)


@bp.post("/<ref>/marks/<mark_ref>", endpoint="change_mark")
@requires(Permission.CODE_THEMES)
@writes
def say_otherwise(ref: str, mark_ref: str) -> ResponseReturnValue:
    """Say something else of a mark."""
    reading, form = pass_to_change(ref, current_user), SaysForm()
    found = mark_with(mark_ref, reading, current_user)
    with trying(form) as tried:
        check_sound(form)
        memo, unsure = form.memo.data or "", bool(form.unsure.data)
        change(found, reading, form.way, memo, unsure=unsure, by=current_user)
    if tried.refused:
        return _one(reading, found, form), tried.refused
    return _marked(reading, "The mark is changed.")


@bp.post("/<ref>/marks/<mark_ref>/remove")
@requires(Permission.CODE_THEMES)
@writes
def remove_mark(ref: str, mark_ref: str) -> ResponseReturnValue:
    """Take a mark away."""
    reading = pass_to_change(ref, current_user)
    found = mark_with(mark_ref, reading, current_user)
    try:
        remove(found, reading, by=current_user)
    except DomainError as error:
        flash(error.message)
        return redirect(url_for(".text", ref=reading.ref), 303)
    return _marked(reading, "The mark is taken away.")


def _marked(reading: CodingPass, said: str) -> ResponseReturnValue:
    return marked(reading.ref, said, lambda: desk(reading, current_user, codes=False))


def _page(reading: CodingPass, found: Desk, form: MarkForm) -> str:
    _read(reading)
    return render_template("coding/text.html", desk=found, form=form)


def _one(reading: CodingPass, found: Mark, form: SaysForm) -> str:
    _read(reading)
    label = label_of(found.code_id, book())
    return render_template("coding/mark.html", reading=reading, mark=found, label=label, form=form)


def _read(reading: CodingPass) -> None:
    case = reading.case
    force = case.force.code if case.force else None
    trail.record_read(
        Act.NARRATIVE_READ, by=current_user, about=(case.ref, reading.ref), force=force
    )
