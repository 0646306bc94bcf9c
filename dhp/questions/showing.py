"""Questions as the pages show them: what each is about in words, how old, who asked and replied."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from dhp.calendar import now
from dhp.cases.people.standing import Places, places_of
from dhp.cases.queries import names_of
from dhp.cases.wording import answer_words
from dhp.dictionary import DICTIONARY, column_named
from dhp.questions.ages import age_words, band_of, days_between, in_bands, median_days
from dhp.questions.models import Question
from dhp.questions.queries import Times
from dhp.questions.rules import Status

WHOLE_CASE = "The case as a whole"
_TOLD_SHORT = 160  # characters of a question in a list


@dataclass(frozen=True)
class Row:
    """One question of a list. `days` is its age, until it was answered or closed if it was.

    `alone` says that the case has one suspect at most, who needs no number.
    """

    question: Question
    label: str
    days: int
    alone: bool

    @property
    def age(self) -> str:
        """The age in words."""
        return age_words(self.days)

    @property
    def band(self) -> str:
        """The age's band, by name."""
        return band_of(self.days).name

    @property
    def band_order(self) -> int:
        """A number by which the oldest band comes first."""
        return -band_of(self.days).first

    @property
    def short(self) -> str:
        """What is asked, cut at a word where it is long."""
        words = " ".join(self.question.asked.split())
        return words if len(words) <= _TOLD_SHORT else words[:_TOLD_SHORT].rsplit(" ", 1)[0] + " …"


@dataclass(frozen=True)
class ForceLine:
    """What one force has open and how fast it answers: days, over `answered` questions."""

    code: str
    name: str
    bands: Mapping[str, int]
    open: int
    oldest: str
    to_look_at: int
    median: float | None
    answered: int


def rows(questions: Sequence[Question]) -> list[Row]:
    """The lines of a list, in the order given; one statement for all their cases."""
    cases = {question.case_id: question.case for question in questions}
    places, at = places_of(list(cases.values())), now()
    return [_row(question, places[question.case_id], at) for question in questions]


def label_of(about: str, suspects: int) -> str:
    """What a question is about, in words: "Victim’s age"."""
    column = column_named(about, DICTIONARY)
    return answer_words(column, suspects) if column else WHOLE_CASE


def people_in(questions: Iterable[Question]) -> dict[str, str]:
    """The names of all who asked, replied and closed, by their references."""
    refs = {
        ref
        for question in questions
        for ref in (question.asked_by, question.replied_by, question.closed_by)
        if ref
    }
    return names_of(refs) if refs else {}


def by_force(times: Iterable[Times]) -> list[ForceLine]:
    """A line for each force in `times`, in their order."""
    forces: dict[str, list[Times]] = {}
    for one in times:
        forces.setdefault(one.force_code, []).append(one)
    at = now()
    return [_force_line(found, at) for found in forces.values()]


def _force_line(found: Sequence[Times], at: datetime) -> ForceLine:
    """The line of one force, of which `found` has at least one."""
    ages = [days_between(one.asked_at, at) for one in found if one.status is Status.OPEN]
    spans = [(one.asked_at, one.replied_at) for one in found if one.replied_at]
    return ForceLine(
        code=found[0].force_code,
        name=found[0].force_name,
        bands=in_bands(ages),
        open=len(ages),
        oldest=age_words(max(ages)) if ages else "",
        to_look_at=sum(one.status is Status.ANSWERED for one in found),
        median=median_days(spans),
        answered=len(spans),
    )


def _row(question: Question, places: Places, at: datetime) -> Row:
    until = question.replied_at or question.closed_at or at
    days = days_between(question.asked_at, until)
    return Row(question, label_of(question.about, places.suspects), days, places.alone)
