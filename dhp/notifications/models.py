"""Notifications and the receipts of their sending."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dhp.accounts.api_keys.models import ApiClient
from dhp.accounts.models import Force, User
from dhp.calendar import now
from dhp.cases.models import Case
from dhp.column_types import UtcDateTime, Vocabulary
from dhp.extensions import Model
from dhp.notifications.rehearsing.models import Rehearsal
from dhp.notifications.rules import Status
from dhp.references import new_reference
from dhp.sealing.case_text import CaseText
from dhp.sealing.models import CaseKey


class Notification(Model):
    """One notice of one death, from its first keystroke to its acceptance.

    `answers` is JSON text: column name to the text as typed, sound or not, so that nothing typed
    is lost. `start_key` makes a double click on "start" one draft, `send_key` a double click on
    "send" one receipt. `version` travels in the forms, so that colleagues do not overwrite. What the
    system of a force sends has a `client`, and no person who started it. Its case takes over the key
    under which it is kept.
    """

    __tablename__ = "notifications"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True, default=new_reference)
    force_id: Mapped[int] = mapped_column(ForeignKey(Force.id))
    status: Mapped[Status] = mapped_column(Vocabulary(Status), default=Status.DRAFT)
    restricted: Mapped[bool] = mapped_column(default=False)
    answers: Mapped[str] = mapped_column(CaseText(erased="{}"), default="{}")
    suspects: Mapped[int] = mapped_column(default=1)
    start_key: Mapped[str] = mapped_column(String(40))
    send_key: Mapped[str] = mapped_column(String(40), default=new_reference)
    client_id: Mapped[int | None] = mapped_column(ForeignKey(ApiClient.id))
    started_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    started_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    moved_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    moved_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    reason: Mapped[str | None] = mapped_column(CaseText)
    case_id: Mapped[int | None] = mapped_column(ForeignKey(Case.id), unique=True)
    key_name: Mapped[str | None] = mapped_column(ForeignKey(CaseKey.name), index=True)
    version: Mapped[int] = mapped_column(default=1)

    force: Mapped[Force] = relationship(lazy="joined")
    client: Mapped[ApiClient | None] = relationship(lazy="joined")
    started_by: Mapped[User | None] = relationship(foreign_keys=started_by_id, lazy="joined")
    saved_by: Mapped[User | None] = relationship(foreign_keys=saved_by_id, lazy="joined")
    case: Mapped[Case | None] = relationship()
    receipts: Mapped[list["Receipt"]] = relationship(
        back_populates="notification", order_by="Receipt.sent_at"
    )

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        UniqueConstraint("force_id", "start_key"),
        CheckConstraint("(started_by_id IS NULL) = (client_id IS NOT NULL)", name="one_starter"),
        Index("ix_notifications_force_id_status", "force_id", "status"),
        Index("ix_notifications_status_moved_at", "status", "moved_at"),
    )

    practice: ClassVar[bool] = False

    @property
    def saver(self) -> str:
        """Who saved it last, by name."""
        return _named(self.saved_by, self.client)


# What the pages that ask, check and send are about: the real one, or one to practise on.
Notice = Notification | Rehearsal


class Receipt(Model):
    """The proof of one sending: who sent what, when. Never changed."""

    __tablename__ = "receipts"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True, default=new_reference)
    notification_id: Mapped[int] = mapped_column(ForeignKey(Notification.id))
    send_key: Mapped[str] = mapped_column(String(40))
    answers: Mapped[str] = mapped_column(CaseText(erased="{}"))
    gap_reason: Mapped[str | None] = mapped_column(CaseText)
    client_id: Mapped[int | None] = mapped_column(ForeignKey(ApiClient.id))
    sent_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)

    notification: Mapped[Notification] = relationship(back_populates="receipts")
    client: Mapped[ApiClient | None] = relationship(lazy="joined")
    sent_by: Mapped[User | None] = relationship(lazy="joined")

    __table_args__ = (
        UniqueConstraint("notification_id", "send_key"),
        CheckConstraint("(sent_by_id IS NULL) = (client_id IS NOT NULL)", name="one_sender"),
    )

    @property
    def sender(self) -> str:
        """Who sent it, by name."""
        return _named(self.sent_by, self.client)


def _named(person: User | None, client: ApiClient | None) -> str:
    sender = person or client
    return sender.name if sender else "Nobody"
