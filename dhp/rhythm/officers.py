"""Naming the chief officer of a force who is told when the force is late, and reading who it was."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from dhp.accounts.forces import forces
from dhp.accounts.models import Force, User
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import now
from dhp.errors import Absent, DomainError
from dhp.extensions import db
from dhp.mail.addresses import check_address
from dhp.references import is_reference, plain_reference
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
    statement = select(ChiefOfficer).where(ChiefOfficer.ref == plain_reference(ref))
    officer = db.session.scalar(statement) if is_reference(ref) else None
    if officer is None:
        raise Absent
    return officer


def name_officer(force: Force, name: str, email: str, *, by: User) -> ChiefOfficer:
    """Name the chief officer of `force` in place of the present one.

    Raises `DomainError` for an address that cannot be one, or where nothing would change.
    """
    address = check_address(email.strip(), "email")
    if not name.strip():
        raise DomainError("Enter the chief officer’s name.", "name")
    present = present_officer(force)
    if present is not None:
        if (present.name, present.email) == (name.strip(), address):
            raise DomainError("This person is named already.", "name")
        _end(present, by)
    officer = ChiefOfficer(force=force, name=name.strip(), email=address, named_by=by.ref)
    officer.named_at = now()
    db.session.add(officer)
    db.session.flush()
    trail.record(Act.CHIEF_OFFICER_NAMED, by=by, about=officer.ref, force=force.code)
    return officer


def end_officer(officer: ChiefOfficer, *, by: User) -> None:
    """Name nobody for the force of `officer` any more. Raises `DomainError` if that is so already."""
    if officer.ended_at is not None:
        raise DomainError("This person is not named any more. Read who is named now.")
    _end(officer, by)


def _end(officer: ChiefOfficer, by: User) -> None:
    officer.ended_at, officer.ended_by = now(), by.ref
    db.session.flush()  # before another is named: one at a time
    trail.record(Act.CHIEF_OFFICER_ENDED, by=by, about=officer.ref, force=officer.force.code)
