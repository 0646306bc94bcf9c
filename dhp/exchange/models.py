"""What is remembered of imports, so that running one again changes nothing."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dhp.cases.models import Case
from dhp.column_types import UtcDateTime
from dhp.extensions import Model


class ImportedRow(Model):
    """One row that became a case.

    `key` names the death in its scheme, `incident` the incident, `digest` what the row said; all
    three are SHA-256 in hexadecimal. `run` is the reference of the import. No file is named: the
    same death from another copy of the file is the same death.
    """

    __tablename__ = "imported_rows"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey(Case.id), unique=True)
    scheme: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(64))
    incident: Mapped[str | None] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))
    run: Mapped[str] = mapped_column(String(20))
    imported_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (
        UniqueConstraint("scheme", "key", "digest"),
        Index("ix_imported_rows_scheme_incident", "scheme", "incident"),
    )
