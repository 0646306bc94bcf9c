"""How late deaths become known: the curve of delays, and the share known month by month."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from dhp.calendar import london_date, year_before
from dhp.charts.columns import Columns
from dhp.charts.steps import Climb, Steps
from dhp.shares import rounded
from dhp.statistics.analysis.exhibit import PLACE, Exhibit, Missing, span, whole_months
from dhp.statistics.comparison import TOO_FEW
from dhp.statistics.delay import LEAST_CASES, Step, chain_ladder, delay_curve, may_show
from dhp.statistics.framing.deaths import known_deaths

FOLLOWED = 180  # days: the whole of the one group, half of the other, is followed so long
MARKS = (1.0, 7.0, 14.0, 28.0, 60.0, 90.0, 180.0)
MONTHS, LAGS = 18, 6
RECENT = "deaths of the last 12 months"

Told = tuple[date, int]  # the day of a death, and the days until it was notified


def exhibits(as_at: datetime) -> tuple[Exhibit | Missing, ...]:
    """The delay curve, and completeness by lag."""
    told, left_out = _told(as_at)
    return climb(told, london_date(as_at), left_out), known_share(told, london_date(as_at))


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
                "Corrected for deaths of late that are still to be notified, which a plain average leaves "
                "out (reverse-time product limit)."
            ),
            (
                f"{deaths} left out: no exact day, or received before the day of death. Back-records do "
                "not count."
            ),
        ),
    )


def known_share(told: Sequence[Told], today: date) -> Exhibit | Missing:
    """What share of a month’s deaths is known at the end of that month, and of those after it."""
    first, last = whole_months(today, MONTHS)
    triangle = _triangle(told, first, last)
    if not triangle or sum(row[0] or 0 for row in triangle) < LEAST_CASES:
        return Missing("known", "Share of deaths known", f"{TOO_FEW[:1].upper()}{TOO_FEW[1:]}.")
    ladder = chain_ladder(triangle)
    shares = [
        int(rounded(100 * share)) if may_show(_behind(triangle, lag), share) else None
        for lag, share in enumerate(ladder.completeness)
    ]
    known = next((n for n, share in enumerate(shares) if share is not None), None)
    message = "Too few deaths are known early enough to say"
    if known is not None:
        when = ("the month itself", "the month after")[known] if known < 2 else f"{known} months on"
        message = f"{shares[known]}% of deaths are known by the end of {when}"
    return Exhibit(
        "known",
        message,
        f"Share of a month’s deaths known, by months after that month, {PLACE}, {span(first, last)}",
        Columns(
            across="Months after the month of death",
            measure=f"Share known, % of those known {LAGS} months on",
            labels=tuple(str(lag) for lag in range(len(shares))),
            values=tuple(shares),
            provisional=0,
        ),
        (
            (
                f"Chain ladder over the last {MONTHS} whole months. Not said where fewer than "
                f"{LEAST_CASES} deaths stand behind it, or less than half is known."
            ),
        ),
    )


def _told(as_at: datetime) -> tuple[list[Told], int]:
    """Deaths with an exact day and their delay, and how many were left out."""
    told, left_out = [], 0
    for death in known_deaths(as_at):
        if not death.counts or death.back_record:
            continue
        received = london_date(death.received_at)
        day = date.fromisoformat(death.died) if len(death.died) == len("2025-04-01") else None
        if day is None or day > received:
            left_out += 1
        else:
            told.append((day, (received - day).days))
    return told, left_out


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


def _triangle(told: Iterable[Told], first: date, last: date) -> list[list[float]]:
    """Cumulative counts by month of death and months until known, up to the last month end."""
    months = _between(first, last) + 1
    rows = [[0.0] * min(LAGS + 1, months - place) for place in range(months)]
    for day, delay in told:
        if first <= day <= last:
            row = rows[_between(first, day)]
            lag = _between(day, date.fromordinal(day.toordinal() + delay))
            for place in range(lag, len(row)):
                row[place] += 1
    return rows


def _between(earlier: date, later: date) -> int:
    """How many months lie between the months of two days."""
    return (later.year - earlier.year) * 12 + later.month - earlier.month


def _behind(triangle: Sequence[Sequence[float]], lag: int) -> float:
    """How many deaths stand behind the growth from this lag on."""
    return sum(row[lag] for row in triangle if len(row) > lag + 1) or sum(
        row[lag] for row in triangle if len(row) > lag
    )
