"""Searching the trail by thing, person, days and kind of act."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select

from dhp.accounts.models import User
from dhp.audit.acts import EVERY_ACT
from dhp.audit.models import TrailEvent
from dhp.audit.operations import Operation
from dhp.audit.queries import concerning
from dhp.calendar import end_of, start_of
from dhp.extensions import db
from dhp.oversight.tracing import Line, lines

SHOWN = 200  # events; the commands show all


@dataclass(frozen=True)
class Wanted:
    """What is searched for; what is None or empty is left open. `ref` is as stored."""

    ref: str = ""
    person: User | None = None
    since: date | None = None
    until: date | None = None
    kind: Operation | None = None


@dataclass(frozen=True)
class Hits:
    """How many events there are, and the latest of them in words, latest first."""

    total: int
    latest: list[Line]


def search(wanted: Wanted) -> Hits:
    """The events that fit all of `wanted`."""
    statement = _fitting(wanted)
    total = db.session.scalar(select(func.count()).select_from(statement.subquery())) or 0
    latest = statement.order_by(TrailEvent.seq.desc()).limit(SHOWN)
    return Hits(total, lines(list(db.session.scalars(latest))))


def _fitting(wanted: Wanted) -> Select[TrailEvent]:
    statement = select(TrailEvent)
    if wanted.ref:
        statement = statement.where(concerning(wanted.ref))
    if wanted.person is not None:
        statement = statement.where(TrailEvent.actor == wanted.person.ref)
    if wanted.since is not None:
        statement = statement.where(TrailEvent.at >= start_of(wanted.since))
    if wanted.until is not None:
        statement = statement.where(TrailEvent.at < end_of(wanted.until))
    if wanted.kind is not None:
        acts = [act.value for act in EVERY_ACT if act.operation is wanted.kind]
        statement = statement.where(TrailEvent.act.in_(acts))
    return statement
