"""The deaths of a frame: every one that was known at an instant, with what the measures decide on."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, String, or_, select, type_coerce
from sqlalchemy.orm import defer

from dhp.accounts.forces import forces
from dhp.cases.incident_then import incidents_at
from dhp.cases.links.models import CaseLink
from dhp.cases.models import Case
from dhp.column_types import AS_AT
from dhp.extensions import db
from dhp.statistics.died import dates_of_death
from dhp.statistics.framing.windows import ALL, Cases, among
from dhp.statistics.held import kept
from dhp.statistics.record import known


class KnownDeath(NamedTuple):
    """One death as it was known: `died` is an ISO text that may stop at the month, or empty.

    `force` is the code of the force that owned it, `region` what a record without a force tells.
    """

    id: int
    incident: int
    force: str | None
    region: str | None
    received_at: datetime
    back_record: bool
    type: str
    counts: bool
    died: str


def known_deaths(as_at: datetime, of: Cases = ALL) -> list[KnownDeath]:
    """Every death known at `as_at`, out of scope or not, in the order of receipt.

    Of two cases that were one death, the one that stood for both. `of` are the cases that matter.
    Four statements at most.
    """
    reader, given = db.session.connection(), {**of.given, "as_at": as_at}
    # Each read by itself: joined, a database without statistics looks for every date in turn.
    told: dict[int, str] = dict(reader.execute(_dates(of.keys), given).all())
    codes = {force.id: force.code for force in kept(("forces",), forces)}
    moved = incidents_before_moves(as_at)
    found = []
    for number, force, received, back, kind, counts, incident, region in reader.execute(
        _rows(of.keys), given
    ):
        whose = moved.get(number, incident), codes.get(force or 0), region
        when = told.get(number, "")
        found.append(KnownDeath(number, *whose, received, bool(back), kind, bool(counts), when))
    return found


@cache
def _dates(of: Select[Any] | None) -> Select[Any]:
    return select(dates_of_death(of))


@cache
def _rows(of: Select[Any] | None) -> Select[Any]:
    record = known()
    return (
        select(
            record.c.id,
            record.c.force_id,
            record.c.received_at,
            record.c.back_record,
            type_coerce(record.c.type, String),
            record.c.counts,
            record.c.incident_id,
            record.c.region,
        )
        .where(*among(record.c.id, of))
        .order_by(record.c.received_at, record.c.id)
    )


def linked_cases(links: Sequence[CaseLink]) -> Sequence[Case]:
    """The cases that `links` name, and all of the incidents that they touch."""
    if not links:
        return []
    ids = {number for link in links for number in (link.case_id, link.other_id)}
    incidents = {key for link in links for key in (link.incident_id, link.former_incident_id)}
    statement = (
        select(Case)
        .where(or_(Case.id.in_(ids), Case.incident_id.in_(incidents)))
        .options(defer(Case.force_ref))
        .order_by(Case.id)
    )
    return db.session.scalars(statement).all()


def incidents_before_moves(as_at: datetime) -> Mapping[int, int]:
    """The incident of every case that links moved after `as_at`, as it was then, by case id."""
    cases = linked_cases(db.session.scalars(_moved_since(), {"as_at": as_at}).all())
    return incidents_at(cases, as_at) if cases else {}


@cache
def _moved_since() -> Select[CaseLink]:
    later = or_(CaseLink.decided_at > AS_AT, CaseLink.undone_at > AS_AT)
    return select(CaseLink).where(later, CaseLink.moved != "[]")
