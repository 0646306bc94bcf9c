"""What people of the demonstration have begun to practise on."""

from dhp.demonstration.accounts import Staff
from dhp.notifications.rehearsing.actions import rehearse
from dhp.training.actions import begin


def leave_a_practice(staff: Staff) -> None:
    """Let one contact and one coder have begun, so that their pages show where to go on."""
    rehearse(by=next(iter(staff.contacts.values())))
    begin(by=staff.coders[0])
