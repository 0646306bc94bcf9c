"""Forces, their regions, users, and what signing in leaves behind."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    and_,
)
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dhp.accounts.permissions import Permission, RoleName
from dhp.accounts.roles import ROLES
from dhp.calendar import now
from dhp.column_types import IdentifyingText, UtcDateTime, Vocabulary
from dhp.extensions import Model
from dhp.language import WELSH_FORCES, Language
from dhp.references import new_reference


class RegionSystem(StrEnum):
    """The two ways in which forces are grouped; they disagree for Kent and North Wales."""

    HOME_OFFICE = "home office"
    ROCU = "rocu"


SYSTEM_TITLES = {RegionSystem.HOME_OFFICE: "Home Office region", RegionSystem.ROCU: "ROCU region"}


@dataclass(frozen=True)
class Region:
    """One region of one system. Regions of both systems may share a name and not their forces."""

    system: RegionSystem
    name: str

    @property
    def title(self) -> str:
        """The region in words, with its system: "South East (Home Office region)"."""
        return f"{self.name} ({SYSTEM_TITLES[self.system]})"


class Force(Model):
    """A police force that notifies deaths: 43 territorial ones and British Transport Police."""

    __tablename__ = "forces"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12), unique=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    territorial: Mapped[bool]


class RegionMembership(Model):
    """One force's place in one system of regions, from one date to another."""

    __tablename__ = "region_memberships"

    id: Mapped[int] = mapped_column(primary_key=True)
    force_id: Mapped[int] = mapped_column(ForeignKey(Force.id))
    system: Mapped[RegionSystem] = mapped_column(Vocabulary(RegionSystem))
    region: Mapped[str] = mapped_column(String(60))
    since: Mapped[date]
    until: Mapped[date | None]

    __table_args__ = (UniqueConstraint("force_id", "system", "since"),)


class User(Model):
    """A person with an account. What the person may do follows from the role alone.

    `collar_number` is what a police force calls the person by; deaths that name it are noticed.
    `emergency_until` is when what the person opened last in an emergency closes by itself, if nobody
    ends it before: only until then need their pages ask whether anything is open.
    """

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True, default=new_reference)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[RoleName] = mapped_column(Vocabulary(RoleName))
    force_id: Mapped[int | None] = mapped_column(ForeignKey(Force.id))
    region_system: Mapped[RegionSystem | None] = mapped_column(Vocabulary(RegionSystem))
    region_name: Mapped[str | None] = mapped_column(String(60))
    # Encrypted, so read only where it is shown or checked: no other page spends the time to decrypt it.
    collar_number: Mapped[str | None] = mapped_column(IdentifyingText, deferred=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    code_secret: Mapped[str | None] = mapped_column(IdentifyingText, deferred=True)  # the same
    code_step: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    joined_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    disabled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    enabled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    language: Mapped[Language | None] = mapped_column(Vocabulary(Language))
    emergency_until: Mapped[datetime | None] = mapped_column(UtcDateTime)

    force: Mapped[Force | None] = relationship(lazy="joined")

    __table_args__ = (
        CheckConstraint("(role = 'spoc') = (force_id IS NOT NULL)", name="force_follows_role"),
        CheckConstraint(
            "(role = 'analyst') = (region_name IS NOT NULL)", name="region_follows_role"
        ),
        CheckConstraint(
            "(region_system IS NULL) = (region_name IS NULL)", name="region_in_a_system"
        ),
        CheckConstraint("language IN ('en', 'cy')", name="language_of_the_pages"),
    )

    is_authenticated = True
    is_anonymous = False

    @hybrid_property
    def is_active(self) -> bool:
        """Whether the account may be used now; of the class, the same as a condition."""
        return self.disabled_at is None and self.joined_at is not None

    @is_active.inplace.expression
    @classmethod
    def _is_active(cls) -> ColumnElement[bool]:
        return and_(cls.disabled_at.is_(None), cls.joined_at.is_not(None))

    @property
    def role_name(self) -> str:
        """The role's stored name, for the trail."""
        return self.role.value

    @property
    def force_code(self) -> str | None:
        """The code of the user's force, for the trail."""
        return self.force.code if self.force else None

    @property
    def may_read_welsh(self) -> bool:
        """Whether the pages of this user are offered in Welsh as well."""
        return self.force_code in WELSH_FORCES

    @property
    def region(self) -> Region | None:
        """The region whose forces the user looks after; None for whoever is no analyst."""
        if self.region_system is None or self.region_name is None:
            return None
        return Region(self.region_system, self.region_name)

    def may(self, permission: Permission) -> bool:
        """Whether the user's role allows this kind of act."""
        return permission in ROLES[self.role].permissions


class SignIn(Model):
    """A session on the server. The cookie holds only its token; ending the row ends it at once.

    `proved_at` is when its user last proved again who they are, for what a session left open must
    not do. `kept_form` holds, as JSON, what was typed in a form that first asked for that proof.
    """

    __tablename__ = "sign_ins"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id), index=True)
    began_at: Mapped[datetime] = mapped_column(UtcDateTime)
    second_factor_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    proved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    kept_form: Mapped[str | None] = mapped_column(IdentifyingText)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    user: Mapped[User] = relationship(lazy="joined")


class Invitation(Model):
    """A link by which a new user sets a password. Only its hash is kept; it works once."""

    __tablename__ = "invitations"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id), index=True)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    user: Mapped[User] = relationship(lazy="joined")


class Guess(Model):
    """One failed try at a password or a code, counted over all workers. `who` is a keyed digest."""

    __tablename__ = "guesses"

    id: Mapped[int] = mapped_column(primary_key=True)
    who: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (Index("ix_guesses_who_kind_at", "who", "kind", "at"),)
