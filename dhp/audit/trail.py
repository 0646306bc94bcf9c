"""Writing to the trail. Actions call `record`; whoever shows case data calls `record_read`.

Events are gathered while the transaction runs and appended last, just before it commits, under a
lock on the head row that is therefore held briefly. If they cannot be written, nothing commits.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import event, insert, select, update
from sqlalchemy.orm import Session

from dhp.audit.acts import Act
from dhp.audit.chain import canonical, event_hash
from dhp.audit.models import TrailEvent, TrailHead, TrailSubject
from dhp.calendar import now
from dhp.extensions import db, writing


class Actor(Protocol):
    """Whoever acts: a user, an API client, or the service itself."""

    @property
    def ref(self) -> str:
        """The reference that names the actor in the trail."""

    @property
    def role_name(self) -> str:
        """The role under which the actor acts."""

    @property
    def force_code(self) -> str | None:
        """The actor's force, if the actor belongs to one."""


class Named(Actor, Protocol):
    """An actor whose name is kept beside what it made."""

    @property
    def name(self) -> str:
        """The name as it is shown."""


@dataclass(frozen=True)
class Command:
    """The service acting by itself, from a command."""

    ref: str = "command"
    role_name: str = "command"
    force_code: str | None = None
    name: str = "The service"


@dataclass(frozen=True)
class Surroundings:
    """Where an act happened: set once per request, and by each command."""

    surface: str = "cli"
    request_id: str = ""
    source_ip: str = ""
    session_ref: str = ""


surroundings: ContextVar[Surroundings] = ContextVar("surroundings", default=Surroundings())  # noqa: B039 - it is frozen


@dataclass(frozen=True, slots=True)
class _Pending:
    act: Act
    actor: Actor
    about: Sequence[str]
    facts: Mapping[str, object]


def record(
    act: Act, *, by: Actor, about: str | Sequence[str], force: str | None = None, **facts: object
) -> None:
    """Add an event to the present transaction.

    `about` names the things concerned by their references; `force` is the force whose matter it
    is. `facts` are identifiers, field names, counts and codes, never an answer or a name.
    """
    refs = (about,) if isinstance(about, str) else tuple(about)
    pending = _Pending(act, by, refs, {"force": force, **facts})
    db.session.info.setdefault("trail", []).append(pending)


def record_many(
    events: Iterable[tuple[Act, Sequence[str], Mapping[str, object]]], *, by: Actor
) -> None:
    """Add very many events, each an act, what it is about, and facts, with `force` among them.

    Events may share one mapping of facts, so that they take little memory until the commit.
    """
    pending = [_Pending(act, by, refs, facts) for act, refs, facts in events]
    db.session.info.setdefault("trail", []).extend(pending)


def record_read(
    act: Act, *, by: Actor, about: str | Sequence[str], force: str | None = None, **facts: object
) -> None:
    """Commit the event of a read, in a short transaction of its own, before anything is shown.

    What was loaded stays usable. Call it when the rows are loaded and before they are rendered.
    """
    db.session.commit()  # ends the reading transaction, so that SQLite may take its write lock
    token = writing.set(True)
    try:
        record(act, by=by, about=about, force=force, **facts)
        db.session.commit()
    finally:
        writing.reset(token)


_HEAD: Any = TrailHead.__table__
_EVENTS: Any = TrailEvent.__table__
_SUBJECTS: Any = TrailSubject.__table__
# Built once: every commit runs them, and building them takes as long as running them.
_LOCK_HEAD = select(_HEAD.c.seq, _HEAD.c.hash).where(_HEAD.c.id == 1).with_for_update()
_ADD_EVENTS, _ADD_SUBJECTS = insert(_EVENTS), insert(_SUBJECTS)
_MOVE_HEAD = update(_HEAD).where(_HEAD.c.id == 1)
_AT_ONCE = 500  # events written in one statement


@event.listens_for(db.session, "before_commit")
def _append(session: Session) -> None:
    pending: list[_Pending] = session.info.pop("trail", [])
    if not pending:
        return
    session.flush()
    connection = session.connection()
    seq, before = connection.execute(_LOCK_HEAD).one()
    at, where = now(), surroundings.get()
    for start in range(0, len(pending), _AT_ONCE):
        events, subjects = [], []
        for item in pending[start : start + _AT_ONCE]:
            seq += 1
            body = canonical(_body(item, seq, at.isoformat(timespec="microseconds"), where))
            before = event_hash(seq, before, body)
            events.append(
                {"seq": seq, "at": at, "act": item.act.value, "actor": item.actor.ref}
                | {"body": body, "hash": before}
            )
            subjects += [{"ref": ref, "seq": seq} for ref in dict.fromkeys(item.about)]
        connection.execute(_ADD_EVENTS, events)
        if subjects:
            connection.execute(_ADD_SUBJECTS, subjects)
    connection.execute(_MOVE_HEAD, {"seq": seq, "hash": before})


@event.listens_for(db.session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop("trail", None)


def _body(item: _Pending, seq: int, at: str, where: Surroundings) -> dict[str, object]:
    return {
        "seq": seq,
        "at": at,
        "act": item.act.value,
        "op": item.act.operation.value,
        "actor": item.actor.ref,
        "role": item.actor.role_name,
        "actor_force": item.actor.force_code,
        "about": list(item.about),
        "surface": where.surface,
        "request": where.request_id,
        "ip": where.source_ip,
        "session": where.session_ref,
        **{key: value for key, value in item.facts.items() if value not in (None, "", ())},
    }
