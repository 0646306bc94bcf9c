"""Naming the chief officer of a force who is told when the force is late, and ending that."""

from dhp.accounts.models import Force, User
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import now
from dhp.errors import DomainError
from dhp.extensions import db
from dhp.mail.addresses import check_address
from dhp.rhythm.models import ChiefOfficer
from dhp.rhythm.officers import present_officer


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
