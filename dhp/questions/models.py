"""The table of questions that the unit asks forces."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dhp.accounts.models import Force
from dhp.calendar import now
from dhp.cases.models import Case
from dhp.column_types import UtcDateTime, Vocabulary
from dhp.extensions import Model
from dhp.questions.rules import Closing, ReplyKind, Status
from dhp.references import new_reference
from dhp.sealing.case_text import CaseText


class Question(Model):
    """What the unit asks one force about one answer of a case, and what the force replied.

    `about` is the answer's column, such as `victim.age`; empty for the case as a whole. `asked_by`,
    `replied_by` and `closed_by` are users' references. A question asked again or passed on is a new
    one that `follows` the old. `version` travels in the forms.
    """

    __tablename__ = "questions"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True, default=new_reference)
    case_id: Mapped[int] = mapped_column(ForeignKey(Case.id), index=True)
    force_id: Mapped[int] = mapped_column(ForeignKey(Force.id))
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("questions.id"))
    about: Mapped[str] = mapped_column(String(80), default="")
    asked: Mapped[str] = mapped_column(CaseText)
    asked_by: Mapped[str] = mapped_column(String(40))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    status: Mapped[Status] = mapped_column(Vocabulary(Status), default=Status.OPEN)
    reply_kind: Mapped[ReplyKind | None] = mapped_column(Vocabulary(ReplyKind))
    reply: Mapped[str | None] = mapped_column(CaseText)
    replied_by: Mapped[str | None] = mapped_column(String(40))
    replied_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closing: Mapped[Closing | None] = mapped_column(Vocabulary(Closing))
    closed_by: Mapped[str | None] = mapped_column(String(40))
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    case: Mapped[Case] = relationship(lazy="joined", innerjoin=True)
    force: Mapped[Force] = relationship(lazy="joined", innerjoin=True)

    @property
    def waits(self) -> bool:
        """Whether somebody has to act on it: it is not settled, and its case is not erased."""
        return self.status in (Status.OPEN, Status.ANSWERED) and self.case.erased_at is None

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        Index("ix_questions_force_id_status", "force_id", "status", "asked_at"),
        Index("ix_questions_status_asked_at", "status", "asked_at"),
        Index(
            "uq_questions_unsettled",
            *("case_id", "about"),
            unique=True,
            sqlite_where=text("status IN ('open', 'answered')"),
            postgresql_where=text("status IN ('open', 'answered')"),
        ),
    )
