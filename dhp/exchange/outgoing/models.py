"""What is remembered of each export: who, when, what for, how much, and the digest of the file."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from dhp.calendar import now
from dhp.column_types import IdentifyingText, UtcDateTime
from dhp.extensions import Model
from dhp.references import new_reference


class Export(Model):
    """One file that was made. The file itself is not kept.

    `parts` names its tables with a space between, `rows` counts what was in them together, `cases`
    the deaths, `restricted` those of them that are restricted. `digest` is the SHA-256 of the bytes
    in hexadecimal. `made_by` is a user's reference.
    """

    __tablename__ = "exports"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True, default=new_reference)
    made_by: Mapped[str] = mapped_column(String(40))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True)
    purpose: Mapped[str] = mapped_column(IdentifyingText)
    parts: Mapped[str] = mapped_column(String(200))
    form: Mapped[str] = mapped_column(String(10))
    identifying: Mapped[bool]
    rows: Mapped[int]
    cases: Mapped[int]
    restricted: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))

    @property
    def filename(self) -> str:
        """What the file is called: nothing of a person or a force."""
        return f"export-{self.ref}.{'zip' if self.form == 'csv' else self.form}"
