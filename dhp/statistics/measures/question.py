"""What is asked of a measure: how to lay it out, of which deaths and days, and as known when."""

from dataclasses import dataclass
from datetime import date, datetime

from dhp.accounts.models import User
from dhp.calendar import london_date
from dhp.errors import DomainError


@dataclass(frozen=True)
class Question:
    """One table that is asked for.

    `by` names what rows, and columns, tell apart; `where` what all that is counted has, each a name
    and the key of a group. `start` and `end` are days, both included; without a `start` everything
    before `end` counts. `before` is an earlier instant, for measures of what changed since. With a
    `reader`, restricted cases count only where that person may read them; without one all count, as in
    reports. Raises `DomainError` for days, or instants, in the wrong order.
    """

    as_at: datetime
    by: tuple[str, ...] = ()
    where: tuple[tuple[str, str], ...] = ()
    start: date | None = None
    end: date | None = None
    before: datetime | None = None
    reader: User | None = None

    def __post_init__(self) -> None:
        if self.start and self.start > self.last:
            raise DomainError("The first day lies after the last. Turn --from and --to round.")
        if self.before and self.before > self.as_at:
            raise DomainError("--before lies after --as-at. Turn them round.")

    @property
    def last(self) -> date:
        """The last day that counts: the day of the instant where none was given."""
        return self.end or london_date(self.as_at)

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that is to be known of what is counted."""
        return (*self.by, *(name for name, _key in self.where))
