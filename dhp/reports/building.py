"""Building a document from the record: the same for the command, the button and the tests."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from dhp.calendar import now, week_of
from dhp.errors import DomainError
from dhp.reports.contents.weekly import weekly
from dhp.reports.contents.weekly_released import released_tables
from dhp.reports.contents.weekly_shareable import weekly_shareable
from dhp.reports.document import Document, Edition, Front
from dhp.returns.coverage import last_coverage
from dhp.statistics.disclosure import Clearing
from dhp.statistics.releases.queries import cleared_with_ledger

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
    edition: Edition = Edition.RESTRICTED


@dataclass(frozen=True)
class Built:
    """A document, and for a shareable edition how its figures were cleared."""

    document: Document
    clearing: Clearing | None = None


def build(order: Order) -> Document:
    """The document that `order` asks for. Raises `DomainError` for a kind nobody knows."""
    return built(order).document


def built(order: Order) -> Built:
    """The same, with how its figures were cleared. Writes nothing."""
    if order.kind not in BUILDERS:
        kinds = ", ".join(BUILDERS)
        raise DomainError(f"There is no report called {order.kind!r}. Choose one of: {kinds}.")
    return BUILDERS[order.kind](order)


def _weekly(order: Order) -> Built:
    week = week_of(order.ending)
    if week.begins_at > now():
        raise DomainError("That week has not begun. Choose a day in this week or an earlier one.")
    as_at = order.as_at or min(week.ends_before, now())
    before = order.before_as_at or week.previous.ends_before
    front = replace(order.front, next_edition=week.next.briefing_on)
    if order.edition is Edition.SHAREABLE:
        clearing = cleared_with_ledger(released_tables(week, as_at))
        returned = last_coverage(as_at)
        shared = weekly_shareable(week, as_at, clearing.tables, returned, front, SERVICE_VERSION)
        return Built(shared, clearing)
    return Built(weekly(week, as_at, before, front, SERVICE_VERSION))


BUILDERS: dict[str, Callable[[Order], Built]] = {"weekly": _weekly}
