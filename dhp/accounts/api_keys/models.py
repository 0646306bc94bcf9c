"""The system of a force that sends by itself, its keys, and how often it called."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dhp.accounts.models import Force, User
from dhp.calendar import now
from dhp.column_types import UtcDateTime
from dhp.extensions import Model
from dhp.references import new_reference
from dhp.web.access import KeyScope


class Scope(KeyScope):
    """What a key may be for."""

    NOTIFY = "key: notify"
    RECEIPTS = "key: receipts"

    @property
    def label(self) -> str:
        """The scope in words."""
        return _LABELS[self]


_LABELS = {Scope.NOTIFY: "Send notifications", Scope.RECEIPTS: "Fetch its own receipts"}


class ApiClient(Model):
    """The system of one force. What it sends is the force's, and no person's, doing."""

    __tablename__ = "api_clients"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True, default=new_reference)
    force_id: Mapped[int] = mapped_column(ForeignKey(Force.id), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    force: Mapped[Force] = relationship(lazy="joined")

    @property
    def name(self) -> str:
        """What people call it."""
        return f"The system of {self.force.name}"

    @property
    def role_name(self) -> str:
        """Under what it acts, for the trail."""
        return "api client"

    @property
    def force_code(self) -> str:
        """The code of its force, for the trail."""
        return self.force.code


class ApiKey(Model):
    """One key of a system. Only its digest is kept; the key itself is shown once.

    The digest is a plain SHA-256: the secret has 256 random bits, so nobody can guess it from the
    digest, and a slow hash would only let anybody make the service work hard. `prefix` is the part
    by which people tell keys apart. `last_used_at` is known to the hour.
    """

    __tablename__ = "api_keys"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True, default=new_reference)
    client_id: Mapped[int] = mapped_column(ForeignKey(ApiClient.id), index=True)
    name: Mapped[str] = mapped_column(String(80))
    prefix: Mapped[str] = mapped_column(String(20), unique=True)
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    scopes_text: Mapped[str] = mapped_column("scopes", String(80))
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    client: Mapped[ApiClient] = relationship(lazy="joined")
    created_by: Mapped[User | None] = relationship(lazy="joined")

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """What the key is for."""
        return tuple(Scope(text) for text in self.scopes_text.split(";"))

    @property
    def maker(self) -> str:
        """Who made it; a command where no person did."""
        return self.created_by.name if self.created_by else "The service, by a command"


class ApiCalls(Model):
    """How often a system called within the minute that began at `began_at`, over all workers."""

    __tablename__ = "api_calls"

    client_id: Mapped[int] = mapped_column(
        ForeignKey(ApiClient.id), primary_key=True, autoincrement=False
    )
    began_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    calls: Mapped[int] = mapped_column(default=0)


Sender = User | ApiClient
"""Whoever sends a notification: a person, or the system of a force."""
