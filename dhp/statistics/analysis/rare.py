"""Types of death so rare that the days between incidents tell more than counts by month."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from dhp.calendar import short_date
from dhp.charts.control import Control
from dhp.definitions import DeathType
from dhp.statistics.analysis.exhibit import PLACE, Exhibit, Missing, span
from dhp.statistics.comparison import NO_CHANGE, TOO_FEW
from dhp.statistics.measures.samples import Sample
from dhp.statistics.signals import g_chart, run_rules
from dhp.statistics.table_parts import Period

RARE = 3 * 24  # incidents in three years: up to two a month
LEAST = 10  # gaps: fewer have no limits worth drawing


def between(found: Sample) -> tuple[Exhibit | Missing, ...]:
    """A control chart for each rare type, in the fixed order of types; `found` are three years."""
    kinds = [kind for kind in DeathType if kind is not DeathType.UNCLASSIFIED]
    told = ((kind, *_days(found, kind)) for kind in kinds)
    return tuple(
        _exhibit(kind, days, vague, found.period) for kind, days, vague in told if len(days) <= RARE
    )


def _days(found: Sample, kind: DeathType) -> tuple[list[date], int]:
    """The day of each incident of a type, in order, and how many have no exact day."""
    days: dict[int, date] = {}
    vague: set[int] = set()
    columns = (found.data[name] for name in ("type", "incident", "died"))
    for code, incident, died in zip(*columns, strict=True):
        if code != kind:
            continue
        if len(died) < len("2025-04-01"):
            vague.add(incident)
            continue
        day = date.fromisoformat(died)
        days[incident] = min(day, days.get(incident, day))
    return sorted(days.values()), len(vague - days.keys())


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
        f"{kind.label}: {_message(gaps, chart.centre, chart.signals)}",
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


def _message(gaps: Sequence[int], centre: float, signals: Sequence[int]) -> str:
    if signals:
        return f"{len(signals):,} of {len(gaps):,} gaps beyond the limits, for review"
    if run_rules(gaps, centre).shifted:
        return "the level of the gaps has shifted, for review"
    return NO_CHANGE


def _notes(since: int, vague: int) -> tuple[str, ...]:
    days = "1 day" if since == 1 else f"{since:,} days"
    notes = [
        f"A long gap is a time without such a death that is known. Since the last there are {days}.",
        "Limits are three standard deviations of a geometric distribution about the mean gap.",
    ]
    if vague:
        words = "incident has" if vague == 1 else "incidents have"
        notes.append(f"Not drawn: {vague:,} {words} no exact day.")
    return tuple(notes)
