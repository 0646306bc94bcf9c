"""Invented reading agreements: two forces let the analysts of their region read, one no longer does."""

from datetime import timedelta

from dhp.accounts.agreements import record_agreement, withdraw_agreement
from dhp.accounts.forces import force_with
from dhp.accounts.models import Force
from dhp.calendar import london_date, now
from dhp.demonstration.accounts import Staff
from dhp.errors import DomainError

_AGREED = (("E23000032", 60), ("E23000031", 45))  # Kent, Surrey; days ago
_TAKEN_BACK = ("E23000033", 90)  # Sussex
_WHO, _WHY = (
    "Head of Public Protection",
    "The force reviews who may read its cases and may agree again.",
)


def invent_agreements(staff: Staff) -> None:
    """Record what the forces agreed to, as the lead, now."""
    today = london_date(now())
    for code, days in (*_AGREED, _TAKEN_BACK):
        given_on = today - timedelta(days)
        agreement = record_agreement(_force(code), _WHO, given_on, by=staff.lead)
        if code == _TAKEN_BACK[0]:
            withdraw_agreement(agreement, _WHY, by=staff.lead)


def _force(code: str) -> Force:
    force = force_with(code)
    if force is None:
        raise DomainError(f"There is no force {code}. Load the forces first.")
    return force
