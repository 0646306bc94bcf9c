"""Reading who is the chief officer of a force, and what went to each."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from dhp.accounts.forces import forces
from dhp.accounts.models import Force
from dhp.existing import the_one
from dhp.extensions import db
from dhp.references import plain_reference
from dhp.rhythm.models import ChiefOfficer, Escalation


@dataclass(frozen=True)
class Line:
    """One force, its present chief officer and the latest escalation, where there are such."""

    force: Force
    officer: ChiefOfficer | None
    latest: Escalation | None


def present_officer(force: Force) -> ChiefOfficer | None:
    """The chief officer of `force` now; None where nobody is named."""
    return db.session.scalar(
        select(ChiefOfficer).where(
            ChiefOfficer.force_id == force.id, ChiefOfficer.ended_at.is_(None)
        )
    )


def lines() -> list[Line]:
    """Every force by name. Three statements."""
    present = select(ChiefOfficer).where(ChiefOfficer.ended_at.is_(None)).order_by(ChiefOfficer.id)
    officers = {officer.force_id: officer for officer in db.session.scalars(present)}
    written = select(Escalation).order_by(Escalation.month, Escalation.id)
    latest = {escalation.force_id: escalation for escalation in db.session.scalars(written)}
    return [Line(force, officers.get(force.id), latest.get(force.id)) for force in forces()]


def officers_of(force: Force) -> Sequence[ChiefOfficer]:
    """Everybody who was ever named for `force`, the latest first."""
    statement = select(ChiefOfficer).where(ChiefOfficer.force_id == force.id)
    return db.session.scalars(statement.order_by(ChiefOfficer.id.desc())).all()


def escalations_of(force: Force) -> Sequence[Escalation]:
    """Every escalation about `force`, the latest first."""
    statement = select(Escalation).where(Escalation.force_id == force.id)
    return db.session.scalars(statement.order_by(Escalation.id.desc())).all()


def officer_with(ref: str) -> ChiefOfficer:
    """The naming with this reference; raises `Absent`."""
    return the_one(select(ChiefOfficer).where(ChiefOfficer.ref == plain_reference(ref)), ref)
