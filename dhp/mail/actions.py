"""What a person decides about a message that met trouble. Whoever calls records the event."""

from dhp.calendar import now
from dhp.errors import Refused
from dhp.mail.models import Message, Status
from dhp.mail.queries import TROUBLED


def put_back(message: Message) -> None:
    """Put `message` into the queue again, however old. Raises `Refused` unless it met trouble."""
    _check_troubled(message)
    message.status = Status.WAITING
    message.queued_at = message.next_at = now()
    message.tries, message.claim, message.settled_at, message.until = 0, None, None, None


def leave(message: Message) -> None:
    """Leave `message` as it is: it is not sent again. Raises `Refused` unless it met trouble."""
    _check_troubled(message)
    message.status, message.settled_at = Status.LEFT, now()


def _check_troubled(message: Message) -> None:
    if message.status not in TROUBLED:
        raise Refused(
            "This message is no longer in trouble: somebody else dealt with it. Read how it stands."
        )
