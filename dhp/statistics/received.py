"""M1, notifications received: deaths that first reached the unit in a span of time.

A measure of workload and alerting, never of "deaths this week". Back-records, collected from the
past, are counted apart. A notification still to be accepted counts as not yet classified.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, func, or_, select

from dhp.accounts.models import Force
from dhp.cases.models import Case
from dhp.column_types import AS_AT, UtcDateTime
from dhp.definitions import DeathType
from dhp.extensions import db
from dhp.notifications.models import Notification
from dhp.notifications.rules import Status
from dhp.statistics.record import known

_MOVED_ON = tuple(status for status in Status if status is not Status.SENT)


@dataclass(frozen=True)
class Span:
    """A stretch of time from `begins` (included) to `ends` (not included)."""

    begins: datetime
    ends: datetime


def received(spans: Sequence[Span], as_at: datetime) -> list[Counter[DeathType]]:
    """Deaths received in each span by type, as at `as_at`: in scope or not yet judged."""
    counts: list[Counter[DeathType]] = [Counter() for _ in spans]
    for edges in _runs(spans):
        found = _by_stretch(edges, as_at) + _awaiting_by_stretch(edges, as_at)
        for (place, kind), count in found.items():
            for n, span in enumerate(spans):
                if span.begins <= edges[place] < span.ends:
                    counts[n][kind] += count
    return counts


def awaiting(as_at: datetime) -> int:
    """Notifications sent and not yet accepted at `as_at`."""
    return db.session.scalar(_number_awaiting(), {"as_at": as_at}) or 0


def notices_waiting(as_at: datetime, *, restricted: bool = True) -> list[tuple[str, datetime]]:
    """The force's code, and when it was sent, of each notice that `awaiting` counts; oldest first.

    Without `restricted` none that is restricted.
    """
    open_to_all = () if restricted else (Notification.restricted.is_(False),)
    rows = db.session.execute(
        select(Force.code, Notification.sent_at)
        .join(Notification, Notification.force_id == Force.id)
        .outerjoin(Case, Case.id == Notification.case_id)
        .where(*_waited(), *open_to_all)
        .order_by(Notification.sent_at, Notification.id),
        {"as_at": as_at},
    )
    return [(code, sent_at) for code, sent_at in rows if sent_at is not None]


def back_records(span: Span, as_at: datetime) -> int:
    """Deaths of the past that were collected, not notified, in `span`."""
    given = {"begins": span.begins, "ends": span.ends, "as_at": as_at}
    return db.session.scalar(_number_collected(), given) or 0


def anything_known(as_at: datetime) -> bool:
    """Whether the repository had opened a case by `as_at`."""
    return db.session.scalar(_any_opened(), {"as_at": as_at}) is not None


def _runs(spans: Sequence[Span]) -> list[list[datetime]]:
    """The edges of spans in order; apart where a time between them is in no span, so is not read."""
    runs: list[list[datetime]] = []
    for span in sorted(spans, key=lambda span: span.begins):
        if not runs or span.begins > runs[-1][-1]:
            runs.append([])
        runs[-1] = sorted({*runs[-1], span.begins, span.ends})
    return [edges for edges in runs if len(edges) > 1]  # none of a span that does not last


def _by_stretch(edges: Sequence[datetime], as_at: datetime) -> Counter[tuple[int, DeathType]]:
    """Cases by type and by the place of the edge from which their stretch runs to the next one.

    Spans overlap, stretches do not: each case is looked at once, however many spans it is in.
    """
    given = {f"edge{n}": edge for n, edge in enumerate(edges)} | {"as_at": as_at}
    rows = db.session.execute(_stretches(len(edges)), given)
    return Counter({(n, DeathType(kind)): count for n, kind, count in rows})


def _awaiting_by_stretch(
    edges: Sequence[datetime], as_at: datetime
) -> Counter[tuple[int, DeathType]]:
    """Notifications that waited, as `_by_stretch` counts cases; there are never many."""
    given = {"begins": edges[0], "ends": edges[-1], "as_at": as_at}
    return Counter(
        (bisect_right(edges, sent_at) - 1, DeathType.UNCLASSIFIED)
        for sent_at in db.session.scalars(_days_awaiting(), given)
        if sent_at is not None
    )


# Statements are built once and given their instants at every run.
_BEGINS, _ENDS = (bindparam(name, type_=UtcDateTime()) for name in ("begins", "ends"))


@cache
def _stretches(count: int) -> Select[Any]:
    """Cases by the place of their stretch, between `count` edges, and by type."""
    record = known()
    edges = [bindparam(f"edge{n}", type_=UtcDateTime()) for n in range(count)]
    later = [(record.c.received_at < edge, n) for n, edge in enumerate(edges[1:])]
    table = (
        select(case(*later).label("n"), record.c.type)
        .where(
            record.c.counts,
            record.c.back_record.is_(False),
            record.c.received_at >= edges[0],
            record.c.received_at < edges[-1],
        )
        .subquery()
    )
    place = (table.c.n, table.c.type)
    return select(*place, func.count()).group_by(*place)


@cache
def _any_opened() -> Select[int]:
    return select(Case.id).where(Case.opened_at <= AS_AT).limit(1)


@cache
def _number_collected() -> Select[int]:
    record = known()
    inside = (record.c.received_at >= _BEGINS, record.c.received_at < _ENDS)
    return select(func.count()).select_from(record).where(record.c.back_record, *inside)


@cache
def _number_awaiting() -> Select[int]:
    return select(func.count()).select_from(Notification).outerjoin(Case).where(*_waited())


@cache
def _days_awaiting() -> Select[datetime | None]:
    return (
        select(Notification.sent_at)
        .outerjoin(Case, Case.id == Notification.case_id)
        .where(*_waited(), Notification.sent_at >= _BEGINS, Notification.sent_at < _ENDS)
    )


def _waited() -> tuple[ColumnElement[bool], ...]:
    """A notification that had been sent and had neither become a case nor left by then."""
    return (
        Notification.sent_at <= AS_AT,
        or_(Case.id.is_(None), Case.opened_at > AS_AT),
        # Accepting opens the case and is the last move, so what was accepted by then is left out.
        # Each status is named, so that the index by status and move finds the few that count.
        or_(
            Notification.status == Status.SENT,
            and_(Notification.status.in_(_MOVED_ON), Notification.moved_at > AS_AT),
        ),
    )
