"""Reading the trail: its soundness, who saw a thing, what a person did."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select

from dhp.audit.chain import Finding, walk
from dhp.audit.models import TrailEvent, TrailHead, TrailSubject
from dhp.extensions import db


def verify() -> Finding:
    """Walk the whole chain and compare it with the head."""
    head = db.session.get(TrailHead, 1)
    if head is None:
        return Finding(4, "The trail has no head row. Restore the database from a backup.")
    return walk(head.genesis, _events(), (head.seq, head.hash))


def head_at(instant: datetime) -> str:
    """The hash of the last event up to `instant`, in hexadecimal; empty where there was none."""
    statement = (
        select(TrailEvent.hash)
        .where(TrailEvent.at <= instant)
        .order_by(TrailEvent.seq.desc())
        .limit(1)
    )
    return db.session.scalar(statement) or ""


def _events() -> Iterator[tuple[int, str, str]]:
    statement = select(TrailEvent.seq, TrailEvent.body, TrailEvent.hash).order_by(TrailEvent.seq)
    # Closed even when the walk stops early: the rows come from a cursor held in the database.
    with db.session.execute(statement.execution_options(yield_per=1000)) as rows:
        for row in rows:
            yield row.seq, row.body, row.hash


def about(ref: str, *, since: datetime | None = None) -> list[TrailEvent]:
    """Every event that concerns `ref`, oldest first."""
    statement = (
        select(TrailEvent)
        .join(TrailSubject, TrailSubject.seq == TrailEvent.seq)
        .where(TrailSubject.ref == ref)
        .order_by(TrailEvent.seq)
    )
    if since is not None:
        statement = statement.where(TrailEvent.at >= since)
    return list(db.session.scalars(statement))


def by_actor(ref: str) -> list[TrailEvent]:
    """Everything that the actor `ref` did or read, oldest first."""
    statement = select(TrailEvent).where(TrailEvent.actor == ref).order_by(TrailEvent.seq)
    return list(db.session.scalars(statement))


def latest_about(ref: str, act: str) -> TrailEvent | None:
    """The last event of kind `act` that concerns `ref`."""
    statement = (
        select(TrailEvent)
        .join(TrailSubject, TrailSubject.seq == TrailEvent.seq)
        .where(TrailSubject.ref == ref, TrailEvent.act == act)
        .order_by(TrailEvent.seq.desc())
        .limit(1)
    )
    return db.session.scalar(statement)
