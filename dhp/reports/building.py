"""Building a document from the record: the same for the command, the button and the tests."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from dhp.calendar import now, week_of
from dhp.errors import DomainError
from dhp.reports.contents.weekly import weekly
from dhp.reports.document import Document, Front

SERVICE_VERSION = "0.1.0"


@dataclass(frozen=True)
class Order:
    """What is to be built: a kind, a day in its last period, its front block, and the instants.

    `as_at` is the instant whose knowledge it shows: the end of the period where None, or the
    present while the period runs. `before_as_at` is the same for the edition before.
    """

    kind: str
    ending: date
    front: Front
    as_at: datetime | None = None
    before_as_at: datetime | None = None


def build(order: Order) -> Document:
    """The document that `order` asks for. Raises `DomainError` for a kind nobody knows."""
    if order.kind not in BUILDERS:
        kinds = ", ".join(BUILDERS)
        raise DomainError(f"There is no report called {order.kind!r}. Choose one of: {kinds}.")
    return BUILDERS[order.kind](order)


def _weekly(order: Order) -> Document:
    week = week_of(order.ending)
    if week.begins_at > now():
        raise DomainError("That week has not begun. Choose a day in this week or an earlier one.")
    as_at = order.as_at or min(week.ends_before, now())
    before = order.before_as_at or week.previous.ends_before
    front = replace(order.front, next_edition=week.next.briefing_on)
    return weekly(week, as_at, before, front, SERVICE_VERSION)


BUILDERS: dict[str, Callable[[Order], Document]] = {"weekly": _weekly}
