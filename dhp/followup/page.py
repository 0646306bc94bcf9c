"""One page of questions as it is being answered: the lines, the two halves of the form, the rest."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from wtforms import Field

from dhp.accounts.models import User
from dhp.calendar import london_date, now
from dhp.dictionary import Given, HouseWords, Stage, State, Unreadable, read, shown
from dhp.errors import DomainError, Stale
from dhp.followup.actions import tell
from dhp.followup.forms import BesideForm, questions
from dhp.followup.queries import Followed, followed
from dhp.followup.told import Line, headings
from dhp.web.fields import QuestionForm

PAGE = 8  # questions
_SILENT = HouseWords("Not answered")


@dataclass
class Page:
    """Some questions of one case at one stage. `differing` is filled when somebody else was first:
    the label, what is saved, and what was typed; `changed` are the codes that a saving changed.
    """

    present: Followed
    stage: Stage
    lines: list[Line]
    question: QuestionForm
    beside: BesideForm
    differing: list[tuple[str, str, str]] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)

    @property
    def form(self) -> QuestionForm | BesideForm:
        """The half with faults, for the summary of faults."""
        return self.question if self.question.errors else self.beside

    @property
    def corrects(self) -> bool:
        """Whether the page holds an answer that a new one would correct, so that it asks why."""
        return any(line.is_settled for line in self.lines)

    @property
    def may_stay_open(self) -> bool:
        """Whether any of the questions offers "Not yet established"."""
        offered = (line.column.characteristic.states for line in self.lines)
        return any(State.NOT_YET_ESTABLISHED in states for states in offered)

    @property
    def groups(self) -> list[tuple[str, list[Field]]]:
        """The fields under the person they are about."""
        fields = {one.name: one for one in self.question.questions}
        suspects = self.present.told.places.suspects
        return [
            (title, [fields[line.name] for line in lines])
            for title, lines in headings(self.lines, suspects)
        ]

    def sound(self) -> bool:
        """Whether both halves of the form are sound; both are always checked."""
        return all([self.question.validate(), self.beside.validate()])

    def given(self, today: date) -> dict[str, Given]:
        """What was typed, by column name. Only after `sound`."""
        texts = self.question.answers
        return {
            line.name: read(line.column.characteristic, texts[line.name], today=today)
            for line in self.lines
        }

    def fail(self, error: DomainError) -> None:
        """Show `error` where it belongs."""
        half = self.question if error.field in self.question else self.beside
        half.fail(error)

    def compare(self, now_told: Followed) -> None:
        """Set what is saved now beside what was typed; saving again then decides between them."""
        lines = now_told.told.named(line.name for line in self.lines)
        texts = self.question.answers
        self.differing = [
            (line.label, line.shown or _SILENT, words)
            for line in lines
            if (words := _typed(line, texts[line.name])) != (line.shown or _SILENT)
        ]
        self.present, self.lines = now_told, lines
        self.beside.seen.data = now_told.told.fingerprint(line.name for line in lines)


def page_of(
    present: Followed, stage: Stage, lines: Sequence[Line], *, complete: bool = False
) -> Page:
    """The page that asks `lines`, filled from the case or from what was sent."""
    shown_lines = list(lines)
    beside = BesideForm()
    if not beside.is_submitted():
        beside.seen.data = present.told.fingerprint(line.name for line in shown_lines)
    form = questions(shown_lines, present.told, complete=complete)
    return Page(present, stage, shown_lines, form, beside)


def save(page: Page, *, by: User) -> int:
    """Save a page. Gives 0, or the status of the answer when the page has to be shown again.

    Nothing of a page is saved unless all of it is, and what was typed stays on the page.
    """
    if not page.sound():
        return 422
    today = london_date(now())
    try:
        page.changed = tell(
            page.present.case,
            page.given(today),
            page.beside.seen.data or "",
            by=by,
            stage=page.stage,
            reason=page.beside.reason.data or "",
            again_on=page.beside.again_on(today),
        )
    except Stale as error:
        page.compare(followed(page.present.case))
        page.fail(error)
        return 409
    except DomainError as error:
        page.fail(error)
        return 422
    return 0


def _typed(line: Line, text: str) -> str:
    """What was typed in words, or as it was where it cannot be read."""
    try:
        given = read(line.column.characteristic, text, today=london_date(now()))
    except Unreadable:
        return text
    silent = given.state is State.NOT_RECORDED
    return _SILENT if silent else shown(line.column.characteristic, given)
