"""How many deaths each of the last months will have had, from the reporting triangle alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dhp.statistics.delay import chain_ladder, mack_errors, may_show, pairs_at
from dhp.statistics.nowcasting.chances import interval_of
from dhp.statistics.nowcasting.triangle import Triangle

WINDOW = 12  # months behind a factor, the latest
LAST_LAG = 12  # months after which nothing more is foretold
COMPLETE = 0.95  # from here on a month counts as known
TESTED_LAG = 2  # of the three months that had ended last an estimate is worth testing


class Unsaid(StrEnum):
    """Why no estimate is given."""

    YOUNG = "the record is too young"
    FEW = "too few to say"
    EARLY = "less than half is known"

    @property
    def words(self) -> str:
        """The reason, to stand in place of a number."""
        return self.value.capitalize()


@dataclass(frozen=True)
class Estimate:
    """One month of death: `reported` deaths, `lag` months on, and how many there will be.

    `completeness` is the share of all that will be notified that is known at this lag, None where the
    record is too young to say; `behind` is the fewest deaths behind one of its factors. `value`,
    `low` and `high` are None where `unsaid` says why.
    """

    month: date
    lag: int
    reported: int
    completeness: float | None
    behind: int
    value: float | None = None
    low: int | None = None
    high: int | None = None
    unsaid: Unsaid | None = None

    @property
    def is_complete(self) -> bool:
        """Whether so much is known that the month counts as known."""
        return self.completeness is not None and self.completeness >= COMPLETE


@dataclass(frozen=True)
class BackTest:
    """What was estimated at earlier instants with what was known then, beside what is known now.

    `inside` of `made` estimates had what is known now in their interval. `error` is the mean of
    estimate less truth, in deaths; None where none was made.
    """

    made: int
    inside: int
    error: float | None


@dataclass(frozen=True)
class _Ladder:
    """What was learnt from a triangle: `leaving` is the share that leaves from each lag to the next."""

    factors: tuple[float, ...]
    completeness: tuple[float, ...]
    errors: tuple[float, ...]
    leaving: tuple[float, ...]
    behind: tuple[int, ...]


def estimates(triangle: Triangle) -> list[Estimate]:
    """Every month of the triangle, oldest first."""
    if not triangle.months:
        return []
    ladder = _learnt(triangle)
    return [_estimate(triangle, row, ladder) for row in range(len(triangle.months))]


def back_test(triangle: Triangle, months: int) -> BackTest:
    """The estimates made in each of the last `months` months, of months that count as known now.

    Only those of the three months that had ended last: of older ones too little was to be foretold.
    """
    now = {one.month: one for one in estimates(triangle) if one.is_complete}
    pairs = [
        (one, now[one.month])
        for ago in range(1, min(months, len(triangle.months) - 1) + 1)
        for one in estimates(triangle.ago(ago))
        if one.lag <= TESTED_LAG and one.value is not None and one.month in now
    ]
    truths = [(one, truth.reported - _collected(triangle, truth)) for one, truth in pairs]
    errors = [(one.value or 0) - truth for one, truth in truths]
    inside = sum((one.low or 0) <= truth <= (one.high or 0) for one, truth in truths)
    return BackTest(len(errors), inside, sum(errors) / len(errors) if errors else None)


def _collected(triangle: Triangle, one: Estimate) -> int:
    return triangle.collected[triangle.months.index(one.month)]


def _learnt(triangle: Triangle) -> _Ladder | None:
    """None where no month has been followed to the last lag."""
    rows = [row[: LAST_LAG + 1] for row in triangle.added]
    if max(map(len, rows)) <= LAST_LAG:
        return None
    found = chain_ladder(rows, WINDOW)
    return _Ladder(
        found.factors,
        found.completeness,
        mack_errors(rows, WINDOW),
        tuple(_leaving(triangle, lag) for lag in range(LAST_LAG)),
        tuple(
            int(sum(first for first, _second in pairs_at(rows, lag, WINDOW)))
            for lag in range(LAST_LAG)
        ),
    )


def _leaving(triangle: Triangle, lag: int) -> float:
    """Of those present at a lag, the share that left before the next."""
    went = [second - first for first, second in pairs_at(triangle.left, lag, WINDOW)]
    came = [first for first, _second in pairs_at(triangle.added, lag, WINDOW)]
    gone = [first for first, _second in pairs_at(triangle.left, lag, WINDOW)]
    present = sum(came) - sum(gone)
    return sum(went) / present if present else 0.0


def _estimate(triangle: Triangle, row: int, ladder: _Ladder | None) -> Estimate:
    lag, reported = len(triangle.added[row]) - 1, triangle.present(row) + triangle.collected[row]
    month = triangle.months[row]
    if lag >= LAST_LAG:
        return Estimate(month, lag, reported, 1.0, 0, float(reported), reported, reported)
    if ladder is None:
        return Estimate(month, lag, reported, None, 0, unsaid=Unsaid.YOUNG)
    completeness, behind = ladder.completeness[lag], min(ladder.behind[lag:])
    if not may_show(behind, completeness):
        why = Unsaid.EARLY if may_show(behind, 1) else Unsaid.FEW
        known = None if why is Unsaid.FEW else completeness
        return Estimate(month, lag, reported, known, behind, unsaid=why)
    added = triangle.added[row][-1]
    to_come = added / completeness - added
    to_leave = sum(_expected(ladder, lag, added, triangle.present(row)))
    low, high = interval_of(to_come, max(ladder.errors[row] ** 2, to_come), to_leave)
    value = reported + to_come - to_leave
    ends = max(reported + low, 0), reported + high
    return Estimate(month, lag, reported, completeness, behind, value, *ends)


def _expected(ladder: _Ladder, lag: int, added: float, present: float) -> Iterator[float]:
    """How many are expected to leave between each lag from `lag` on and the next."""
    for one in range(lag, LAST_LAG):
        leaving = ladder.leaving[one] * present
        more = added * (ladder.factors[one] - 1)
        added, present = added + more, present + more - leaving
        yield leaving
