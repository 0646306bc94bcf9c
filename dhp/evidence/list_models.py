"""The tables of reconciliation: lists of others, the deaths on them, and what people decided."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dhp.accounts.models import Force
from dhp.calendar import now
from dhp.cases.models import Case
from dhp.column_types import IdentifyingText, UtcDateTime, Vocabulary
from dhp.evidence.rules import Outcome, Reason
from dhp.extensions import Model
from dhp.references import new_reference
from dhp.sealing.case_text import CaseText


class Reconciliation(Model):
    """One list of another body for a period, held against our record.

    `types` are the death types of ours that the list could hold, parted by spaces. While it is closed
    `closed_*` say since when, by whom (a user’s reference) and why.
    """

    __tablename__ = "reconciliations"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True, default=new_reference)
    source_ref: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(200))
    since: Mapped[date]
    until: Mapped[date]
    types: Mapped[str] = mapped_column(String(100))
    opened_by: Mapped[str] = mapped_column(String(40))
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_by: Mapped[str | None] = mapped_column(String(40))
    closed_because: Mapped[str | None] = mapped_column(IdentifyingText)

    __table_args__ = (
        CheckConstraint("since <= until", name="in_order"),
        CheckConstraint(
            "(closed_at IS NULL) = (closed_by IS NULL)"
            " AND (closed_at IS NULL) = (closed_because IS NULL)",
            name="closing_is_whole",
        ),
    )


class ListEntry(Model):
    """One death on a list of others: its row there, its force where known, and what the list tells.

    `told` is a JSON object of texts by column of our dictionary; `their_ref` is their reference.
    """

    __tablename__ = "list_entries"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True, default=new_reference)
    reconciliation_id: Mapped[int] = mapped_column(ForeignKey(Reconciliation.id))
    row: Mapped[int]
    force_id: Mapped[int | None] = mapped_column(ForeignKey(Force.id))
    their_ref: Mapped[str] = mapped_column(IdentifyingText)
    told: Mapped[str] = mapped_column(IdentifyingText)

    force: Mapped[Force | None] = relationship(lazy="joined")

    __table_args__ = (UniqueConstraint("reconciliation_id", "row"),)


class ListDecision(Model):
    """What a person decided of a death on their list, on ours, or on both. Append-only.

    Matched names both; what stands on one list only names one, with a reason; left to the lead
    names an entry. `words` say more.
    """

    __tablename__ = "list_decisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    reconciliation_id: Mapped[int] = mapped_column(ForeignKey(Reconciliation.id))
    entry_id: Mapped[int | None] = mapped_column(ForeignKey(ListEntry.id))
    case_id: Mapped[int | None] = mapped_column(ForeignKey(Case.id), index=True)
    outcome: Mapped[Outcome] = mapped_column(Vocabulary(Outcome))
    reason: Mapped[Reason | None] = mapped_column(Vocabulary(Reason))
    words: Mapped[str | None] = mapped_column(CaseText)
    decided_by: Mapped[str] = mapped_column(String(40))
    decided_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    superseded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        CheckConstraint("entry_id IS NOT NULL OR case_id IS NOT NULL", name="of_something"),
        CheckConstraint(
            "(outcome = 'matched') = (entry_id IS NOT NULL AND case_id IS NOT NULL)",
            name="both_if_matched",
        ),
        CheckConstraint("(outcome = 'one only') = (reason IS NOT NULL)", name="reason_if_one"),
        *(
            Index(
                f"uq_list_decisions_{name}",
                *("reconciliation_id", name),
                unique=True,
                sqlite_where=text(f"superseded_at IS NULL AND {name} IS NOT NULL"),
                postgresql_where=text(f"superseded_at IS NULL AND {name} IS NOT NULL"),
            )
            for name in ("entry_id", "case_id")
        ),
    )
