"""The reporting triangle: how many deaths of each month were known, month after month."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import accumulate

from sqlalchemy import func, select

from dhp.calendar import end_of, london_time, month_days
from dhp.cases.models import Case
from dhp.extensions import db
from dhp.statistics.revising.stretches import runs_of

MONTHS_IN_YEAR = 12


@dataclass(frozen=True)
class Triangle:
    """Months of death, oldest first, and how their counts came about, by lag in months.

    Lag 0 is the first instant after the month ended, at the day and hour of the month that `as_at`
    has; each further lag is a month later, so that all months are held against each other at the
    same lag. `added` and `left` are cumulative, a row a month: deaths that came into the count, and
    that left it again. `collected` are deaths that count now and were collected of the past, which
    tell nothing of how fast deaths become known.
    """

    as_at: datetime
    months: tuple[date, ...]
    added: tuple[tuple[int, ...], ...]
    left: tuple[tuple[int, ...], ...]
    collected: tuple[int, ...]

    def present(self, row: int) -> int:
        """Deaths of a month that count now, without those collected of the past."""
        return self.added[row][-1] - self.left[row][-1]

    def ago(self, months: int) -> "Triangle":
        """The triangle as it was known so many months before. Collected deaths are left out."""
        kept = len(self.months) - months
        return Triangle(
            instant_before(self.as_at, months),
            self.months[:kept],
            tuple(row[: len(row) - months] for row in self.added[:kept]),
            tuple(row[: len(row) - months] for row in self.left[:kept]),
            (0,) * kept,
        )


def triangle_at(as_at: datetime, months: int) -> Triangle:
    """The triangle of the last `months` months that had ended by `as_at`.

    Months that had ended before the first death was notified are left out. Five statements.
    """
    instants = [instant_before(as_at, ago) for ago in reversed(range(months))]
    ended = [_month_before(instant) for instant in instants]
    began = db.session.scalar(
        select(func.min(Case.opened_at)).where(Case.back_record.is_(False), Case.opened_at <= as_at)
    )
    first = next((n for n, at in enumerate(instants) if began and began <= at), months)
    instants, ended = instants[first:], ended[first:]
    numbers = {f"{month:%Y-%m}": number for number, month in enumerate(ended)}
    many = len(ended)
    came, left = ([[0] * (many - row) for row in range(many)] for _ in range(2))
    collected = [0] * many
    for run in runs_of("month", instants, ended[0]) if ended else ():
        row = numbers.get(run.key)
        if row is None:  # a month that has not ended
            continue
        if run.collected:
            collected[row] += run.last == many - 1
        elif run.last >= row:  # before its month had ended nobody looked
            came[row][max(run.first - row, 0)] += 1
            if run.last < many - 1:
                left[row][run.last + 1 - row] += 1
    return Triangle(as_at, tuple(ended), _cumulative(came), _cumulative(left), tuple(collected))


def lag_of(month: date, as_at: datetime) -> int:
    """How many months after its first instant of being over a month is; below 0 while it lasts."""
    local = london_time(as_at)
    return (local.year - month.year) * MONTHS_IN_YEAR + local.month - month.month - 1


def instant_before(instant: datetime, months: int) -> datetime:
    """The same day and London hour so many months before; the last day of a shorter month."""
    local = london_time(instant)
    year, month = divmod(local.year * MONTHS_IN_YEAR + local.month - 1 - months, MONTHS_IN_YEAR)
    day = date(year, month + 1, min(local.day, monthrange(year, month + 1)[1]))
    return datetime.combine(day, local.timetz()).astimezone(UTC)


def is_over(month: date, as_at: datetime) -> bool:
    """Whether the month of a day has ended."""
    return end_of(month_days(month)[1]) <= as_at


def _month_before(instant: datetime) -> date:
    """The first day of the last month that had ended at `instant`."""
    local = london_time(instant)
    year, month = divmod(local.year * MONTHS_IN_YEAR + local.month - 2, MONTHS_IN_YEAR)
    return date(year, month + 1, 1)


def _cumulative(rows: list[list[int]]) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(accumulate(row)) for row in rows)
