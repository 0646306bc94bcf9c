"""The tables of follow-up: what was done with the stages of a case, and what was looked at again."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dhp.calendar import now
from dhp.cases.models import Case
from dhp.column_types import UtcDateTime, Vocabulary
from dhp.dictionary import Stage
from dhp.extensions import Model
from dhp.followup.rules import Move
from dhp.sealing.case_text import CaseText


class Turn(Model):
    """One completion or one reopening of a stage of a case. Append-only, counted by `number`.

    A stage that nobody completed or reopened has no row: its clock follows from the case alone.
    `due_on` is the day (London) that was due when the stage was completed, `still_open` how many
    questions stayed without an answer. `done_by` is a user's reference.
    """

    __tablename__ = "stage_turns"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey(Case.id))
    stage: Mapped[Stage] = mapped_column(Vocabulary(Stage))
    number: Mapped[int]
    move: Mapped[Move] = mapped_column(Vocabulary(Move))
    due_on: Mapped[date | None]
    still_open: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str | None] = mapped_column(CaseText)
    done_by: Mapped[str] = mapped_column(String(40))
    done_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    __table_args__ = (
        UniqueConstraint("case_id", "stage", "number"),  # of two who complete at once, one does
        CheckConstraint("(move = 'completed') = (due_on IS NOT NULL)", name="due_if_completed"),
    )


class Look(Model):
    """That a force looked at a question and could still not answer it, and when to ask again.

    `column_name` is the name of a column such as `victim.age`. Without `again_on` (a day in London) it
    is asked again at the next stage.
    """

    __tablename__ = "stage_looks"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey(Case.id))
    column_name: Mapped[str] = mapped_column(String(80))
    stage: Mapped[Stage] = mapped_column(Vocabulary(Stage))
    again_on: Mapped[date | None]
    looked_by: Mapped[str] = mapped_column(String(40))
    looked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    __table_args__ = (UniqueConstraint("case_id", "column_name"),)
