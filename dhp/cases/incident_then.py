"""Which incident a death belonged to at an instant, worked out from the links that moved it since."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import or_, select

from dhp.cases.links.models import CaseLink
from dhp.cases.models import Case
from dhp.extensions import db


def incidents_at(cases: Sequence[Case], as_at: datetime | None) -> dict[int, int]:
    """The key of the incident of each of `cases` at the instant `as_at`, by case id.

    One statement; none where `as_at` is None, which means now.
    """
    now = {case.id: case.incident_id for case in cases}
    if as_at is None:
        return now
    return now | _before(_moves_after(as_at), now, as_at)


# A move of cases: when, their ids, and the incident that they left.
_Move = tuple[datetime, frozenset[int], int]


def _moves_after(as_at: datetime) -> list[_Move]:
    """Every move that a link or its undoing made after `as_at`, in order."""
    statement = (
        select(
            CaseLink.moved,
            CaseLink.decided_at,
            CaseLink.undone_at,
            CaseLink.incident_id,
            CaseLink.former_incident_id,
        )
        .where(or_(CaseLink.decided_at > as_at, CaseLink.undone_at > as_at))
        .where(CaseLink.moved != "[]")
        .order_by(CaseLink.decided_at, CaseLink.id)
    )
    found: list[_Move] = []
    for moved, decided, undone, joined, former in db.session.execute(statement):
        ids = frozenset(json.loads(moved))
        found.append((decided, ids, former))
        if undone is not None:
            found.append((undone, ids, joined))
    return sorted(found, key=lambda move: move[0])


def _before(moves: Iterable[_Move], ids: Iterable[int], as_at: datetime) -> dict[int, int]:
    """The incident that each case left first after `as_at`; nothing for one that never moved."""
    found: dict[int, int] = {}
    wanted = set(ids)
    for at, moved, left in moves:
        if at > as_at:
            for number in moved & wanted:
                found.setdefault(number, left)
    return found
