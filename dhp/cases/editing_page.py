"""A section of a case as it is being edited: its questions, its form, and what was found."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from wtforms import Field

from dhp.cases import editing
from dhp.cases.editing import Difference, Edit
from dhp.cases.editing_forms import SectionForm, mark_of, marks_of
from dhp.cases.models import Source
from dhp.cases.sheet import Sheet
from dhp.cases.wording import place_words
from dhp.dictionary import SECTIONS, write
from dhp.dictionary.checks import Finding
from dhp.errors import DomainError
from dhp.web.fields import QuestionForm


@dataclass
class SectionEdit:
    """A section of a case as it is being edited."""

    sheet: Sheet
    section: str
    questions: QuestionForm
    form: SectionForm
    warnings: Sequence[Finding] = ()
    differing: Sequence[Difference] = field(default_factory=list)

    @property
    def title(self) -> str:
        """What the section is called."""
        return SECTIONS[self.section]

    @property
    def groups(self) -> dict[str, list[Field]]:
        """The questions under the headings of the people they are about."""
        found: dict[str, list[Field]] = {}
        for question in self.questions.questions:
            place = question.name.partition(".")[0]
            shared = place in ("death", "incident")
            heading = "" if shared else place_words(place, self.sheet.places.suspects)
            found.setdefault(heading, []).append(question)
        return found

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
