"""The spotlight of a quarterly report: one type of death looked at closely, another each quarter."""

from collections.abc import Mapping
from types import MappingProxyType

from dhp.calendar import quarter
from dhp.definitions import DeathType
from dhp.reports.contents.contents import Brief, Maker
from dhp.reports.contents.tables import people
from dhp.statistics.tables import Table

MONTHS = 36
_TURNS: Mapping[str, DeathType] = MappingProxyType(
    {
        "Q1": DeathType.AFH,
        "Q2": DeathType.SVSDA,
        "Q3": DeathType.CHILD,
        "Q4": DeathType.UNEXPECTED,
    }
)


def turn_of(brief: Brief) -> DeathType:
    """The type of death whose turn it is in the quarter of the report."""
    return _TURNS[quarter(brief.period.end)[-2:]]


def ages(brief: Brief) -> Table:
    """The victims by age and sex."""
    return people.ages_of({"type": turn_of(brief).value}, MONTHS)(brief)


def share_of(name: str) -> Maker:
    """The deaths with each answer to `name`."""

    def make(brief: Brief) -> Table:
        return people.share_of(name, MONTHS, {"type": turn_of(brief).value})(brief)

    return make
