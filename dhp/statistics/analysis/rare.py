"""Types of death so rare that the days between incidents tell more than counts by month."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from dhp.calendar import short_date
from dhp.charts.control import Control
from dhp.definitions import DeathType
from dhp.statistics.analysis.exhibit import PLACE, Exhibit, Missing, span
from dhp.statistics.between import LEAST, LIMITS, days_of, finding
from dhp.statistics.comparison import TOO_FEW
from dhp.statistics.measures.samples import Sample
from dhp.statistics.signals import g_chart
from dhp.statistics.table_parts import Period

RARE = 3 * 24  # incidents in three years: up to two a month


def between(found: Sample) -> tuple[Exhibit | Missing, ...]:
    """A control chart for each rare type, in the fixed order of types; `found` are three years."""
    kinds = [kind for kind in DeathType if kind is not DeathType.UNCLASSIFIED]
    told = ((kind, *days_of(found, kind)) for kind in kinds)
    return tuple(
        _exhibit(kind, days, vague, found.period) for kind, days, vague in told if len(days) <= RARE
    )


def _exhibit(
    kind: DeathType, days: Sequence[date], vague: int, within: Period
) -> Exhibit | Missing:
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    key = f"between-{kind}"
    if len(gaps) < LEAST:
        count = "1 incident" if len(days) == 1 else f"{len(days):,} incidents"
        why = f"{count} in three years, {TOO_FEW}. A chart needs {LEAST + 1:,}."
        return Missing(key, kind.label, why)
    chart = g_chart(gaps)
    return Exhibit(
        key,
        f"{kind.label}: {finding(gaps, chart)}",
        f"Days between incidents with a death of this type, {PLACE}, {span(within.start, within.end)}",
        Control(
            across="Incident",
            measure="Days since the incident before",
            labels=tuple(short_date(day) for day in days[1:]),
            values=tuple(gaps),
            centre=chart.centre,
            upper=chart.upper,
            lower=chart.lower,
            signals=chart.signals,
            centre_label="median",
        ),
        _notes((within.end - days[-1]).days, vague),
    )


def _notes(since: int, vague: int) -> tuple[str, ...]:
    days = "1 day" if since == 1 else f"{since:,} days"
    notes = [
        f"A long gap is a time without such a death that is known. Since the last there are {days}.",
        LIMITS,
    ]
    if vague:
        words = "incident has" if vague == 1 else "incidents have"
        notes.append(f"Not drawn: {vague:,} {words} no exact day.")
    return tuple(notes)
