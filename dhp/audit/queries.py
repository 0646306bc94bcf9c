"""Reading the trail: who saw a thing, what a person did, where it stands and was last anchored."""

from datetime import datetime
from typing import TypeVarTuple

from sqlalchemy import ColumnElement, Select, func, select

from dhp.audit.models import TrailAnchor, TrailEvent, TrailRepeat, TrailSubject
from dhp.extensions import db

Columns = TypeVarTuple("Columns")


def head_at(instant: datetime) -> str:
    """The hash of the last event up to `instant`, in hexadecimal; empty where there was none."""
    statement = (
        select(TrailEvent.hash)
        .where(TrailEvent.at <= instant)
        .order_by(TrailEvent.seq.desc())
        .limit(1)
    )
    return db.session.scalar(statement) or ""


def concerning(ref: str) -> ColumnElement[bool]:
    """That an event concerns `ref`, whether it says so itself or repeats one that did."""
    said = select(TrailSubject.seq).where(TrailSubject.ref == ref)
    repeated = (
        select(TrailRepeat.seq)
        .join(TrailSubject, TrailSubject.seq == TrailRepeat.first_seq)
        .where(TrailSubject.ref == ref)
    )
    return TrailEvent.seq.in_(said.union_all(repeated))


def subjects_of(events: Select[*Columns]) -> Select[*Columns]:
    """`events`, a statement over trail events, with a row for each thing that each concerns."""
    first = func.coalesce(TrailRepeat.first_seq, TrailEvent.seq)
    repeats = events.outerjoin(TrailRepeat, TrailRepeat.seq == TrailEvent.seq)
    return repeats.join(TrailSubject, TrailSubject.seq == first)


def about(ref: str, *, since: datetime | None = None) -> list[TrailEvent]:
    """Every event that concerns `ref`, oldest first."""
    statement = select(TrailEvent).where(concerning(ref)).order_by(TrailEvent.seq)
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
        .where(concerning(ref), TrailEvent.act == act)
        .order_by(TrailEvent.seq.desc())
        .limit(1)
    )
    return db.session.scalar(statement)


def latest_anchor() -> TrailAnchor | None:
    """The last anchor that was written."""
    statement = select(TrailAnchor).order_by(TrailAnchor.seq.desc(), TrailAnchor.at.desc()).limit(1)
    return db.session.scalar(statement)


def anchor_over(seq: int) -> TrailAnchor | None:
    """The first anchor that covers the event numbered `seq`; None until one was written."""
    statement = (
        select(TrailAnchor)
        .where(TrailAnchor.seq >= seq)
        .order_by(TrailAnchor.seq, TrailAnchor.at)
        .limit(1)
    )
    return db.session.scalar(statement)
