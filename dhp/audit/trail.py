"""Writing to the trail. Actions call `record`; whoever shows case data calls `record_read`.

Events are gathered while the transaction runs and appended last, just before it commits, under a
lock on the head row that is therefore held briefly (`dhp/audit/appending.py`). If they cannot be
written, nothing commits.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import Connection, event
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session

from dhp.audit import release
from dhp.audit.appending import NewEvent, append, lock_head
from dhp.audit.chain import BACK, FORM, MANY, canonical, digest_of, event_hash
from dhp.audit.operations import Told
from dhp.audit.purposes import purpose_of, surface_of
from dhp.calendar import now
from dhp.extensions import db, writing

ALLOWED, DENIED = "allow", "deny"  # how an act may end
_AT_ONCE = 500  # events written in one statement
_OURS = frozenset(  # what the trail itself says of every event
    (
        *("v", "seq", "at", "act", "op", "actor", "role", "actor_force", "auth", "surface"),
        *("request", "ip", "session", "purpose", "app", "schema", "clock", "ids"),
    )
)


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
    """Where an act happened: set once per request, and by each command.

    `auth` says how the actor proved who they are: "none", "password", "second factor", "key" of a
    program, or "operator" for whoever may run commands.
    """

    surface: str = "cli"
    auth: str = "operator"
    request_id: str = ""
    source_ip: str = ""
    session_ref: str = ""


_A_COMMAND = Surroundings()
surroundings: ContextVar[Surroundings] = ContextVar("surroundings", default=_A_COMMAND)


@dataclass(frozen=True, slots=True)
class _Pending:
    act: Told
    actor: Actor
    about: Sequence[str]
    facts: Mapping[str, object]


def record(
    act: Told, *, by: Actor, about: str | Sequence[str], force: str | None = None, **facts: object
) -> None:
    """Add an event to the present transaction.

    `about` names the things concerned by their references; `force` is the force whose matter it
    is. `facts` are identifiers, field names, counts and codes, never an answer or a name; `result`
    is `DENIED` for what was refused. Raises ValueError for a fact that every event has.
    """
    if taken := _OURS & facts.keys():
        raise ValueError(f"The trail itself says {', '.join(sorted(taken))} of every event.")
    refs = (about,) if isinstance(about, str) else tuple(about)
    pending = _Pending(act, by, refs, {"force": force, **facts})
    db.session.info.setdefault("trail", []).append(pending)


def record_many(
    events: Iterable[tuple[Told, Sequence[str], Mapping[str, object]]], *, by: Actor
) -> None:
    """Add very many events, each an act, what it is about, and facts, with `force` among them.

    Events may share one mapping of facts, so that they take little memory until the commit.
    """
    pending = [_Pending(act, by, refs, facts) for act, refs, facts in events]
    db.session.info.setdefault("trail", []).extend(pending)


def record_read(
    act: Told, *, by: Actor, about: str | Sequence[str], force: str | None = None, **facts: object
) -> None:
    """Commit the event of a read before anything is shown.

    What was loaded stays usable. Call it when the rows are loaded and before they are rendered.
    """
    with _committing():
        record(act, by=by, about=about, force=force, **facts)


def record_reads(
    seen: Iterable[tuple[Told, Sequence[str]]], *, by: Actor, force: str | None = None
) -> None:
    """The same for a page of several lists: an event for each act and what was listed."""
    with _committing():
        for act, refs in seen:
            record(act, by=by, about=refs, force=force)


@contextmanager
def _committing() -> Iterator[None]:
    """Commit at the end: on SQLite, which gives no reader its write lock, a transaction of its own.

    Elsewhere the one in which was read: a second one would wait four times more for the server.
    """
    if db.session.get_bind().dialect.name == "sqlite":
        db.session.commit()
    token = writing.set(True)
    try:
        yield
        db.session.commit()
    finally:
        writing.reset(token)


@event.listens_for(db.session, "before_commit")
def _append(session: Session) -> None:
    pending: list[_Pending] = session.info.pop("trail", [])
    if not pending:
        return
    session.flush()
    try:
        _seal(session.connection(), pending)
    except OperationalError:
        raise
    except SQLAlchemyError as error:
        # Whatever keeps the trail from being written, the service is out of order, not the request.
        raise OperationalError(
            "append to the trail", None, getattr(error, "orig", None) or error
        ) from error


def _seal(connection: Connection, pending: Sequence[_Pending]) -> None:
    head, at, where = lock_head(connection), now(), surroundings.get()
    # Said, not hidden: whoever verifies must tell a clock that was set from an event that was moved.
    back = head.at is not None and at < head.at
    seq, before = head.seq, head.hash
    for start in range(0, len(pending), _AT_ONCE):
        events = []
        for item in pending[start : start + _AT_ONCE]:
            seq += 1
            body = canonical(_body(item, seq, at, where, back=back))
            before = event_hash(seq, before, body)
            refs = tuple(dict.fromkeys(item.about))
            events.append(NewEvent(seq, at, item.act.value, item.actor.ref, body, before, refs))
        append(connection, events)


@event.listens_for(db.session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop("trail", None)


def _body(
    item: _Pending, seq: int, at: datetime, where: Surroundings, *, back: bool
) -> dict[str, object]:
    about = list(item.about)
    facts = {key: value for key, value in item.facts.items() if value not in (None, "", ())}
    body: dict[str, object] = {
        "result": ALLOWED,
        **facts,
        "v": FORM,
        "seq": seq,
        "at": at.isoformat(timespec="microseconds"),
        "act": item.act.value,
        "op": item.act.operation.value,
        "actor": item.actor.ref,
        "role": item.actor.role_name,
        "actor_force": item.actor.force_code,
        "auth": where.auth,
        "surface": surface_of(item.act, where.surface, item.facts),
        "request": where.request_id,
        "ip": where.source_ip,
        "session": where.session_ref,
        "purpose": purpose_of(item.act).value,
        "app": release.APP,
        "schema": release.schema(),
    }
    if len(about) > MANY:
        body |= {"count": len(set(about)), "ids": digest_of(about)}
    else:
        body["about"] = about
    return body | ({"clock": BACK} if back else {})
