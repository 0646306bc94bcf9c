"""Types of death: months in a panel for each, and the days between incidents of rare ones."""

from datetime import date, datetime

from dhp.calendar import london_date, year_earlier
from dhp.charts.multiples import Multiples, Panel
from dhp.statistics.analysis.exhibit import PLACE, Exhibit, Missing, span, whole_months
from dhp.statistics.analysis.rare import between
from dhp.statistics.comparison import verdict
from dhp.statistics.measures.laying import tallied
from dhp.statistics.measures.question import Question
from dhp.statistics.measures.samples import Kind, Sample, sample

YEARS, MONTHS = 36, 24  # months that are read, and those in the panels
PROVISIONAL = 6  # a death may be classified anew for half a year


def exhibits(as_at: datetime) -> tuple[Exhibit | Missing, ...]:
    """The panels of months, and a control chart for each rare type."""
    first, last = whole_months(london_date(as_at), YEARS)
    found = sample(Kind(), Question(as_at, ("month", "type"), start=first, end=last))
    return monthly(found, as_at), *between(found)


def monthly(found: Sample, as_at: datetime) -> Exhibit:
    """Deaths of the last 24 whole months by type, and what may be said of the last 12 of them."""
    first, last = whole_months(london_date(as_at), MONTHS)
    counts, (months, kinds) = tallied(found), (one.groups for one in found.by)
    shown = [month for month in months if not month.missing][-MONTHS:]
    return Exhibit(
        "by-type",
        _message(found, as_at),
        f"Deaths by month of death and type, {PLACE}, {span(first, last)}",
        Multiples(
            across="Month of death",
            measure="Deaths",
            labels=tuple(month.label for month in shown),
            panels=tuple(
                Panel(kind.label, tuple(counts.get((month.key, kind.key), 0) for month in shown))
                for kind in kinds
            ),
            provisional=PROVISIONAL,
        ),
        (
            (
                "All panels have one scale. The last six months are provisional: notices come late "
                "and types change."
            ),
            (
                "The words of the title compare incidents with a death, not deaths, in 12 whole months "
                "and in the same months a year before, as known at the same lag."
            ),
            *found.own_notes,
        ),
    )


def _message(found: Sample, as_at: datetime) -> str:
    earlier = year_earlier(as_at)
    first, last = whole_months(london_date(earlier), 12)
    before = sample(Kind(), Question(earlier, start=first, end=last))
    now = _incidents(found, whole_months(london_date(as_at), 12)[0])
    then = _incidents(before, first)
    return f"{now:,} incidents in 12 months, {then:,} in the 12 before: {verdict(then, now)}"


def _incidents(found: Sample, first: date) -> int:
    """How many different incidents have a death on `first` or later."""
    told = zip(found.data["incident"], found.data["died_first"], strict=True)
    return len({incident for incident, day in told if day.date() >= first})
