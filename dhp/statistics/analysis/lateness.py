"""How late deaths become known: what share is notified by each day after the death."""

from collections.abc import Sequence
from datetime import date, datetime

from dhp.calendar import london_date, year_before
from dhp.charts.steps import Climb, Steps
from dhp.statistics.analysis.exhibit import PLACE, Exhibit, Missing, span
from dhp.statistics.comparison import TOO_FEW
from dhp.statistics.delay import LEAST_CASES, Step, delay_curve
from dhp.statistics.nowcasting.notified import notified_in
from dhp.statistics.tables import Period

FOLLOWED = 180  # days: the whole of the one group, half of the other, is followed so long
MARKS = (1.0, 7.0, 14.0, 28.0, 60.0, 90.0, 180.0)
RECENT = "deaths of the last 12 months"

Told = tuple[date, int]  # the day of a death, and the days until it was notified


def exhibits(as_at: datetime) -> tuple[Exhibit | Missing, ...]:
    """The delay curve of deaths of the last two years."""
    today = london_date(as_at)
    deaths = notified_in(Period(year_before(year_before(today)), today), as_at)
    told = [(died, (got - died).days) for died, got in deaths if died and died <= got]
    return (climb(told, today, len(deaths) - len(told)),)


def climb(told: Sequence[Told], today: date, left_out: int) -> Exhibit | Missing:
    """The share notified by each day after the death, for deaths of two years."""
    curves = _curves(told, today)
    if not curves:
        why = f"{TOO_FEW}: fewer than {LEAST_CASES} deaths of a year have an exact day"
        return Missing("delay", "Days until a death is notified", f"{why[:1].upper()}{why[1:]}.")
    deaths = "1 death was" if left_out == 1 else f"{left_out:,} deaths were"
    return Exhibit(
        "delay",
        _message(
            [next(step.day for step in steps if step.known >= 0.5) for _label, steps in curves],
            recent=curves[0][0] == RECENT,
        ),
        f"Days from death to notification, {PLACE}, deaths from "
        f"{span(year_before(year_before(today)), today)}",
        Steps(
            along="Days after the death",
            measure=f"Share notified, of deaths notified within {FOLLOWED} days",
            curves=tuple(
                Climb(label, tuple((float(step.day), step.known) for step in steps))
                for label, steps in curves
            ),
            cut=FOLLOWED,
            cut_label=f"not followed beyond {FOLLOWED} days",
            marks=MARKS,
        ),
        (
            (
                "Corrected for recent deaths that are still to be notified, which a plain average leaves "
                "out (reverse-time product limit)."
            ),
            (
                f"{deaths} left out: no exact day, or received before the day of death. Back-records do "
                "not count."
            ),
        ),
    )


def _curves(told: Sequence[Told], today: date) -> list[tuple[str, list[Step]]]:
    """The delay curve of each of two years that has deaths enough, the latest year first."""
    latest, before = year_before(today), year_before(year_before(today))
    years = {RECENT: (latest, today), "deaths of the 12 months before": (before, latest)}
    curves = []
    for label, (after, until) in years.items():
        inside = [(day, delay) for day, delay in told if after < day <= until and delay <= FOLLOWED]
        if len(inside) >= LEAST_CASES:
            followed = [min((today - day).days, FOLLOWED) for day, _delay in inside]
            curves.append((label, delay_curve([delay for _day, delay in inside], followed)))
    return curves


def _message(halves: Sequence[int], *, recent: bool) -> str:
    """By which day half were notified, in the last 12 months and in the 12 before."""
    if not recent:
        return f"Half notified within {_days(halves[0])} between one and two years ago"
    text = f"Half notified within {_days(halves[0])}"
    return f"{text}, {_days(halves[1])} in the 12 months before" if len(halves) > 1 else text


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count:,} days"
