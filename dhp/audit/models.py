"""The trail's tables: the events as hashed, what they concern, the one head row, and the anchors."""

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Connection, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from dhp.audit.chain import genesis_hash
from dhp.audit.guards import lay_first
from dhp.column_types import UtcDateTime
from dhp.extensions import Model


class TrailEvent(Model):
    """One event. `body` is the text that was hashed; the other columns repeat it for look-ups.

    There are no foreign keys to what an event speaks of: history neither blocks nor follows a
    deletion.
    """

    __tablename__ = "trail_events"

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    act: Mapped[str] = mapped_column(String(40))
    actor: Mapped[str] = mapped_column(String(40), index=True)
    body: Mapped[str] = mapped_column(Text)
    hash: Mapped[str] = mapped_column(String(64))


class TrailSubject(Model):
    """One thing that an event concerns, by its reference: answers "who saw this".

    What a `TrailRepeat` concerns is written at the event that it repeats. `queries.concerning`
    and `queries.subjects_of` know of both.
    """

    __tablename__ = "trail_subjects"

    ref: Mapped[str] = mapped_column(String(40), primary_key=True)
    seq: Mapped[int] = mapped_column(
        BigInteger, ForeignKey(TrailEvent.seq), primary_key=True, autoincrement=False
    )

    __table_args__ = (Index("ix_trail_subjects_seq", "seq"),)


class TrailList(Model):
    """A long list of things by the digest of their references, and the first event about them."""

    __tablename__ = "trail_lists"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, ForeignKey(TrailEvent.seq))


class TrailRepeat(Model):
    """An event that concerns all that the earlier event `first_seq` does, and nothing else."""

    __tablename__ = "trail_repeats"

    seq: Mapped[int] = mapped_column(
        BigInteger, ForeignKey(TrailEvent.seq), primary_key=True, autoincrement=False
    )
    first_seq: Mapped[int] = mapped_column(BigInteger, ForeignKey(TrailEvent.seq), index=True)


class TrailHead(Model):
    """The single row that every append locks: the last number, hash and time.

    `at` is None until the first event is written by a release that keeps it.
    """

    __tablename__ = "trail_head"

    id: Mapped[int] = mapped_column(primary_key=True)
    genesis: Mapped[str] = mapped_column(String(200))
    seq: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class TrailAnchor(Model):
    """What was written to the anchor store: that event `seq` had `hash` at `at`. Never changed.

    `line` is the signed line as it lies in the store; the copy there is the proof, not this one.
    """

    __tablename__ = "trail_anchors"

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime, primary_key=True)
    hash: Mapped[str] = mapped_column(String(64))
    line: Mapped[str] = mapped_column(Text)


def plant(connection: Connection) -> None:
    """Make an empty trail append-only and write its head: done once, by the first migration."""
    lay_first(connection)
    statement = f"Trail of deployment {secrets.token_hex(16)}"
    head: Any = TrailHead.__table__
    connection.execute(
        head.insert().values(id=1, genesis=statement, seq=0, hash=genesis_hash(statement))
    )
