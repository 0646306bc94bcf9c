"""The deaths of a frame: every one that was known at an instant, with what the measures decide on."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, String, or_, select, type_coerce
from sqlalchemy.orm import defer

from dhp.accounts.forces import forces
from dhp.cases.incident_then import incidents_at
from dhp.cases.links.models import CaseLink
from dhp.cases.models import Case
from dhp.extensions import db
from dhp.statistics.died import dates_of_death
from dhp.statistics.framing.windows import among
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


def known_deaths(as_at: datetime, of: Select[Any] | None = None) -> list[KnownDeath]:
    """Every death known at `as_at`, out of scope or not, in the order of receipt.

    Of two cases that were one death, the one that stood for both. `of` are the keys of the cases
    that matter; all where None. Four statements at most.
    """
    record, died, reader = known(as_at), dates_of_death(of), db.session.connection()
    # Each read by itself: joined, a database without statistics looks for every date in turn.
    told: dict[int, str] = dict(reader.execute(select(died).params(as_at=as_at)).all())
    codes = {force.id: force.code for force in forces()}
    moved = incidents_before_moves(as_at)
    statement = (
        select(
            record.c.id,
            record.c.force_id,
            record.c.received_at,
            record.c.back_record,
            type_coerce(record.c.type, String),
            record.c.counts,
            Case.incident_id,
            Case.region,
        )
        .join(Case, Case.id == record.c.id)
        .where(*among(record.c.id, of))
        .order_by(record.c.received_at, record.c.id)
    )
    found = []
    for number, force, received, back, kind, counts, incident, region in reader.execute(statement):
        whose = moved.get(number, incident), codes.get(force or 0), region
        when = told.get(number, "")
        found.append(KnownDeath(number, *whose, received, bool(back), kind, bool(counts), when))
    return found


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
    later = or_(CaseLink.decided_at > as_at, CaseLink.undone_at > as_at)
    links = db.session.scalars(select(CaseLink).where(later, CaseLink.moved != "[]")).all()
    cases = linked_cases(links)
    return incidents_at(cases, as_at) if cases else {}
