"""What changed in the deaths of a force between two instants, for the force to agree to."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import defer

from dhp.cases.models import Case
from dhp.definitions import DeathType
from dhp.extensions import db
from dhp.statistics.framing.deaths import KnownDeath, known_deaths


@dataclass(frozen=True)
class Records:
    """Every death as it was known before and now, by case id; and the cases that are restricted."""

    before: dict[int, KnownDeath]
    now: dict[int, KnownDeath]
    restricted: frozenset[int]


@dataclass(frozen=True)
class Change:
    """One change of one case: what it was before, and what it is now, in words."""

    ref: str
    before: str
    now: str


def records(before: datetime, as_at: datetime) -> Records:
    """The whole record at both instants, so that many forces can be told from one reading."""
    hidden = db.session.scalars(select(Case.id).where(Case.restricted)).all()
    return Records(
        {one.id: one for one in known_deaths(min(before, as_at))},
        {one.id: one for one in known_deaths(as_at)},
        frozenset(hidden),
    )


def changes_of(force: str, found: Records) -> list[Change]:
    """What changed in the cases that the force with this code had then or has now, by reference.

    No other force is named: who gave a case away, or took it, is told in the service.
    """
    ids = [
        number
        for number in found.before.keys() | found.now.keys()
        if number not in found.restricted
        and force in (_owner(found.before.get(number)), _owner(found.now.get(number)))
    ]
    pairs = {
        number: (_words(found.before.get(number), force), _words(found.now.get(number), force))
        for number in ids
    }
    moved = [number for number, (before, now) in pairs.items() if before != now]
    if not moved:
        return []
    cases = select(Case).where(Case.id.in_(moved)).options(defer(Case.force_ref))
    refs = {case.id: case.ref for case in db.session.scalars(cases.order_by(Case.id))}
    return [Change(refs[number], *_told(*pairs[number])) for number in sorted(moved)]


def _owner(one: KnownDeath | None) -> str | None:
    return one.force if one else None


def _words(one: KnownDeath | None, force: str) -> str:
    if one is None:
        return ""
    if one.force != force:
        return "Held by another force"
    return DeathType(one.type).label if one.counts else "Out of scope"


def _told(before: str, now: str) -> tuple[str, str]:
    """A case that was not known is new; one that no longer is stands under another case."""
    return before or "Not known", now or "Found to be the same death as another"
