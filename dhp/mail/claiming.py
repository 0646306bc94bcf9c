"""Who has a message, and what became of it: each step is one conditional update, committed at once.

A claim that lapses goes back into the queue: nothing was handed over under it. A hand-over that
lapses may have arrived, and nobody can tell, so it is never tried again by itself.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import select, update

from dhp.calendar import now
from dhp.extensions import db, rows_changed
from dhp.mail.models import Message, Status
from dhp.references import new_reference

LEASE = timedelta(minutes=10)  # well above the time limit of one exchange with the server
INTERRUPTED, TOO_OLD = "The sending was interrupted", "Too old to be sent"

Note = Callable[[Message], None]


def claim(due: datetime) -> Message | None:
    """The message that waits longest of those due at `due`, now this process's; None if none is."""
    waiting = (
        select(Message.id)
        .where(Message.status == Status.WAITING, Message.next_at <= due)
        .order_by(Message.next_at, Message.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    number = db.session.scalar(waiting)
    if number is None:
        db.session.rollback()
        return None
    values = {"claim": new_reference(), "lease_until": now() + LEASE}
    _move(number, Status.WAITING, None, status=Status.CLAIMED, **values)
    db.session.commit()
    return _fresh(number)


def begin_hand_over(message: Message) -> bool:
    """Write that `message` is about to be handed over; false when the claim was lost meanwhile."""
    until = now() + LEASE
    moved = _move(
        message.id, Status.CLAIMED, message.claim, status=Status.HANDED, lease_until=until
    )
    db.session.commit()
    return moved


def settle(message: Message, note: Note, *, status: Status, **values: object) -> bool:
    """Write what became of a claimed `message`, with what `note` adds to the same transaction.

    A hand-over that others gave up meanwhile is settled too, for now it is known how it ended.
    False when the claim was lost before anything was handed over.
    """
    if status is not Status.WAITING:
        values |= {"settled_at": now()}
    for stands in (Status.CLAIMED, Status.HANDED, Status.UNSURE):
        if _move(message.id, stands, message.claim, status=status, lease_until=None, **values):
            note(_fresh(message.id))
            db.session.commit()
            return True
    db.session.rollback()
    return False


def lapse(note: Note) -> None:
    """Take from processes that died what they had: back into the queue, or not known to arrive."""
    at = now()
    ended = (
        select(Message.id, Message.status, Message.claim)
        .where(Message.status.in_((Status.CLAIMED, Status.HANDED)), Message.lease_until < at)
        .order_by(Message.id)
    )
    found = db.session.execute(ended).all()
    db.session.rollback()
    for number, stands, token in found:
        if stands is Status.CLAIMED:
            values = {"status": Status.WAITING, "next_at": at}
        else:
            values = {"status": Status.UNSURE, "settled_at": at}
        if _move(number, stands, token, lease_until=None, trouble=INTERRUPTED, **values):
            note(_fresh(number))
        db.session.commit()


def drop_old(note: Note) -> None:
    """Leave unsent what waited for too long: its words are no longer true."""
    at = now()
    old = (
        select(Message.id)
        .where(Message.status == Status.WAITING, Message.until < at)
        .order_by(Message.id)
    )
    found = db.session.scalars(old).all()
    db.session.rollback()
    for number in found:
        values = {"status": Status.LEFT, "settled_at": at, "trouble": TOO_OLD}
        if _move(number, Status.WAITING, None, **values):
            note(_fresh(number))
        db.session.commit()


def _move(number: int, stands: Status, token: str | None, **values: object) -> bool:
    """Change the message where it stands so and belongs to `token`; whether it did."""
    statement = update(Message).where(Message.id == number, Message.status == stands)
    if token is not None:
        statement = statement.where(Message.claim == token)
    return rows_changed(statement.values(**values)) == 1


def _fresh(number: int) -> Message:
    statement = select(Message).where(Message.id == number)
    return db.session.scalars(statement.execution_options(populate_existing=True)).one()
