"""The table of invented cases that people practise on, which stands apart from the record."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dhp.accounts.models import User
from dhp.calendar import now
from dhp.coding.passes.rules import PassState
from dhp.column_types import IdentifyingText, UtcDateTime
from dhp.extensions import Model
from dhp.references import new_reference


class CaseRehearsal(Model):
    """The one invented case of one person of the unit: what they decided, asked and marked.

    The case itself is written in `invented`; here is only what somebody did with it. It points to
    nothing of the record. What is typed is kept as if it were of a real death, lest it be. It is
    left out when the record leaves the service.
    """

    __tablename__ = "case_rehearsals"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True, default=new_reference)
    coder_id: Mapped[int] = mapped_column(ForeignKey(User.id), unique=True)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    decision: Mapped[str | None] = mapped_column(IdentifyingText)
    asked: Mapped[str] = mapped_column(IdentifyingText, default="[]")
    marks: Mapped[str] = mapped_column(IdentifyingText, default="[]")
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    coder: Mapped[User] = relationship(lazy="joined")

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = {"info": {"of_the_record": False}}

    @property
    def state(self) -> PassState:
        """Where its coding stands: there is nothing to be given out or passed on."""
        return PassState.OPEN if self.finished_at is None else PassState.LOCKED
