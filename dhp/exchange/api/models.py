"""What is remembered of a system's requests, so that sending one again changes nothing."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dhp.accounts.api_keys.models import ApiClient
from dhp.column_types import IdentifyingText
from dhp.extensions import Model
from dhp.notifications.models import Receipt


class ApiSending(Model):
    """One request that became a receipt.

    `key` is the Idempotency-Key, unique for its system. `fingerprint` is the SHA-256 of what was
    sent, encrypted, because what is told of a death could be guessed and compared, and removed after a while.
    `possible_duplicates` is how many were alike when it was sent.
    """

    __tablename__ = "api_sendings"

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey(ApiClient.id))
    key: Mapped[str] = mapped_column(String(100))
    fingerprint: Mapped[str | None] = mapped_column(IdentifyingText)
    receipt_id: Mapped[int] = mapped_column(ForeignKey(Receipt.id), unique=True)
    possible_duplicates: Mapped[int]

    receipt: Mapped[Receipt] = relationship(lazy="joined")

    __table_args__ = (UniqueConstraint("client_id", "key"),)
