"""M5, the rate per million residents a year, with its interval."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dhp.calendar import london_date
from dhp.errors import DomainError
from dhp.shares import rounded
from dhp.statistics.frame import SYSTEMS
from dhp.statistics.framing.regions import regions
from dhp.statistics.intervals import rate as rate_of
from dhp.statistics.measures.groups import Group
from dhp.statistics.measures.laying import COUNT, Asked, laid_out, rows_of, tallied
from dhp.statistics.measures.measure import Measure
from dhp.statistics.measures.question import Question
from dhp.statistics.measures.samples import Kind, Sample, sample
from dhp.statistics.measures.spans import SPANS, days_of_span
from dhp.statistics.population import Edition, edition_at
from dhp.statistics.tables import TOTAL, Cell, Column, Mark, Period, Table

_PLACED = {"force", *SYSTEMS}
_NAMES = {"type", *_PLACED, *SPANS} - {"week"}
FOR_DEMONSTRATION = "These population figures are for demonstration and not official estimates."
LEAST, RELIABLE = 3, 20  # deaths: below the one no rate, below the other one of low reliability
RATE_COLUMNS = (
    Column(COUNT, "Deaths"),
    Column("rate", "Rate per million a year", of=COUNT),
    Column("low", "95% interval from", of=COUNT),
    Column("high", "95% interval to", of=COUNT),
    Column("residents", "Residents", of=COUNT),
)


@dataclass(frozen=True)
class Exposure:
    """Whose rate it is: the residents and the years over which deaths were counted."""

    residents: int
    years: float


def rate(measure: Measure, question: Question) -> Table:
    """M5 laid out. Raises `DomainError` without a first day, or for a group without residents."""
    if question.start is None:
        raise DomainError("A rate is of a stretch of time. Give its first day.", "from")
    if unfit := [name for name in question.names if name not in _NAMES]:
        raise DomainError(
            f"No residents are known for the groups of “{unfit[0]}”. A rate can be laid out by "
            f"{', '.join(sorted(_NAMES))}."
        )
    found = sample(Kind(), question)
    edition = edition_at(london_date(question.as_at))
    counts = tallied(found)

    def cells(group: Group) -> Mapping[str, Cell]:
        count = counts.get((group.key, TOTAL), 0)
        exposure = _exposure(group, found, question, edition) if edition else None
        return rate_cells(count, exposure, known=edition is not None)

    found = replace(found, notes=(*found.notes, _about(edition, found)))
    return laid_out(Asked(measure, question, found), RATE_COLUMNS, cells)


def years_in(start: date, end: date) -> float:
    """How many years the days from `start` to `end` are: whole ones, and days of the year after."""
    after, whole = end + timedelta(days=1), 0
    while _year_on(start) <= after:
        start, whole = _year_on(start), whole + 1
    return whole + (after - start).days / (_year_on(start) - start).days


def _year_on(day: date) -> date:
    """The same day a year later; 1 March for a leap day."""
    leap = (day.month, day.day) == (2, 29)
    return date(day.year + 1, 3, 1) if leap else day.replace(year=day.year + 1)


def _exposure(group: Group, found: Sample, question: Question, edition: Edition) -> Exposure | None:
    """None where the group is no area with residents of its own."""
    last = min(found.period.end, london_date(question.as_at))
    days = Period(found.period.start, last)
    name = rows_of(found).name
    if name in SPANS and group.key != TOTAL:
        if group.missing:
            return None
        days = Period(*days_of_span(name, group.key, days.start, days.end))
    middle = days.start + (days.end - days.start) / 2
    places = dict(question.where) | ({name: group.key} if group.key != TOTAL else {})
    forces = _areas(places, middle, edition)
    if not forces:
        return None
    people = edition.residents(forces, edition.year_for(middle))
    return Exposure(people, years_in(days.start, days.end))


def _areas(places: Mapping[str, str], day: date, edition: Edition) -> frozenset[str]:
    """The forces whose residents stand behind what happened in all of `places`."""
    every = frozenset(force for force, _year, _sex, _ages in edition.people)
    chosen = every
    if "force" in places:
        chosen &= {places["force"]} & edition.forces
    for name, system in SYSTEMS.items():
        if name in places:
            known = regions(system)
            chosen &= {force for force in every if known.of(force, day) == places[name]}
    return chosen


def rate_cells(count: int, exposure: Exposure | None, *, known: bool) -> Mapping[str, Cell]:
    """The cells of `RATE_COLUMNS`; without an exposure no rate, not applicable where `known` says that
    residents are known of other groups, else not available.
    """
    rest = ("rate", "low", "high")
    if exposure is None:
        absent = Cell.marked(Mark.NOT_APPLICABLE if known else Mark.NOT_AVAILABLE)
        return {COUNT: Cell.count(count)} | dict.fromkeys((*rest, "residents"), absent)
    cells = {COUNT: Cell.count(count), "residents": Cell.count(exposure.residents)}
    if count < LEAST:
        return cells | dict.fromkeys(rest, Cell.marked(Mark.NOT_AVAILABLE))
    found = rate_of(count, exposure.residents * exposure.years)
    mark = Mark.LOW_RELIABILITY if count < RELIABLE else None
    for key, value in zip(rest, (found.value, found.low, found.high), strict=True):
        cells[key] = (
            Cell.marked(Mark.NOT_AVAILABLE)
            if value is None
            else Cell(value, f"{rounded(value, 1)}", mark)
        )
    return cells


def _about(edition: Edition | None, found: Sample) -> str:
    if edition is None:
        return "No population figures had been published by then, so there is no rate."
    middle = found.period.start + (found.period.end - found.period.start) / 2
    told = f"Residents of {edition.year_for(middle)}, all ages: {edition.title}. {edition.source}."
    return f"{told} {FOR_DEMONSTRATION}" if edition.demonstration else told
