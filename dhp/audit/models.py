"""The trail's tables: the events as they were hashed, whom they concern, and the one head row."""

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Connection, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from dhp.audit.chain import genesis_hash
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
    """One thing that an event concerns, by its reference: answers "who saw this"."""

    __tablename__ = "trail_subjects"

    ref: Mapped[str] = mapped_column(String(40), primary_key=True)
    seq: Mapped[int] = mapped_column(
        BigInteger, ForeignKey(TrailEvent.seq), primary_key=True, autoincrement=False
    )

    __table_args__ = (Index("ix_trail_subjects_seq", "seq"),)


class TrailHead(Model):
    """The single row that every append locks: the last number and the last hash."""

    __tablename__ = "trail_head"

    id: Mapped[int] = mapped_column(primary_key=True)
    genesis: Mapped[str] = mapped_column(String(200))
    seq: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[str] = mapped_column(String(64))


_REFUSE_SQLITE = """
    CREATE TRIGGER trail_events_no_{verb} BEFORE {verb} ON trail_events
    BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END
"""
_REFUSE_POSTGRESQL = """
    CREATE OR REPLACE FUNCTION trail_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the trail is append-only'; END $$
"""
_GUARD_POSTGRESQL = """
    CREATE TRIGGER trail_events_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON trail_events
    FOR EACH STATEMENT EXECUTE FUNCTION trail_is_append_only()
"""
APPEND_ONLY = {
    "sqlite": tuple(_REFUSE_SQLITE.format(verb=verb) for verb in ("UPDATE", "DELETE")),
    "postgresql": (_REFUSE_POSTGRESQL, _GUARD_POSTGRESQL),
}


def plant(connection: Connection) -> None:
    """Make an empty trail append-only and write its head: done once, by the first migration."""
    for statement in APPEND_ONLY[connection.dialect.name]:
        connection.exec_driver_sql(statement)
    statement = f"Trail of deployment {secrets.token_hex(16)}"
    head: Any = TrailHead.__table__
    connection.execute(
        head.insert().values(id=1, genesis=statement, seq=0, hash=genesis_hash(statement))
    )
