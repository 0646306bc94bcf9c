"""The tables of coding: who reads which case, what they marked, what was decided, and their limits."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dhp.accounts.models import User
from dhp.calendar import now
from dhp.cases.models import Answer, Case
from dhp.coding.codebook.models import Code, CodebookVersion
from dhp.coding.passes.rules import PassKind, PassState, Polarity, Ruling
from dhp.column_types import UtcDateTime, Vocabulary
from dhp.extensions import Model
from dhp.references import new_reference
from dhp.sealing.case_text import CaseText

_NOT_SKIPPED = "state <> 'skipped'"
_STANDING = "removed_at IS NULL"


class CodingPass(Model):
    """One coder's reading of one case. Who passes a case on leaves a row that is skipped.

    A case that two people code has a first and a second pass from the beginning; nobody is asked to
    read what others could see already. `assigned_by` is a user's reference; `version_id` the codebook
    that was in force when the reading was finished.
    """

    __tablename__ = "coding_passes"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True, default=new_reference)
    case_id: Mapped[int] = mapped_column(ForeignKey(Case.id))
    coder_id: Mapped[int] = mapped_column(ForeignKey(User.id), index=True)
    kind: Mapped[PassKind] = mapped_column(Vocabulary(PassKind))
    state: Mapped[PassState] = mapped_column(Vocabulary(PassState), default=PassState.ASSIGNED)
    version_id: Mapped[int | None] = mapped_column(ForeignKey(CodebookVersion.id))
    assigned_by: Mapped[str] = mapped_column(String(40))
    assigned_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    case: Mapped[Case] = relationship(lazy="joined", innerjoin=True)
    coder: Mapped[User] = relationship()

    __table_args__ = (
        Index("ix_coding_passes_case_id", "case_id", "kind", "state"),
        Index(
            "uq_coding_passes_reading",
            *("case_id", "kind"),
            unique=True,
            sqlite_where=text(f"{_NOT_SKIPPED} AND kind IN ('first', 'second')"),
            postgresql_where=text(f"{_NOT_SKIPPED} AND kind IN ('first', 'second')"),
        ),
        Index(
            "uq_coding_passes_coder",
            *("case_id", "coder_id"),
            unique=True,
            sqlite_where=text(_NOT_SKIPPED),
            postgresql_where=text(_NOT_SKIPPED),
        ),
        CheckConstraint("(state IN ('locked', 'skipped')) = (ended_at IS NOT NULL)", name="ended"),
        CheckConstraint(
            "(state = 'locked') = (version_id IS NOT NULL)", name="locked_at_a_version"
        ),
    )


class Mark(Model):
    """One code on a span of one stored text, or on the whole case. Never changed, only taken away.

    `starts` and `ends` count Unicode code points of the text in the answer's row as it was stored;
    `quote` keeps the words. A mark on the whole case has none of these. `recoded_at` is when its coder
    chose among the parts of its code, which was split; the marks chosen then name it as what they
    follow.
    """

    __tablename__ = "coding_marks"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True, default=new_reference)
    pass_id: Mapped[int] = mapped_column(ForeignKey(CodingPass.id))
    case_id: Mapped[int] = mapped_column(ForeignKey(Case.id))
    answer_id: Mapped[int | None] = mapped_column(ForeignKey(Answer.id))
    starts: Mapped[int | None]
    ends: Mapped[int | None]
    quote: Mapped[str | None] = mapped_column(CaseText)
    code_id: Mapped[int] = mapped_column(ForeignKey(Code.id))
    version_id: Mapped[int] = mapped_column(ForeignKey(CodebookVersion.id))
    polarity: Mapped[Polarity] = mapped_column(Vocabulary(Polarity), default=Polarity.PRESENT)
    memo: Mapped[str | None] = mapped_column(CaseText)
    unsure: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    recoded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("coding_marks.id"))

    __table_args__ = (
        CheckConstraint(
            "(answer_id IS NULL) = (starts IS NULL) AND (starts IS NULL) = (ends IS NULL) "
            "AND (answer_id IS NULL) = (quote IS NULL)",
            name="span_or_whole_case",
        ),
        CheckConstraint("starts >= 0 AND starts < ends", name="span_in_order"),
        Index("ix_coding_marks_case_id", "case_id", "code_id"),
        Index(
            "uq_coding_marks_span",
            *("pass_id", "answer_id", "starts", "ends", "code_id"),
            unique=True,
            sqlite_where=text(f"{_STANDING} AND answer_id IS NOT NULL"),
            postgresql_where=text(f"{_STANDING} AND answer_id IS NOT NULL"),
        ),
        Index(
            "uq_coding_marks_case",
            *("pass_id", "code_id"),
            unique=True,
            sqlite_where=text(f"{_STANDING} AND answer_id IS NULL"),
            postgresql_where=text(f"{_STANDING} AND answer_id IS NULL"),
        ),
    )


class Decision(Model):
    """What a third person decided where two readings use a code differently; never changed.

    The readings stay as they are. With `teaches` the reason is shown beside the code in the
    codebook, without the case.
    """

    __tablename__ = "coding_decisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    pass_id: Mapped[int] = mapped_column(ForeignKey(CodingPass.id))
    case_id: Mapped[int] = mapped_column(ForeignKey(Case.id))
    code_id: Mapped[int] = mapped_column(ForeignKey(Code.id), index=True)
    ruling: Mapped[Ruling] = mapped_column(Vocabulary(Ruling))
    reason: Mapped[str] = mapped_column(CaseText)
    teaches: Mapped[bool] = mapped_column(default=False)
    decided_by: Mapped[str] = mapped_column(String(40))
    decided_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    __table_args__ = (Index("uq_coding_decisions_code", "case_id", "code_id", unique=True),)


class CodingLimit(Model):
    """How many cases a person wants to open in one day at most: their own choice, for them alone."""

    __tablename__ = "coding_limits"

    user_id: Mapped[int] = mapped_column(ForeignKey(User.id), primary_key=True)
    most: Mapped[int]

    __table_args__ = (CheckConstraint("most > 0", name="one_at_least"),)
