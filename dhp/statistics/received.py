"""M1, notifications received: deaths that first reached the unit in a span of time.

A measure of workload and alerting, never of "deaths this week". Back-records, collected from the
past, are counted apart. A notification still to be accepted counts as not yet classified.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CTE, ColumnElement, Integer, column, func, or_, select, values

from dhp.cases.models import Case
from dhp.column_types import UtcDateTime
from dhp.definitions import DeathType
from dhp.extensions import db
from dhp.notifications.models import Notification
from dhp.notifications.rules import Status
from dhp.statistics.record import known


@dataclass(frozen=True)
class Span:
    """A stretch of time from `begins` (included) to `ends` (not included)."""

    begins: datetime
    ends: datetime


def received(spans: Sequence[Span], as_at: datetime) -> list[Counter[DeathType]]:
    """Deaths received in each span by type, as at `as_at`: in scope or not yet judged."""
    counts: list[Counter[DeathType]] = [Counter() for _ in spans]
    if not spans:
        return counts
    stretch = _stretches(spans)
    record = known(as_at)
    rows = db.session.execute(
        select(stretch.c.n, record.c.type, func.count())
        .join(
            record,
            (record.c.received_at >= stretch.c.begins) & (record.c.received_at < stretch.c.ends),
        )
        .where(record.c.counts, record.c.back_record.is_(False))
        .group_by(stretch.c.n, record.c.type)
    )
    for n, kind, count in rows:
        counts[n][DeathType(kind)] += count
    for n, count in _awaiting_by_span(stretch, as_at):
        counts[n][DeathType.UNCLASSIFIED] += count
    return counts


def awaiting(as_at: datetime) -> int:
    """Notifications sent and not yet accepted at `as_at`."""
    count = db.session.scalar(
        select(func.count()).select_from(Notification).outerjoin(Case).where(*_waited(as_at))
    )
    return count or 0


def back_records(span: Span, as_at: datetime) -> int:
    """Deaths of the past that were collected, not notified, in `span`."""
    record = known(as_at)
    count = db.session.scalar(
        select(func.count())
        .select_from(record)
        .where(
            record.c.back_record,
            record.c.received_at >= span.begins,
            record.c.received_at < span.ends,
        )
    )
    return count or 0


def first_opened() -> datetime | None:
    """When the repository opened its first case: nothing was known before."""
    return db.session.scalar(select(func.min(Case.opened_at)))


def _stretches(spans: Sequence[Span]) -> CTE:
    rows = [(n, span.begins, span.ends) for n, span in enumerate(spans)]
    table = values(
        column("n", Integer),
        column("begins", UtcDateTime),
        column("ends", UtcDateTime),
        name="stretch",
    )
    return table.data(rows).cte("stretch")


def _awaiting_by_span(stretch: CTE, as_at: datetime) -> Sequence[tuple[int, int]]:
    statement = (
        select(stretch.c.n, func.count())
        .select_from(stretch)
        .join(
            Notification,
            (Notification.sent_at >= stretch.c.begins) & (Notification.sent_at < stretch.c.ends),
        )
        .outerjoin(Case, Case.id == Notification.case_id)
        .where(*_waited(as_at))
        .group_by(stretch.c.n)
    )
    return [(n, count) for n, count in db.session.execute(statement)]


def _waited(as_at: datetime) -> tuple[ColumnElement[bool], ...]:
    """A notification that had been sent and had neither become a case nor left by `as_at`."""
    return (
        Notification.sent_at <= as_at,
        or_(Case.id.is_(None), Case.opened_at > as_at),
        or_(
            Notification.status.in_((Status.SENT, Status.ACCEPTED)),
            Notification.moved_at > as_at,
        ),
    )
