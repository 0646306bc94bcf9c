"""The days between incidents of a rare type of death, which tell more than counts by month."""

from collections.abc import Sequence
from datetime import date

from dhp.definitions import DeathType
from dhp.statistics.comparison import NO_CHANGE
from dhp.statistics.measures.samples import Sample
from dhp.statistics.signals import Chart, run_rules

LEAST = 10  # gaps: fewer have no limits worth drawing
BEYOND = "beyond the limits"
LIMITS = "Limits are three standard deviations of a geometric distribution about the mean gap."
_DAY = len("2025-04-01")


def days_of(found: Sample, kind: DeathType) -> tuple[list[date], int]:
    """The day of each incident of a type, in order, and how many have no exact day."""
    days: dict[int, date] = {}
    vague: set[int] = set()
    columns = (found.data[name] for name in ("type", "incident", "died"))
    for code, incident, died in zip(*columns, strict=True):
        if code != kind:
            continue
        if len(died) < _DAY:
            vague.add(incident)
            continue
        day = date.fromisoformat(died)
        days[incident] = min(day, days.get(incident, day))
    return sorted(days.values()), len(vague - days.keys())


def finding(gaps: Sequence[int], chart: Chart[float]) -> str:
    """What a g chart of `gaps`, in days, shows, in a few words."""
    if chart.signals:
        return f"{len(chart.signals):,} of {len(gaps):,} gaps {BEYOND}, for review"
    if run_rules(gaps, chart.centre).shifted:
        return "the level of the gaps has shifted, for review"
    return NO_CHANGE
