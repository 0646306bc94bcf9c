"""M4, the nowcast: deaths of the last months as they will be known, and which figures are provisional.

An estimate never takes the place of a count. It is of the whole country and by month alone.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dhp.calendar import london_date, month_days
from dhp.statistics.delay import Step, delay_curve
from dhp.statistics.held import kept
from dhp.statistics.nowcasting.estimates import (
    LAST_LAG,
    WINDOW,
    BackTest,
    Estimate,
    Unsaid,
    back_test,
    estimates,
)
from dhp.statistics.nowcasting.notified import notified_in
from dhp.statistics.nowcasting.triangle import is_over, lag_of, triangle_at
from dhp.statistics.tables import Period

__all__ = [
    "BackTest",
    "Delays",
    "Estimate",
    "Nowcast",
    "Unsaid",
    "delay_of",
    "nowcast",
    "provisional",
]

TESTED = 12  # earlier instants, a month apart
REVIEWED = timedelta(days=180)  # in which deaths are still classified
_MONTHS = WINDOW + LAST_LAG + TESTED + 1


@dataclass(frozen=True)
class Nowcast:
    """The estimates of the months that had ended at `as_at`, oldest first, and how such ones did.

    `tested` holds what was estimated at the last twelve instants a month apart, with what was known
    then, against what is known at `as_at`.
    """

    as_at: datetime
    estimates: tuple[Estimate, ...]
    tested: BackTest

    def of(self, month: date) -> Estimate | None:
        """The estimate of the month of a day; None where the record is too young or the month old."""
        first = month.replace(day=1)
        return next((one for one in self.estimates if one.month == first), None)


def nowcast(as_at: datetime) -> Nowcast:
    """The nowcast as at `as_at`, from the record as it was known in each of the months before.

    The same record gives the same numbers: nothing is drawn by lot.
    """
    return kept(("nowcast", as_at), lambda: _nowcast(as_at))


def _nowcast(as_at: datetime) -> Nowcast:
    triangle = triangle_at(as_at, _MONTHS)
    return Nowcast(as_at, tuple(estimates(triangle)), back_test(triangle, TESTED))


def provisional(month: date, as_at: datetime, found: Nowcast | None = None) -> bool:
    """Whether the count of deaths of the month of a day is provisional at `as_at`.

    It is until 95% of it is estimated to be known and 180 days are over since the month ended. Where
    completeness cannot be estimated it is for a year. `found` spares the reading of the record.
    """
    last = month_days(month)[1]
    if not is_over(month, as_at) or london_date(as_at) < last + REVIEWED:
        return True
    if lag_of(month, as_at) >= LAST_LAG:
        return False
    one = (found or nowcast(as_at)).of(month)
    return one is None or not one.is_complete


@dataclass(frozen=True)
class Delays:
    """How soon the deaths of some days became known, corrected for those not notified yet.

    `steps` are points of a curve that only rises. It says nothing beyond `cut_off` days, which is as
    long as the first of the deaths could be followed: the shares are of those notified within it.
    `measured` deaths are behind it; `left_out` count but their day is not known, or they were
    received before it.
    """

    steps: tuple[Step, ...]
    cut_off: int
    measured: int
    left_out: int

    def known_by(self, day: int) -> float | None:
        """The share notified within `day` days; None beyond the cut-off, or with nobody to count."""
        if not self.steps or day > self.cut_off:
            return None
        return max((one.known for one in self.steps if one.day <= day), default=0.0)


def delay_of(span: Period, as_at: datetime) -> Delays:
    """The delay of the deaths that happened in `span`, from the record as at `as_at`."""
    deaths = notified_in(span, as_at)
    today = london_date(as_at)
    took = [
        ((received - died).days, (today - died).days)
        for died, received in deaths
        if died is not None and died <= received
    ]
    steps = delay_curve([one for one, _end in took], [end for _one, end in took])
    cut_off = max((today - span.start).days, 0)
    return Delays(tuple(steps), cut_off, len(took), len(deaths) - len(took))
