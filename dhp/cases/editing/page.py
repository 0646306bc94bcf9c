"""A section of a case as it is being edited: its questions, its form, and what was found."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from wtforms import Field

from dhp.cases.answers.standing import OPEN, Line
from dhp.cases.editing import saving as editing
from dhp.cases.editing.forms import SectionForm, mark_of, marks_of
from dhp.cases.editing.saving import Difference, Edit, groups_in
from dhp.cases.models import Source
from dhp.cases.sheet import Sheet
from dhp.cases.wording import place_words
from dhp.dictionary import SECTIONS, Stage, write
from dhp.dictionary.checks import Finding
from dhp.errors import DomainError
from dhp.web.fields import QuestionForm


@dataclass(frozen=True)
class Choice:
    """One whom a section asks about, and how many of the questions are open by now."""

    group: str
    words: str
    open: int


@dataclass(frozen=True)
class Question:
    """A question on the page: its field, its line where the record has one, and how it stands."""

    field: Field
    line: Line | None
    open: bool
    changed: bool

    @property
    def touched(self) -> bool:
        """Whether somebody typed in it just now, or it has a fault."""
        return self.changed or bool(self.field.errors)

    @property
    def later(self) -> bool:
        """Whether the stage that first asks it has not come."""
        return self.line is not None and not self.line.gap

    @property
    def stage(self) -> Stage:
        """When it is first asked."""
        return self.line.stage if self.line else Stage.NOTICE


def choices_in(sheet: Sheet, section: str) -> list[Choice]:
    """Everybody whom `section` asks about."""
    gaps = [line.group for line in sheet.gaps if line.section == section]
    return [
        Choice(group, whom_words(group, sheet), gaps.count(group))
        for group in groups_in(sheet, section)
    ]


def whom_words(group: str, sheet: Sheet) -> str:
    """Whom questions are about: "The death", "Victim", "Suspect 2"."""
    return "The death" if group == "death" else place_words(group, sheet.places.suspects)


@dataclass
class SectionEdit:
    """A section of a case as it is being edited."""

    sheet: Sheet
    section: str
    group: str
    questions: QuestionForm
    form: SectionForm
    warnings: Sequence[Finding] = ()
    differing: Sequence[Difference] = field(default_factory=list)

    @property
    def title(self) -> str:
        """What the section is called."""
        return SECTIONS[self.section]

    @property
    def whom(self) -> str:
        """Whom the questions are about, where the section is about several."""
        return whom_words(self.group, self.sheet) if len(self.choices) > 1 else ""

    @property
    def choices(self) -> list[Choice]:
        """Everybody the section asks about."""
        return choices_in(self.sheet, self.section)

    @property
    def open(self) -> list[Question]:
        """Questions to answer by now, and every one that was typed in or has a fault."""
        return [one for one in self._all if one.touched or (one.open and not one.later)]

    @property
    def later(self) -> dict[Stage, list[Question]]:
        """Open questions whose stage has not come, by the stage that first asks them."""
        found: dict[Stage, list[Question]] = {}
        for one in self._all:
            if one.open and one.later and not one.touched:
                found.setdefault(one.stage, []).append(one)
        return found

    @property
    def answered(self) -> list[Question]:
        """Questions that have an answer."""
        return [one for one in self._all if not (one.open or one.touched)]

    @property
    def _all(self) -> list[Question]:
        return [self._question(one) for one in self.questions.questions]

    def _question(self, asked: Field) -> Question:
        line = self.sheet.line_of(asked.name)
        stands = self.sheet.answers[asked.name]
        return Question(asked, line, stands.state in OPEN, asked.data != write(stands))

    def start(self) -> None:
        """Fill in what stands, as a person who opens the page sees it."""
        self.form.source.data = Source.UNIT.value
        self._remember()

    def keep_typed(self) -> None:
        """Lay what was typed over what stands now, and show both where they differ."""
        marks = self.form.marks
        typed = {
            name: text
            for name, text in self.questions.answers.items()
            if mark_of(text) != marks.get(name, mark_of(""))
        }
        self.differing = editing.differences(typed, self.sheet, self.sheet.names)
        for question in self.questions.questions:
            if question.name not in typed:
                question.process(None, write(self.sheet.answers[question.name]))
        self._remember()

    def edit(self) -> Edit:
        """What the person wants to change. Raises `DomainError` for a blanked answer."""
        answers = editing.changed(self.questions.answers, self.sheet)
        return Edit(answers, Source(self.form.source.data), self.form.reason.data or "")

    def settled(self, edit: Edit) -> bool:
        """Whether nothing contradicts the edit, and every doubt about it was confirmed."""
        must, self.warnings = editing.found_across(edit, self.sheet)
        for finding in must:
            self.fail(DomainError(finding.message, finding.columns[0]))
        codes = mark_of(" ".join(warning.message for warning in self.warnings))
        asked_before = self.form.warned.data == codes
        self.form.warned.data = codes
        if must or not self.warnings or (asked_before and self.form.confirmed.data):
            return not must
        self.form.confirmed.data = False
        self.form.fail(
            DomainError("Look at these again, then say that they are right.", "confirmed")
        )
        return False

    def fail(self, error: DomainError) -> None:
        """Show `error` beside the question or the field that it names."""
        if error.field and error.field in self.questions:
            self.questions.fail(error)
        else:
            self.form.fail(error)

    def _remember(self) -> None:
        stands = {q.name: write(self.sheet.answers[q.name]) for q in self.questions.questions}
        self.form.seen.data = marks_of(stands)
        self.form.version.data = str(self.sheet.case.version)
