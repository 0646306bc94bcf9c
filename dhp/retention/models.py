"""The table of reviews: what was decided about keeping a case, by whom, and until when."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dhp.calendar import now
from dhp.cases.erasing.models import Erasure
from dhp.cases.models import Case
from dhp.column_types import UtcDateTime, Vocabulary
from dhp.extensions import Model
from dhp.references import new_reference
from dhp.retention.groups import Group
from dhp.retention.rules import Choice, Why
from dhp.sealing.case_text import CaseText


class RetentionReview(Model):
    """One review of a case. Append-only: the latest one stands.

    `due_on` and `why` say what asked for it. A case that is kept is reviewed again on `until`; one
    to be erased has the request that a second lead decides. `reviewed_by` is a user's reference.
    """

    __tablename__ = "retention_reviews"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True, default=new_reference)
    case_id: Mapped[int] = mapped_column(ForeignKey(Case.id), index=True)
    group: Mapped[Group] = mapped_column("review_group", Vocabulary(Group))
    due_on: Mapped[date]
    why: Mapped[Why] = mapped_column(Vocabulary(Why))
    choice: Mapped[Choice] = mapped_column(Vocabulary(Choice))
    reason: Mapped[str] = mapped_column(CaseText)
    until: Mapped[date | None]
    erasure_id: Mapped[int | None] = mapped_column(ForeignKey(Erasure.id), unique=True)
    reviewed_by: Mapped[str] = mapped_column(String(40))
    reviewed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    case: Mapped[Case] = relationship()
    erasure: Mapped[Erasure | None] = relationship(lazy="joined")

    __table_args__ = (
        CheckConstraint("(choice = 'keep') = (until IS NOT NULL)", name="kept_until"),
        CheckConstraint("(choice = 'erase') = (erasure_id IS NOT NULL)", name="erased_by_two"),
    )
