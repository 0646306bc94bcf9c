"""The page of one answer: what each source says, its whole history, and one more answer."""

from dataclasses import dataclass

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import london_date, now
from dhp.cases.answers.rivals import Rivals, rivals_of
from dhp.cases.editing import saving as editing
from dhp.cases.editing.forms import AnswerForm
from dhp.cases.editing.saving import Difference, Edit
from dhp.cases.models import Source
from dhp.cases.queries import case_to_change, case_with
from dhp.cases.rules import check_version
from dhp.cases.sheet import Sheet, sheet_of
from dhp.cases.views import bp, force_of, seen_in
from dhp.dictionary import DICTIONARY, Column, column_named, read, write
from dhp.errors import Absent, DomainError, Stale
from dhp.references import plain_reference
from dhp.web.access import requires
from dhp.web.acting import say_done
from dhp.web.edge import writes
from dhp.web.fields import QuestionForm, question_form
from dhp.web.together import Together


@dataclass
class Editing:
    """One answer of one case, as it is being given."""

    sheet: Sheet
    column: Column
    question: QuestionForm
    form: AnswerForm
    rivals: Rivals
    differing: tuple[Difference, ...] = ()

    @property
    def anchor(self) -> str:
        """Where the answer stands on the page of the case."""
        return self.column.name.replace(".", "-")


@bp.get("/<ref>/answers/<column>")
@requires(Permission.READ_CASES)
def answer(ref: str, column: str) -> ResponseReturnValue:
    """Every source's answer side by side, their history, and a form for one more."""
    case = case_with(plain_reference(ref), current_user)
    editing_now = _editing(sheet_of(case, current_user), column)
    editing_now.form.source.data = Source.UNIT.value
    editing_now.form.version.data = str(case.version)
    return _page(editing_now)


@bp.post("/<ref>/answers/<column>")
@requires(Permission.CLASSIFY_CASES)
@writes
def record_answer(ref: str, column: str) -> ResponseReturnValue:
    """Record one answer beside those of other sources."""
    case = case_to_change(plain_reference(ref), current_user)
    editing_now = _editing(sheet_of(case, current_user), column)
    if not all([editing_now.question.validate(), editing_now.form.validate()]):
        return _page(editing_now), 422
    try:
        _record(editing_now)
    except DomainError as error:
        editing_now.form.fail(error)
        if isinstance(error, Stale):
            _show_both(editing_now)
        return _page(editing_now), 409 if isinstance(error, Stale) else 422
    return say_done("The answer is recorded.", ".case", ref=case.ref, _anchor=editing_now.anchor)


def _editing(sheet: Sheet, name: str) -> Editing:
    column = column_named(name, DICTIONARY)
    if column is None or column.ordinal > sheet.places.suspects:
        raise Absent
    texts = {name: write(sheet.answers[name])}
    question = question_form(
        [column], texts, complete=True, died=sheet.case.died_first, alone=sheet.places.alone
    )
    return Editing(sheet, column, question, AnswerForm(), rivals_of(sheet, column))


def _record(editing_now: Editing) -> None:
    sheet, form, name = editing_now.sheet, editing_now.form, editing_now.column.name
    check_version(form.seen_version, sheet.case.version)
    text = editing_now.question.answers[name]
    given = read(editing_now.column.characteristic, text, today=london_date(now()))
    edit = Edit({name: given}, Source(form.source.data), form.reason.data or "")
    editing.save(edit, sheet, by=current_user, evidence=form.evidence)


def _show_both(editing_now: Editing) -> None:
    """What stands now beside what was typed; sending again decides on it."""
    typed, sheet = editing_now.question.answers, editing_now.sheet
    editing_now.differing = tuple(editing.differences(typed, sheet, sheet.names))
    editing_now.form.version.data = str(sheet.case.version)


def _page(editing_now: Editing) -> str:
    sheet = editing_now.sheet
    trail.record_read(
        Act.CASE_READ, by=current_user, about=seen_in(sheet), force=force_of(sheet.case)
    )
    return render_template(
        "cases/answer.html",
        editing=editing_now,
        rivals=editing_now.rivals,
        sheet=sheet,
        form=Together(editing_now.question, editing_now.form),
    )
