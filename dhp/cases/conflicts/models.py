"""The table of conflicts of interest that the unit declared before opening a case."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dhp.accounts.models import User
from dhp.calendar import now
from dhp.cases.models import Case
from dhp.column_types import UtcDateTime, Vocabulary
from dhp.extensions import Model
from dhp.references import new_reference
from dhp.worded import Worded

_STANDS = "ended_at IS NULL"


class Tie(Worded):
    """What ties a person of the unit to somebody in a death. No more is asked, and no name."""

    label: str

    FAMILY = "family", "Somebody in it is a relative of mine, or was"
    KNOWN = "known", "I know somebody in it"
    WORK = "work", "I worked with somebody in it, or on it for the police"
    OTHER = "other", "Another reason"


class Conflict(Model):
    """That a coder or a lead must not read a case, nor any other death of its event, until a lead ends it."""

    __tablename__ = "conflicts"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True, default=new_reference)
    case_id: Mapped[int] = mapped_column(ForeignKey(Case.id))
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id), index=True)
    tie: Mapped[Tie] = mapped_column(Vocabulary(Tie))
    declared_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    ended_by: Mapped[str | None] = mapped_column(String(40))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    case: Mapped[Case] = relationship(lazy="joined", innerjoin=True)
    user: Mapped[User] = relationship(lazy="joined", innerjoin=True)

    __table_args__ = (
        CheckConstraint("(ended_by IS NULL) = (ended_at IS NULL)", name="ended_by_somebody"),
        Index(
            "uq_conflicts_standing",
            *("case_id", "user_id"),
            unique=True,
            sqlite_where=text(_STANDS),
            postgresql_where=text(_STANDS),
        ),
    )
