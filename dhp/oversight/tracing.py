"""The trail in sentences: who saw a thing, what a person did, whether the chain is sound."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from dhp.accounts.api_keys.models import ApiClient
from dhp.accounts.models import User
from dhp.accounts.roles import ROLES
from dhp.accounts.rules import normal_email
from dhp.audit import queries
from dhp.audit.acts import EVERY_ACT
from dhp.audit.models import TrailEvent
from dhp.calendar import long_instant
from dhp.extensions import db
from dhp.references import plain_reference, shown_reference

_SERVICE = {"command": "The service, by a command", "nobody": "Somebody not signed in"}
_SENTENCES = {act.value: act.sentence for act in EVERY_ACT}
_FEW = 4  # references that are named; more are counted


@dataclass(frozen=True)
class Line:
    """One event: when, who under which role, what, about what, and where from."""

    at: datetime
    who: str
    did: str
    about: str
    origin: str

    @property
    def sentence(self) -> str:
        """The event in one plain line, for a terminal."""
        parts = [f"{long_instant(self.at)}: {self.who} {self.did}", self.about, self.origin]
        return ", ".join(part for part in parts if part) + "."


def who_saw(typed: str) -> list[Line]:
    """Every event that concerns the thing with this reference, as typed; oldest first."""
    return lines(queries.about(plain_reference(typed)))


def user_at(email: str) -> User | None:
    """The user with this e-mail address, as typed."""
    return db.session.scalar(select(User).where(User.email == normal_email(email)))


def what_did(user: User) -> list[Line]:
    """Everything that `user` did or read, oldest first."""
    return lines(queries.by_actor(user.ref))


def lines(events: Sequence[TrailEvent]) -> list[Line]:
    """Events in words; the names of people in one look, those of forces' systems in another."""
    names = _names({event.actor for event in events})
    return [_line(event, json.loads(event.body), names) for event in events]


def _line(event: TrailEvent, body: dict[str, object], names: dict[str, str]) -> Line:
    name = names.get(event.actor) or _SERVICE.get(event.actor) or f"Account {event.actor}"
    role = next((r.title for r in ROLES.values() if r.name == body.get("role")), "")
    about = body.get("about")
    return Line(
        event.at,
        f"{name} ({role[:1].lower()}{role[1:]})" if role else name,
        _SENTENCES.get(event.act, event.act),
        _about(about if isinstance(about, list) else []),
        f"from {body['ip']}" if body.get("ip") else "",
    )


def _about(refs: list[str]) -> str:
    if len(refs) > _FEW:
        return f"{len(refs)} records"
    return " and ".join(shown_reference(ref) for ref in refs)


def _names(refs: Iterable[str]) -> dict[str, str]:
    wanted = set(refs)
    people = select(User.ref, User.name).where(User.ref.in_(wanted)).order_by(User.ref)
    systems = select(ApiClient).where(ApiClient.ref.in_(wanted)).order_by(ApiClient.ref)
    names = {client.ref: client.name for client in db.session.scalars(systems)}
    return names | dict(db.session.execute(people).all())
