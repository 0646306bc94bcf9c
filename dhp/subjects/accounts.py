"""What the service holds of a person as the holder of an account: who they are to it, and what they did."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from dhp.accounts.models import User
from dhp.accounts.roles import ROLES
from dhp.audit.acts import EVERY_ACT
from dhp.audit.models import TrailEvent
from dhp.calendar import long_instant
from dhp.extensions import db
from dhp.subjects.matching import Sought, words_of

Facts = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Holder:
    """An account whose holder has one of the names that are sought."""

    ref: str
    name: str
    facts: Facts


def holders(sought: Sought, as_at: datetime) -> list[Holder]:
    """The accounts of everybody with such a name, by number, with what was held of each then.

    What they did later is not in it: else whoever works on would change what was approved.
    """
    users = db.session.scalars(select(User).order_by(User.id)).unique()
    return [_holder(user, as_at) for user in users if _is_sought(user, sought)]


def _is_sought(user: User, sought: Sought) -> bool:
    words = set(words_of(user.name))
    return any(set(words_of(name)) <= words for name in sought.names)


def _holder(user: User, as_at: datetime) -> Holder:
    facts = [
        ("Name", user.name),
        ("E-mail address", user.email),
        ("Role", ROLES[user.role].title),
        ("Joined", long_instant(user.joined_at) if user.joined_at else "Not yet"),
        *((words, _times(count)) for words, count in _acts(user.ref, as_at)),
    ]
    return Holder(user.ref, user.name, tuple(facts))


def _times(count: int) -> str:
    return "Once" if count == 1 else f"{count:,} times"


def _acts(ref: str, as_at: datetime) -> Sequence[tuple[str, int]]:
    """What the trail says the holder did until then: the kinds of act and how often, by kind."""
    counted = (
        select(TrailEvent.act, func.count())
        .where(TrailEvent.actor == ref, TrailEvent.at <= as_at)
        .group_by(TrailEvent.act)
        .order_by(TrailEvent.act)
    )
    told = {act.value: act.sentence for act in EVERY_ACT}
    rows = db.session.execute(counted)
    return [(f"You {told.get(act, act)}", count) for act, count in rows]
