"""Sending the outbox as the service, and what a lead decides about a message in trouble."""

from dhp.accounts.models import User
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.mail import actions
from dhp.mail.models import Message, Status
from dhp.mail.sending import Tally, send_waiting

_TOLD = {
    Status.SENT: Act.MAIL_SENT,
    Status.REFUSED: Act.MAIL_REFUSED,
    Status.UNSURE: Act.MAIL_UNSURE,
    Status.LEFT: Act.MAIL_LEFT,
}


def send_mail() -> Tally:
    """Send what waits in the outbox, as far as a mail server is set. Commits at each step."""
    return send_waiting(_note)


def send_again(message: Message, *, by: User) -> None:
    """Put a message in trouble into the queue again; raises `Refused` for any other."""
    before = message.status.value
    actions.put_back(message)
    trail.record(Act.MAIL_SENT_AGAIN, by=by, about=message.ref, before=before)


def leave(message: Message, *, by: User) -> None:
    """Decide that a message in trouble is not sent again; raises `Refused` for any other."""
    before = message.status.value
    actions.leave(message)
    trail.record(Act.MAIL_LEFT, by=by, about=message.ref, before=before)


def _note(message: Message) -> None:
    act = _TOLD.get(message.status)
    if act is not None:  # a message that only waits for its next try is no event
        trail.record(act, by=trail.Command(), about=message.ref, trouble=message.trouble)
