"""Types of death so rare that the days between incidents tell more than counts by month."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import pairwise

from dhp.calendar import short_date
from dhp.definitions import DeathType
from dhp.reports.contents.contents import Brief
from dhp.reports.contents.tables.asking import last_months, question
from dhp.shares import rounded
from dhp.statistics.between import BEYOND, LEAST, LIMITS, days_of, finding
from dhp.statistics.measures.counting import DIED
from dhp.statistics.measures.samples import Sample, sample
from dhp.statistics.signals import g_chart
from dhp.statistics.tables import Cell, Column, Row, Table

RARE = (DeathType.CHILD, DeathType.OTHER)
_COLUMNS = (
    Column("days", "Days since the incident before"),
    Column("centre", "Median"),
    Column("upper", "Upper limit"),
    Column("lower", "Lower limit"),
    Column("signal", "Signal", numeric=False),
)


def days_between(months: int) -> Callable[[Brief], Iterator[Table]]:
    """For each rare type with incidents enough, the days between them over the last months."""

    def make(brief: Brief) -> Iterator[Table]:
        found = sample(DIED, question(brief, last_months(brief, months)))
        for kind in RARE:
            days, vague = days_of(found, kind)
            if len(days) > LEAST:
                yield _table(brief, kind, found, days, vague)

    return make


def _table(brief: Brief, kind: DeathType, found: Sample, days: Sequence[date], vague: int) -> Table:
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    chart = g_chart(gaps)
    levels = {key: _level(getattr(chart, key)) for key in ("centre", "upper", "lower")}
    rows = [
        Row(
            f"{place}",
            short_date(day),
            {
                "days": Cell.count(gap),
                **levels,
                "signal": Cell.words(BEYOND if place in chart.signals else "within the limits"),
            },
        )
        for place, (day, gap) in enumerate(zip(days[1:], gaps, strict=True))
    ]
    return Table(
        id=f"between-{kind.value}",
        title=f"{kind.label}: {finding(gaps, chart)}",
        unit="Incidents with a death of this type",
        base="In scope, whose exact day is known",
        row_head="Incident",
        columns=_COLUMNS,
        rows=tuple(rows),
        period=found.period,
        as_at=brief.as_at,
        source="The record of deaths",
        rows_by="incident",
        rows_add=False,
        notes=_notes((brief.period.end - days[-1]).days, vague),
    )


def _level(value: float) -> Cell:
    return Cell(value, f"{rounded(value, 1)}")


def _notes(since: int, vague: int) -> tuple[str, ...]:
    days = "1 day" if since == 1 else f"{since:,} days"
    notes = [
        f"Since the last incident there are {days} to the end of the report.",
        LIMITS,
    ]
    if vague:
        notes.append(f"Not drawn, for want of an exact day: {vague:,}.")
    return tuple(notes)
