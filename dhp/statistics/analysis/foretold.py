"""The last months as known, and in outline what they are estimated to come to."""

from datetime import date, datetime

from dhp.calendar import london_date, month_days
from dhp.calendar.formats import SHORT_MONTHS
from dhp.charts.columns import Columns
from dhp.charts.nowcast import Estimate as Outline
from dhp.charts.nowcast import Nowcast as Outlined
from dhp.shares import rounded
from dhp.statistics.analysis.exhibit import PLACE, Exhibit, Missing, span
from dhp.statistics.comparison import TOO_FEW
from dhp.statistics.nowcast import Estimate, Nowcast, nowcast, provisional

MONTHS, LAGS = 13, 6  # the months drawn, and the months after a death


def exhibits(as_at: datetime) -> tuple[Exhibit | Missing, ...]:
    """The months as known and as estimated, and completeness by lag."""
    found = nowcast(as_at)
    return months(found), known_share(found)


def months(found: Nowcast) -> Exhibit | Missing:
    """The last months as known, and in outline what they will come to."""
    shown = found.estimates[-MONTHS:]
    if not shown:
        return Missing("months", "Deaths of the last months", f"{_unsaid(found)}.")
    hatched = [provisional(one.month, found.as_at, found) for one in shown]
    return Exhibit(
        "months",
        _foretold(shown[-1]),
        f"Deaths by month of death, as known and as estimated, {PLACE}, {_drawn(found)}",
        Outlined(
            across="Month of death",
            measure="Deaths",
            labels=tuple(_name(one.month) for one in shown),
            values=tuple(one.reported for one in shown),
            provisional=len(shown) - hatched.index(True) if True in hatched else 0,
            estimates=tuple(
                Outline(place, max(one.value, one.low), one.low, max(one.high, one.value))
                for place, one in enumerate(shown)
                if one.value is not None and one.low is not None and one.high is not None
                if hatched[place]
            ),
        ),
        (
            (
                "A ring, and an outline where it is more than known, is what a month is estimated to come "
                "to, its whisker the 95% interval. The solid or hatched column is what is known. An "
                "estimate never takes its place."
            ),
            _tested(found),
        ),
    )


def known_share(found: Nowcast) -> Exhibit | Missing:
    """What share of a month’s deaths is known in the month after, and in those after that one."""
    by_lag = {one.lag: one for one in found.estimates if one.lag <= LAGS and one.completeness}
    if 0 not in by_lag:
        return Missing("known", "Share of deaths known", f"{_unsaid(found)}.")
    day = london_date(found.as_at).day  # each month is looked at on the same day as the last one
    first = int(rounded(100 * (by_lag[0].completeness or 0)))
    return Exhibit(
        "known",
        f"{first}% of deaths are known by day {day} of the month after",
        f"Share of a month’s deaths known on day {day} of each month after, {PLACE}, {_drawn(found)}",
        Columns(
            across="Months after the month of death",
            measure="Share known, %",
            labels=tuple("1 month" if not lag else f"{lag + 1} months" for lag in sorted(by_lag)),
            values=tuple(
                int(rounded(100 * (one.completeness or 0))) for _lag, one in sorted(by_lag.items())
            ),
            provisional=0,
        ),
        ("Chain ladder over the last 12 months, with those that leave the count kept apart.",),
    )


def _foretold(one: Estimate) -> str:
    month = _name(one.month)
    deaths = "1 death" if one.reported == 1 else f"{one.reported:,} deaths"
    if one.value is None:
        why = one.unsaid.value if one.unsaid else TOO_FEW
        return f"{deaths} of {month} known, no estimate: {why}"
    return (
        f"{deaths} of {month} known, {rounded(one.value)} estimated ({one.low:,} to {one.high:,})"
    )


def _tested(found: Nowcast) -> str:
    """How earlier estimates did."""
    tested = found.tested
    if not tested.made:
        return "No estimate of earlier months can be held against what is known now yet."
    return (
        f"Of {tested.made:,} estimates of earlier months, {tested.inside:,} had what is known now in "
        "their interval."
    )


def _unsaid(found: Nowcast) -> str:
    """Why nothing is said of the last month."""
    why = found.estimates[-1].unsaid if found.estimates else None
    return why.words if why else f"{TOO_FEW[:1].upper()}{TOO_FEW[1:]}"


def _drawn(found: Nowcast) -> str:
    """The days of the months drawn."""
    last = found.estimates[-MONTHS:]
    return span(last[0].month, month_days(last[-1].month)[1])


def _name(month: date) -> str:
    return f"{SHORT_MONTHS[month.month - 1]} {month.year}"
