"""The pages on which the unit completes the record: one answer at a time, or one more suspect."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import london_date, now
from dhp.cases.actions import add_answers, add_suspect_to
from dhp.cases.forms import AnswerForm, SuspectForm
from dhp.cases.models import Source
from dhp.cases.rules import check_version
from dhp.cases.sheet import Sheet
from dhp.cases.views import bp, force_of, load, seen_in
from dhp.cases.wording import answer_words
from dhp.dictionary import DICTIONARY, Column, Stage, column_named, read, write
from dhp.errors import Absent, DomainError, Stale
from dhp.web.access import requires
from dhp.web.edge import writes
from dhp.web.fields import QuestionForm, question_form


@dataclass
class Editing:
    """One answer of one case, as it is being given."""

    sheet: Sheet
    column: Column
    question: QuestionForm
    form: AnswerForm

    @property
    def anchor(self) -> str:
        """Where the answer stands on the page of the case."""
        return self.column.name.replace(".", "-")

    def sound(self) -> bool:
        """Whether both halves of the form are sound; both are always checked."""
        return all([self.question.validate(), self.form.validate()])


@bp.get("/<ref>/answers/<name>")
@requires(Permission.CLASSIFY_CASES)
def answer(ref: str, name: str) -> ResponseReturnValue:
    """Ask for one answer."""
    editing = _editing(ref, name)
    editing.form.source.data = Source.UNIT.value
    editing.form.version.data = str(editing.sheet.case.version)
    return _page(editing)


@bp.post("/<ref>/answers/<name>")
@requires(Permission.CLASSIFY_CASES)
@writes
def record_answer(ref: str, name: str) -> ResponseReturnValue:
    """Record one answer beside those of other sources."""
    editing = _editing(ref, name)
    if not (editing.sound() and _recorded(editing)):
        return _page(editing), 422
    flash("The answer is recorded.", "success")
    case = editing.sheet.case
    return redirect(url_for(".case", ref=case.ref, _anchor=editing.anchor), 303)


@bp.post("/<ref>/suspects")
@requires(Permission.CLASSIFY_CASES)
@writes
def add_suspect(ref: str) -> ResponseReturnValue:
    """Add a suspect of whom nothing is known yet. A second click on the same page adds none."""
    sheet, form = load(ref), SuspectForm()
    try:
        check_version(form.seen_version, sheet.case.version)
        place = add_suspect_to(sheet.case, by=current_user)
    except DomainError as error:
        flash(error.message)
        return redirect(url_for(".case", ref=sheet.case.ref), 303)
    flash("A suspect is added. Fill in what is known.", "success")
    return redirect(url_for(".case", ref=sheet.case.ref, _anchor=f"{place}-sex"), 303)


def _editing(ref: str, name: str) -> Editing:
    sheet, column = load(ref), column_named(name, DICTIONARY)
    if column is None or column.ordinal > sheet.places.suspects:
        raise Absent
    texts = {name: write(sheet.answers[name])}
    question = question_form([column], texts, complete=True, died=sheet.case.died_first)
    return Editing(sheet, column, question, AnswerForm())


def _recorded(editing: Editing) -> bool:
    case, column, form = editing.sheet.case, editing.column, editing.form
    text = editing.question.answers[column.name]
    try:
        check_version(form.seen_version, case.version)
        add_answers(
            case,
            {column.name: read(column.characteristic, text, today=london_date(now()))},
            by=current_user,
            source=Source(form.source.data),
            stage=Stage.FOLLOW_UP,
            reason=form.reason.data or "",
        )
    except DomainError as error:
        form.fail(error)
        if isinstance(error, Stale):
            form.version.data = str(case.version)
        return False
    return True


def _page(editing: Editing) -> str:
    sheet = editing.sheet
    trail.record_read(
        Act.CASE_READ, by=current_user, about=seen_in(sheet), force=force_of(sheet.case)
    )
    return render_template(
        "cases/answer.html",
        editing=editing,
        label=answer_words(editing.column, sheet.places.suspects),
        line=sheet.line_of(editing.column.name),
        form=editing.question if editing.question.errors else editing.form,
    )
