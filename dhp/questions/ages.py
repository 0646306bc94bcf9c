"""How old questions are, in words and in bands, and how long forces take to answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from dhp.calendar import london_date


@dataclass(frozen=True)
class Band:
    """Ages that are listed together: whole days from `first` to `last`, both included."""

    name: str
    first: int
    last: int | None

    def holds(self, days: int) -> bool:
        """Whether an age of `days` is in it."""
        return self.first <= days and (self.last is None or days <= self.last)


BANDS = (
    Band("0 to 7 days", 0, 7),
    Band("8 to 14 days", 8, 14),
    Band("15 to 28 days", 15, 28),
    Band("Over 28 days", 29, None),
)


def days_between(since: datetime, until: datetime) -> int:
    """Whole days in London from `since` to `until` (both aware); never below 0."""
    return max((london_date(until) - london_date(since)).days, 0)


def age_words(days: int) -> str:
    """An age in whole days as a phrase: "Today", "1 day", "12 days"."""
    if days == 0:
        return "Today"
    return "1 day" if days == 1 else f"{days:,} days"


def band_of(days: int) -> Band:
    """The band of an age in whole days."""
    return next(band for band in BANDS if band.holds(days))


def in_bands(ages: Iterable[int]) -> dict[str, int]:
    """How many of `ages`, in whole days, are in each band, by the band's name."""
    found = [band_of(days).name for days in ages]
    return {band.name: found.count(band.name) for band in BANDS}


def median_days(spans: Iterable[tuple[datetime, datetime]]) -> float | None:
    """The median of whole days from asked to answered; None where nothing was answered."""
    days = [days_between(asked, answered) for asked, answered in spans]
    return float(median(days)) if days else None
