"""The log of signals: each with the rule that fired, what a person made of it, and its end."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Float, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dhp.calendar import now
from dhp.column_types import IdentifyingText, UtcDateTime, Vocabulary
from dhp.extensions import Model
from dhp.references import new_reference
from dhp.worded import Worded


class SignalStatus(StrEnum):
    """Where a signal stands."""

    OPEN = "open"
    REVIEWED = "reviewed"
    WITHDRAWN = "withdrawn"


class Outcome(Worded):
    """What a person made of a signal. The list is closed: a report says these words."""

    label: str

    CHANCE = "chance", "Chance: nothing else explains it"
    LATE_BATCH = "late-batch", "Data: a late batch, several deaths of earlier weeks sent at once"
    DUPLICATE = "duplicate", "Data: a death was counted twice"
    CODING = "coding", "Data: how deaths were classified"
    ONE_INCIDENT = "one-incident", "Several deaths of one incident"
    REAL = "real", "Real change worth looking at"


class Signal(Model):
    """One figure that left its limits in one period, as known at `as_at`.

    `rule` and `version` name what fired, `measure`, `group_by` and `group_key` the figure; `figure`
    and `false_alarms` are the words said of them then. `over` is false where it lies below its limit.
    `seen` is what the rule looked at, as JSON: pairs of a label and a number. A withdrawn signal
    keeps its reviews; `withdrawn_as_at` is the instant whose knowledge ended it.
    """

    __tablename__ = "signals"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True, default=new_reference)
    rule: Mapped[str] = mapped_column(String(40))
    version: Mapped[int]
    measure: Mapped[str] = mapped_column(String(40))
    group_by: Mapped[str] = mapped_column(String(40))
    group_key: Mapped[str] = mapped_column(String(80))
    figure: Mapped[str] = mapped_column(String(200))
    period_from: Mapped[date]
    period_to: Mapped[date]
    observed: Mapped[float] = mapped_column(Float)
    expected: Mapped[float] = mapped_column(Float)
    limit_at: Mapped[float] = mapped_column(Float)
    over: Mapped[bool]
    false_alarms: Mapped[str] = mapped_column(String(300))
    seen: Mapped[str] = mapped_column(Text)
    as_at: Mapped[datetime] = mapped_column(UtcDateTime)
    raised_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    status: Mapped[SignalStatus] = mapped_column(
        Vocabulary(SignalStatus), default=SignalStatus.OPEN
    )
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_as_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_because: Mapped[str | None] = mapped_column(String(300))

    reviews: Mapped[list["SignalReview"]] = relationship(order_by="SignalReview.id")

    __table_args__ = (
        UniqueConstraint("rule", "version", "group_by", "group_key", "period_to"),
        CheckConstraint(
            "(status = 'withdrawn') = (withdrawn_at IS NOT NULL) "
            "AND (withdrawn_at IS NULL) = (withdrawn_because IS NULL) "
            "AND (withdrawn_at IS NULL) = (withdrawn_as_at IS NULL)",
            name="withdrawn_has_reason",
        ),
        CheckConstraint("period_from <= period_to", name="period_in_order"),
        Index("ix_signals_status_as_at", "status", "as_at"),
    )


class SignalReview(Model):
    """What one person made of a signal, with a reason. Only added to: the last one stands.

    The reviewer is kept by reference and name.
    """

    __tablename__ = "signal_reviews"

    id: Mapped[int] = mapped_column(primary_key=True)
    signal_id: Mapped[int] = mapped_column(ForeignKey(Signal.id))
    outcome: Mapped[Outcome] = mapped_column(Vocabulary(Outcome))
    judgement: Mapped[str] = mapped_column(IdentifyingText)
    reviewed_by: Mapped[str] = mapped_column(String(40))
    reviewed_by_name: Mapped[str] = mapped_column(IdentifyingText)
    reviewed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    __table_args__ = (Index("ix_signal_reviews_signal_id", "signal_id"),)
