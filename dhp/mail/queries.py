"""Reading the outbox: how many messages stand where, and those that somebody should look at."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from dhp.existing import the_one
from dhp.extensions import db
from dhp.mail.models import Message, Status
from dhp.references import plain_reference

TROUBLED = (Status.UNSURE, Status.REFUSED)
UNDER_WAY = (Status.WAITING, Status.CLAIMED, Status.HANDED)


def counts() -> dict[Status, int]:
    """How many messages stand where; every status is there."""
    statement = (
        select(Message.status, func.count()).group_by(Message.status).order_by(Message.status)
    )
    found: dict[Status, int] = dict(db.session.execute(statement).all())
    return {status: found.get(status, 0) for status in Status}


def messages(statuses: Sequence[Status], most: int) -> list[Message]:
    """The latest messages of these statuses, at most `most`."""
    statement = (
        select(Message)
        .where(Message.status.in_(statuses))
        .order_by(Message.queued_at.desc(), Message.id.desc())
        .limit(most)
    )
    return list(db.session.scalars(statement))


def message_with(ref: str) -> Message:
    """The message with this reference, locked until the transaction ends; raises `Absent`."""
    statement = select(Message).where(Message.ref == plain_reference(ref)).with_for_update()
    return the_one(statement, ref)


def longest_waiting() -> datetime | None:
    """Since when the message that waits longest is in the queue; None where none waits."""
    statement = select(func.min(Message.queued_at)).where(Message.status == Status.WAITING)
    return db.session.scalar(statement)
