"""When people in England and in Wales had to stay at home in 2020 and 2021.

A lockdown here is a time when staying at home was required or ordered in the whole country, local
rules not counted. First days are those announced or, where later, in force. Each line says whether
its days were read in a source or are general knowledge to be confirmed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType


class Country(StrEnum):
    """Where the death happened."""

    ENGLAND = "england"
    WALES = "wales"


@dataclass(frozen=True)
class Lockdown:
    """One lockdown, from its first to its last day, both included."""

    code: str
    first: date
    last: date
    source: str


_NEWS = "news timelines of March 2021"
_WELSH = "Welsh news and health board pages of October 2020"
_GK = "[general knowledge]"

LOCKDOWNS: Mapping[Country, tuple[Lockdown, ...]] = MappingProxyType(
    {
        Country.ENGLAND: (
            Lockdown(
                "first",
                date(2020, 3, 23),
                date(2020, 5, 31),
                f"first day: {_NEWS}; last day, before leaving home was free again: {_GK}",
            ),
            Lockdown("second", date(2020, 11, 5), date(2020, 12, 1), _NEWS),
            Lockdown(
                "third",
                date(2021, 1, 6),
                date(2021, 3, 28),
                f"first day: {_NEWS}; last day: {_GK}",
            ),
        ),
        Country.WALES: (
            Lockdown(
                "first",
                date(2020, 3, 23),
                date(2020, 5, 31),
                f"first day: {_NEWS}; last day: {_GK}",
            ),
            Lockdown("second", date(2020, 10, 23), date(2020, 11, 8), _WELSH),
            Lockdown("third", date(2020, 12, 20), date(2021, 3, 12), _GK),
        ),
    }
)
