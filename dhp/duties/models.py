"""The table of what was done: one row for each duty and key, for ever."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from dhp.column_types import UtcDateTime
from dhp.duties.duty import LONGEST_KEY, LONGEST_NAME
from dhp.extensions import Model


class DutyDone(Model):
    """That `key` of `duty` was done. The row is written in the transaction that did it."""

    __tablename__ = "duties_done"

    duty: Mapped[str] = mapped_column(String(LONGEST_NAME), primary_key=True)
    key: Mapped[str] = mapped_column(String(LONGEST_KEY), primary_key=True)
    done_at: Mapped[datetime] = mapped_column(UtcDateTime)
