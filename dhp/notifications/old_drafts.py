"""Drafts that nobody went on with: which they are, and their end."""

from datetime import datetime

from sqlalchemy import delete, select

from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.audit.trail import Actor
from dhp.errors import Refused
from dhp.extensions import db
from dhp.notifications.holding import lock
from dhp.notifications.models import Notification
from dhp.notifications.rules import Status
from dhp.sealing.models import CaseKey


def untouched_since(instant: datetime) -> list[Notification]:
    """The drafts, never sent, that were last saved at `instant` or before; the oldest first."""
    statement = (
        select(Notification)
        .where(Notification.status == Status.DRAFT, Notification.sent_at.is_(None))
        .where(Notification.saved_at <= instant)
        .order_by(Notification.saved_at, Notification.id)
    )
    return list(db.session.scalars(statement))


def discard(notification: Notification, untouched: datetime, *, by: Actor) -> None:
    """Take a draft away for good; raises `Refused` if it was saved after `untouched`, or sent."""
    lock(notification)
    if notification.status is not Status.DRAFT or notification.sent_at is not None:
        raise Refused("Only a draft that was never sent can be discarded.")
    if notification.saved_at > untouched:
        raise Refused("Somebody has gone on with this draft.")
    trail.record(Act.DRAFT_DISCARDED, by=by, about=notification.ref, force=notification.force.code)
    db.session.delete(notification)
    db.session.flush()
    db.session.execute(delete(CaseKey).where(CaseKey.name == notification.key_name))
