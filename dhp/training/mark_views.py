"""Practising to code: the desk of the real thing, and afterwards the model answer."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.coding.codebook import book
from dhp.coding.marks.answering import marked, refused, wanted
from dhp.coding.marks.desk import Desk, label_of
from dhp.coding.marks.forms import MarkForm, SaysForm
from dhp.coding.passes.rules import PassState, check_marks
from dhp.training import actions
from dhp.training.comparing import feedback
from dhp.training.invented import NARRATIVE
from dhp.training.kept import mark_in, marks_in
from dhp.training.models import CaseRehearsal
from dhp.training.page import desk_of
from dhp.training.queries import rehearsal_with
from dhp.training.views import bp
from dhp.web.access import requires
from dhp.web.acting import check_sound, say_done, trying
from dhp.web.edge import writes


@bp.get("/<ref>/text")
@requires(Permission.CODE_THEMES)
def text(ref: str) -> ResponseReturnValue:
    """The invented text beside the codebook; once it is finished, the model answer."""
    rehearsal = rehearsal_with(ref, current_user)
    if rehearsal.state is PassState.OPEN:
        return _page(desk_of(rehearsal), MarkForm(formdata=None))
    found = feedback(marks_in(rehearsal), book())
    return render_template(
        "training/model_answer.html", rehearsal=rehearsal, found=found, text=NARRATIVE
    )


@bp.post("/<ref>/marks", endpoint="mark")
@requires(Permission.CODE_THEMES)
@writes
def add(ref: str) -> ResponseReturnValue:
    """Mark the chosen words, or the whole case, with the chosen code."""
    rehearsal, form = rehearsal_with(ref, current_user), MarkForm()
    check_marks(rehearsal.state)
    found = desk_of(rehearsal)
    with trying(form) as tried:
        check_sound(form)
        new = actions.mark(rehearsal, wanted(form, found), by=current_user)
    if tried.refused:
        return refused(form, lambda: _page(found, form))
    return _marked(rehearsal, f"Marked: {label_of(new.code_id, found.book)}, {new.polarity.value}.")


@bp.get("/<ref>/marks/<mark_ref>")
@requires(Permission.CODE_THEMES)
def one_mark(ref: str, mark_ref: str) -> ResponseReturnValue:
    """One mark, to say something else of it."""
    rehearsal, form = rehearsal_with(ref, current_user), SaysForm()
    form.start_from(mark_in(rehearsal, mark_ref))
    return _one(rehearsal, mark_ref, form)


@bp.post("/<ref>/marks/<mark_ref>", endpoint="change_mark")
@requires(Permission.CODE_THEMES)
@writes
def say_otherwise(ref: str, mark_ref: str) -> ResponseReturnValue:
    """Say something else of a mark."""
    rehearsal, form = rehearsal_with(ref, current_user), SaysForm()
    mark_in(rehearsal, mark_ref)
    with trying(form) as tried:
        check_sound(form)
        memo, unsure = form.memo.data or "", bool(form.unsure.data)
        actions.change(rehearsal, mark_ref, form.way, memo, unsure=unsure, by=current_user)
    if tried.refused:
        return _one(rehearsal, mark_ref, form), tried.refused
    return _marked(rehearsal, "The mark is changed.")


@bp.post("/<ref>/marks/<mark_ref>/remove")
@requires(Permission.CODE_THEMES)
@writes
def remove_mark(ref: str, mark_ref: str) -> ResponseReturnValue:
    """Take a mark away."""
    rehearsal = rehearsal_with(ref, current_user)
    actions.unmark(rehearsal, mark_ref, by=current_user)
    return _marked(rehearsal, "The mark is taken away.")


@bp.post("/<ref>/lock", endpoint="lock")
@requires(Permission.CODE_THEMES)
@writes
def finish(ref: str) -> ResponseReturnValue:
    """End the coding and go to the model answer."""
    actions.finish(rehearsal_with(ref, current_user), by=current_user)
    return say_done("Finished. Here is the model answer.", ".text", ref=ref)


def _marked(rehearsal: CaseRehearsal, said: str) -> ResponseReturnValue:
    return marked(rehearsal.ref, said, lambda: desk_of(rehearsal))


def _page(found: Desk, form: MarkForm) -> str:
    return render_template("training/text.html", desk=found, form=form)


def _one(rehearsal: CaseRehearsal, mark_ref: str, form: SaysForm) -> str:
    found = mark_in(rehearsal, mark_ref)
    label = label_of(found.code_id, book())
    return render_template(
        "training/mark.html", reading=rehearsal, mark=found, label=label, form=form
    )
