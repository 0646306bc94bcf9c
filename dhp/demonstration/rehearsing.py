"""A practice notification that a contact of the demonstration has begun."""

from dhp.demonstration.accounts import Staff
from dhp.notifications.rehearsing.actions import rehearse


def leave_a_practice(staff: Staff) -> None:
    """Let one contact have begun to practise, so that the first page shows where to go on."""
    rehearse(by=next(iter(staff.contacts.values())))
