"""The table of what administrators ask of a lead: access to deaths needs two people."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dhp.accounts.models import Region, RegionSystem, User
from dhp.calendar import now
from dhp.column_types import IdentifyingText, UtcDateTime, Vocabulary
from dhp.extensions import Model
from dhp.references import new_reference
from dhp.worded import Worded


class Asked(Worded):
    """What is asked for somebody."""

    label: str

    JOIN = "join", "To let this person in"
    ENABLE = "enable", "To enable this account again"
    REGION = "region", "To give this person another region"
    SECOND_FACTOR = "second factor", "To set up a new authenticator"


class Approval(Model):
    """One thing that an administrator asked of a lead about an account, and the lead's decision.

    Both are kept by reference and name. The region is the one that is asked for, if any.
    """

    __tablename__ = "approvals"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True, default=new_reference)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id), index=True)
    kind: Mapped[Asked] = mapped_column(Vocabulary(Asked))
    region_system: Mapped[RegionSystem | None] = mapped_column(Vocabulary(RegionSystem))
    region_name: Mapped[str | None] = mapped_column(String(60))
    asked_by: Mapped[str] = mapped_column(String(40))
    asked_by_name: Mapped[str] = mapped_column(IdentifyingText)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    agreed: Mapped[bool | None]
    decided_by: Mapped[str | None] = mapped_column(String(40))
    decided_by_name: Mapped[str | None] = mapped_column(IdentifyingText)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    user: Mapped[User] = relationship(lazy="joined")

    __table_args__ = (
        CheckConstraint("decided_by <> asked_by", name="decided_by_another"),
        CheckConstraint(
            "(agreed IS NULL) = (decided_at IS NULL) AND (agreed IS NULL) = (decided_by IS NULL)",
            name="decided_by_somebody",
        ),
        CheckConstraint("(kind = 'region') = (region_name IS NOT NULL)", name="region_if_asked"),
        Index(
            "uq_approvals_waiting",
            *("user_id", "kind"),
            unique=True,
            sqlite_where=text("agreed IS NULL"),
            postgresql_where=text("agreed IS NULL"),
        ),
    )

    @property
    def region(self) -> Region | None:
        """The region that is asked for."""
        if self.region_system is None or self.region_name is None:
            return None
        return Region(self.region_system, self.region_name)
