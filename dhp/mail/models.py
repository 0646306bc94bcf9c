"""The table of messages, and where a message may stand."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from dhp.calendar import now
from dhp.column_types import IdentifyingText, UtcDateTime, Vocabulary
from dhp.extensions import Model
from dhp.references import new_reference

LONGEST_KEY, LONGEST_SUBJECT, LONGEST_TROUBLE = 120, 150, 120  # characters


class Status(StrEnum):
    """Where a message stands.

    `CLAIMED` belongs to one process that has not handed anything over; `HANDED` to one that may
    have. `LEFT` is one that is not sent any more: too old, or so somebody decided.
    """

    WAITING = "waiting"
    CLAIMED = "claimed"
    HANDED = "handed over"
    SENT = "sent"
    REFUSED = "refused"
    UNSURE = "may not have arrived"
    LEFT = "left"


class Message(Model):
    """One message to one address. It tells counts and where to look, never of a death or a person.

    `key` makes posting the same thing twice one message. `claim` names the process that has it,
    until `lease_until`. After `until`, where given, it is too old to be sent. `queued_at` is when
    it was last put into the queue, `trouble` what the last try ended with.
    """

    __tablename__ = "mail_messages"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True, default=new_reference)
    key: Mapped[str] = mapped_column(String(LONGEST_KEY), unique=True)
    to: Mapped[str] = mapped_column(IdentifyingText)
    subject: Mapped[str] = mapped_column(String(LONGEST_SUBJECT))
    text: Mapped[str] = mapped_column(Text)
    status: Mapped[Status] = mapped_column(Vocabulary(Status), default=Status.WAITING)
    posted_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    queued_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    next_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    tries: Mapped[int] = mapped_column(default=0)
    trouble: Mapped[str] = mapped_column(String(LONGEST_TROUBLE), default="")
    claim: Mapped[str | None] = mapped_column(String(20))
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    until: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (Index("ix_mail_messages_status_next_at", "status", "next_at"),)
