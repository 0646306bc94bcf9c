"""Warnings that somebody looked at again and kept: which check, about which answers, who, when, why."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import now
from dhp.cases.models import Case
from dhp.column_types import UtcDateTime
from dhp.dictionary.checks import Finding
from dhp.extensions import Model, db
from dhp.sealing.case_text import CaseText


class KeptWarning(Model):
    """That a person said of a warning that the answers are right. Append-only.

    It holds as long as none of the answers in `columns` (names parted by spaces) changes: it was said
    of those, so a newer answer ends it. `kept_by` is a user's reference.
    """

    __tablename__ = "kept_warnings"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey(Case.id))
    code: Mapped[str] = mapped_column(String(60))
    columns: Mapped[str] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(CaseText)
    kept_by: Mapped[str] = mapped_column(String(40))
    kept_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    __table_args__ = (Index("ix_kept_warnings_case_id", "case_id", "code"),)


def keep(case: Case, warnings: Iterable[Finding], reason: str, *, by: trail.Actor) -> None:
    """Record that `by` looked again at `warnings` of `case` and says that the answers are right.

    Call it after the answers are recorded, in the same transaction.
    """
    found = list(warnings)
    if not found:
        return
    at = now()
    for one in found:
        kept = KeptWarning(case_id=case.id, code=one.code, columns=" ".join(one.columns))
        kept.reason, kept.kept_by, kept.kept_at = reason.strip() or None, by.ref, at
        db.session.add(kept)
    db.session.flush()
    trail.record(
        Act.WARNINGS_KEPT,
        by=by,
        about=case.ref,
        force=case.force.code if case.force else None,
        checks=sorted({one.code for one in found}),
    )
