"""What changes reading agreements: recording one that a force gave, and ending it."""

from datetime import date

from sqlalchemy import select

from dhp.accounts.agreement_models import ReadingAgreement
from dhp.accounts.agreement_queries import agreements_of
from dhp.accounts.forces import region_of
from dhp.accounts.models import Force, RegionSystem, User
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import london_date, now
from dhp.errors import DomainError, Refused
from dhp.extensions import db, hold_rows
from dhp.web.text import LONGEST, required


def record_agreement(
    force: Force, given_by: str, given_on: date, *, until: date | None = None, by: User
) -> ReadingAgreement:
    """Record that `force` agreed that the analysts of its region read its cases.

    It holds on the next request. Raises `DomainError` for a day that cannot be right, or when the
    force has an agreement already, now or still to come.
    """
    today = london_date(now())
    if given_on > today:
        raise DomainError("The agreement cannot have been given in the future.", "given_on")
    if until is not None and until < max(today, given_on):
        raise DomainError("The last day must be today or later. Leave it empty for none.", "until")
    if not any(region_of(force, system, on=given_on) for system in RegionSystem):
        raise DomainError("This force belonged to no region then, so no analyst reads.", "force")
    who = required(given_by, LONGEST, "given_by", "Say who agreed for the force, by name or post.")
    # Two people recording at once would leave one agreement that nobody thinks of ending.
    hold_rows(select(Force.id).where(Force.id == force.id).with_for_update())
    if any(agreement.holds(today) for agreement in agreements_of(force)):
        raise DomainError("This force has an agreement already. End that one first.", "force")
    agreement = ReadingAgreement(
        force=force,
        given_by=who,
        given_on=given_on,
        until=until,
        recorded_by=by,
        recorded_at=now(),
    )
    db.session.add(agreement)
    db.session.flush()
    trail.record(
        Act.AGREEMENT_RECORDED,
        by=by,
        about=agreement.ref,
        force=force.code,
        given_on=given_on.isoformat(),
        until=until.isoformat() if until else None,
    )
    return agreement


def withdraw_agreement(agreement: ReadingAgreement, reason: str, *, by: User) -> None:
    """End `agreement` from the next request on; the row stays.

    Raises `DomainError` without a reason, `Refused` when it no longer holds.
    """
    words = required(reason, LONGEST, "reason", "Say why the agreement ends.")
    db.session.refresh(agreement, with_for_update={"of": ReadingAgreement})
    if not agreement.holds(london_date(now())):
        raise Refused("This agreement does not hold any more. There is nothing to end.")
    agreement.withdrawn_by, agreement.withdrawn_at = by, now()
    agreement.withdrawn_reason = words
    db.session.flush()
    trail.record(Act.AGREEMENT_WITHDRAWN, by=by, about=agreement.ref, force=agreement.force.code)
