"""The lines that a force signs: its deaths of a year as its contact may know them, at an instant."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from dhp.accounts.models import Force
from dhp.calendar.formats import MONTHS
from dhp.calendar.periods import APRIL, MONTHS_IN_YEAR
from dhp.coding.marks.narratives import CODES
from dhp.definitions import DeathType
from dhp.dictionary import Stage, State
from dhp.followup.rules import TITLES
from dhp.returns.held import held as held_days
from dhp.statistics.force_record.held import Held, held_by
from dhp.statistics.years.year import Year

TYPES, WHEN, LATE, OPEN = "types", "when", "late", "open"
GROUPS = {
    TYPES: "Deaths by type",
    WHEN: "Deaths by month",
    LATE: "Follow-up that is overdue",
    OPEN: "What is still unanswered",
}
_STAGES = (Stage.FOLLOW_UP, Stage.SIX_MONTHS, Stage.OUTCOME)


@dataclass(frozen=True)
class Line:
    """One figure: where it stands, what it counts in words, and the number."""

    key: str
    group: str
    label: str
    value: int


def lines_of(force: Force, year: Year, as_at: datetime) -> list[Line]:
    """The figures of `force` for `year`, as its packs count: no restricted death is among them.

    A death belongs to the day by which the force's returns have it.
    """
    days = {one.key[1]: one.day for one in held_days(as_at, force.id) if one.key[0] == "case"}
    deaths = [
        one
        for one in held_by(force, as_at, as_at)
        if year.first <= days.get(one.case.id, date.min) <= year.last
    ]
    return [
        *_by_type(deaths),
        *_by_month([days[one.case.id] for one in deaths], year),
        *_late(deaths),
        *_open(deaths),
    ]


def checksum(lines: Sequence[Line]) -> str:
    """What the lines come to, for a form and for a signature: another figure, another checksum."""
    return hashlib.sha256(written(lines).encode()).hexdigest()


def written(lines: Sequence[Line]) -> str:
    """The lines as they are kept with a signature."""
    return json.dumps([asdict(line) for line in lines], ensure_ascii=False, sort_keys=True)


def read_lines(text: str) -> list[Line]:
    """The lines that `written` wrote."""
    return [Line(**one) for one in json.loads(text)]


def _by_type(deaths: Sequence[Held]) -> Iterator[Line]:
    counts = Counter(one.type for one in deaths)
    for kind in DeathType:
        yield Line(f"type-{kind.value}", TYPES, kind.label, counts[kind])
    yield Line("type-all", TYPES, "All deaths", len(deaths))


def _by_month(days: Iterable[date], year: Year) -> Iterator[Line]:
    counts = Counter((day.year, day.month) for day in days)
    for number in range(MONTHS_IN_YEAR):
        later, month = divmod(APRIL - 1 + number, MONTHS_IN_YEAR)
        when = year.first.year + later, month + 1
        label = f"{MONTHS[month]} {when[0]}"
        yield Line(f"month-{when[0]}-{when[1]:02d}", WHEN, label, counts[when])


def _late(deaths: Sequence[Held]) -> Iterator[Line]:
    counts = Counter(late.clock.stage for one in deaths for late in one.late)
    for stage in _STAGES:
        yield Line(f"late-{stage.name.lower()}", LATE, TITLES[stage], counts[stage])


def _open(deaths: Sequence[Held]) -> Iterator[Line]:
    asked = sum(len(one.asked) for one in deaths)
    yield Line("open-questions", OPEN, "Questions of the unit that wait for an answer", asked)
    missing = sum(one.missing for one in deaths)
    yield Line("open-fields", OPEN, "Answers that are due and were not given", missing)
    silent = sum(not _told(one) for one in deaths)
    yield Line("open-words", OPEN, "Deaths of which nothing is told in words, for coders", silent)


def _told(one: Held) -> bool:
    """Whether coders have a text to read."""
    return any(
        given.state is State.ANSWERED
        for name, given in one.file.answers.items()
        if name.partition(".")[2] in CODES
    )
