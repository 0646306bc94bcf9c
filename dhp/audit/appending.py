"""Adding events to the end of the chain: the head is locked, the rows are written, the head moves.

On PostgreSQL two functions of the owner do it, so that the application needs no right to write to
these tables; the second one computes the hashes again and refuses what does not follow. SQLite
has no roles: there the same statements run as they are.

A list is opened again and again. What a long one concerns is written by its first event; later
ones of the same things say only which event that was.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, text, update

from dhp.audit.chain import LONG, digest_of
from dhp.audit.models import TrailEvent, TrailHead
from dhp.column_types import UtcDateTime

_HEAD: Any = TrailHead.__table__
_EVENTS: Any = TrailEvent.__table__
# Built once: every commit runs them, and building them takes as long as running them.
_READ_HEAD = select(_HEAD.c.seq, _HEAD.c.hash, _HEAD.c.at).where(_HEAD.c.id == 1)
_ADD_EVENTS = insert(_EVENTS)
# Plain, for many rows.
_ADD_SUBJECTS = "INSERT INTO trail_subjects (ref, seq) VALUES (?, ?)"
_FIRST = "SELECT seq FROM trail_lists WHERE digest = ?"
_ADD_LIST = "INSERT INTO trail_lists (digest, seq) VALUES (?, ?)"
_ADD_REPEAT = "INSERT INTO trail_repeats (seq, first_seq) VALUES (?, ?)"
_MOVE_HEAD = update(_HEAD).where(_HEAD.c.id == 1)
_LOCK = text("SELECT seq, hash, at FROM trail_lock()").columns(
    _HEAD.c.seq, _HEAD.c.hash, _HEAD.c.at
)
_APPEND = text(
    "SELECT trail_append(CAST(:seqs AS bigint[]), :at, CAST(:acts AS text[]),"
    " CAST(:actors AS text[]), CAST(:bodies AS text[]), CAST(:hashes AS text[]),"
    " CAST(:refs AS text[]), CAST(:of AS bigint[]))"
).bindparams(bindparam("at", type_=UtcDateTime))


@dataclass(frozen=True)
class Head:
    """The end of the chain: the last number, its hash, and its time if it was kept."""

    seq: int
    hash: str
    at: datetime | None


@dataclass(frozen=True)
class NewEvent:
    """One event, sealed and ready to be written. `refs` are the things it concerns, each once."""

    seq: int
    at: datetime
    act: str
    actor: str
    body: str
    hash: str
    refs: tuple[str, ...]


def lock_head(connection: Connection) -> Head:
    """The end of the chain, which nobody else moves before this transaction is over.

    SQLite took its write lock when the transaction began. Raises what the database raises where
    there is no head: nothing can be appended then.
    """
    statement = _LOCK if connection.dialect.name == "postgresql" else _READ_HEAD
    found = connection.execute(statement).one()
    return Head(found.seq, found.hash, found.at)


def append(connection: Connection, events: Sequence[NewEvent]) -> None:
    """Write `events`, which follow the locked head in order and share one time; then move it."""
    if connection.dialect.name == "postgresql":
        subjects = [(ref, event.seq) for event in events for ref in event.refs]
        columns = {
            "seqs": [event.seq for event in events],
            "at": events[-1].at,
            "acts": [event.act for event in events],
            "actors": [event.actor for event in events],
            "bodies": [event.body for event in events],
            "hashes": [event.hash for event in events],
            "refs": [ref for ref, _ in subjects],
            "of": [seq for _, seq in subjects],
        }
        connection.execute(_APPEND, columns)
        return
    names = ("seq", "at", "act", "actor", "body", "hash")
    rows = [{name: getattr(event, name) for name in names} for event in events]
    connection.execute(_ADD_EVENTS, rows)
    subjects = [
        (ref, event.seq)
        for event in events
        if not _is_repeat(connection, event)
        for ref in event.refs
    ]
    if subjects:
        connection.exec_driver_sql(_ADD_SUBJECTS, subjects)
    last = events[-1]
    connection.execute(_MOVE_HEAD, {"seq": last.seq, "hash": last.hash, "at": last.at})


def _is_repeat(connection: Connection, event: NewEvent) -> bool:
    """Whether an earlier event tells what this one concerns; then that is noted, else this is it."""
    if len(event.refs) <= LONG:
        return False
    digest = digest_of(event.refs)
    first = connection.exec_driver_sql(_FIRST, (digest,)).scalar()
    if first is None:
        connection.exec_driver_sql(_ADD_LIST, (digest, event.seq))
    else:
        connection.exec_driver_sql(_ADD_REPEAT, (event.seq, first))
    return first is not None
