"""Fills an empty, migrated database with invented deaths: fast, by Core inserts, past the actions."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import Connection, insert, select, text, update
from sqlalchemy.orm import Session

from dhp.accounts.models import Force, User
from dhp.audit.models import TrailEvent, TrailHead, TrailSubject
from dhp.cases.models import (
    Answer,
    Case,
    Classification,
    Incident,
    Involvement,
    Person,
    Relationship,
)
from dhp.notifications.drafting import save, start
from dhp.notifications.models import Notification, Receipt
from dhp.references import new_reference
from tests.benchmarks.rows import Filler, Rows
from tests.harness.unsealed import unsealed

YEARS = 6
_AT_ONCE = 2_000  # deaths whose rows wait in memory together
_TABLES = (
    *(Incident, Case, Person, Involvement, Relationship, Answer, Classification),
    *(Notification, Receipt, TrailEvent, TrailSubject),
)


def load_deaths(connection: Connection, deaths: int, until: datetime) -> None:
    """Add `deaths` deaths, received evenly over the `YEARS` years before `until`.

    The forces and at least one user of a force must be there; nothing else may be. Needs the
    application's context, for its field keys.
    """
    filler = _filler(connection)
    since = until - timedelta(days=365 * YEARS)
    for first in range(1, deaths + 1, _AT_ONCE):
        rows: Rows = defaultdict(list)
        for number in range(first, min(first + _AT_ONCE, deaths + 1)):
            filler.death(number, since + (until - since) * (number / (deaths + 1)), rows)
        for model in _TABLES:
            connection.execute(insert(model), unsealed(model.__table__, rows[model]))
    connection.execute(update(TrailHead).values(seq=filler.seq, hash=filler.hash))
    if connection.dialect.name == "postgresql":
        for table in _numbered():
            move = f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"
            connection.execute(text(move))


def add_drafts(session: Session, spoc: User, told: dict[str, str], how_many: int) -> list[str]:
    """Add complete drafts of `spoc`'s force, not sent yet, as `spoc` would; gives their references."""
    assert spoc.force is not None
    drafts = [start(spoc.force, new_reference(), by=spoc) for _ in range(how_many)]
    for draft in drafts:
        save(draft, told, draft.version, by=spoc)
    session.commit()
    return [draft.ref for draft in drafts]


def _filler(connection: Connection) -> Filler:
    forces = connection.execute(select(Force.id, Force.code).order_by(Force.id)).all()
    spoc = connection.execute(select(User.id, User.ref).order_by(User.force_id.desc())).all()[0]
    seq, before = connection.execute(select(TrailHead.seq, TrailHead.hash)).one()
    return Filler([(force.id, force.code) for force in forces], spoc.id, spoc.ref, seq, before)


def _numbered() -> Iterator[str]:
    return (model.__tablename__ for model in _TABLES if "id" in model.__table__.columns)
