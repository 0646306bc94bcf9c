"""A date known to the year, the month or the day."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from dhp.calendar.formats import MONTHS, long_date
from dhp.calendar.periods import month_days

_WRITTEN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_DECEMBER = 12


class Precision(StrEnum):
    """How much of a date is known."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


@dataclass(frozen=True)
class PartialDate:
    """A year, perhaps a month, perhaps a day. Raises ValueError for a date in no calendar."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        """Refuse a day without its month, and a date that is in no calendar."""
        if self.month is None and self.day is not None:
            raise ValueError("Give the month as well as the day.")
        try:
            date(self.year, self.month or 1, self.day or 1)
        except ValueError as error:
            raise ValueError("Give a real date: check the year, month and day.") from error
        if self.month == 0 or self.day == 0:
            raise ValueError("Give a real date: months and days start at 1.")

    @staticmethod
    def parse(text: str) -> "PartialDate":
        """Read "2021", "2021-03" or "2021-03-09". Raises ValueError for anything else."""
        return _parsed(text)

    @property
    def precision(self) -> Precision:
        """What is known: the year, the month or the day."""
        if self.month is None:
            return Precision.YEAR
        return Precision.MONTH if self.day is None else Precision.DAY

    @property
    def iso(self) -> str:
        """As it is stored and exchanged; `parse` reads it back."""
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    @property
    def shown(self) -> str:
        """As people read it: "2021", "March 2021" or "9 March 2021"."""
        if self.month is None:
            return str(self.year)
        return (
            f"{MONTHS[self.month - 1]} {self.year}" if self.day is None else long_date(self.first)
        )

    @property
    def first(self) -> date:
        """The earliest day it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The latest day it can mean."""
        if self.day is not None:
            return self.first
        return month_days(date(self.year, self.month or _DECEMBER, 1))[1]


@lru_cache(maxsize=16_384)  # a report reads the same days for one table after another
def _parsed(text: str) -> PartialDate:
    written = _WRITTEN.fullmatch(text)
    if written is None:
        raise ValueError("Write a date as 2021, 2021-03 or 2021-03-09.")
    year, month, day = (None if part is None else int(part) for part in written.groups())
    return PartialDate(year or 0, month, day)
