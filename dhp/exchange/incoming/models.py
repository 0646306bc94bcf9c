"""Files that were taken in to be looked at, until somebody confirms them or a day has passed."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from dhp.accounts.models import User
from dhp.calendar import now
from dhp.column_types import IdentifyingText, UtcDateTime
from dhp.extensions import Model
from dhp.references import new_reference


class ImportFile(Model):
    """One table as it was read, for whoever took it in and nobody else.

    `content` is JSON of the table; it is emptied when the file is confirmed. `run` is then the
    reference of the import, and `kept` counts what it kept. The name of a file may name a person.
    """

    __tablename__ = "import_files"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True, default=new_reference)
    scheme: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(IdentifyingText)
    content: Mapped[str] = mapped_column(IdentifyingText)
    taken_by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    taken_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    run: Mapped[str | None] = mapped_column(String(20))
    kept: Mapped[int] = mapped_column(default=0)

    __table_args__ = (Index("ix_import_files_taken_by_id", "taken_by_id"),)
