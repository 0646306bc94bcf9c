"""Whose turn it is: the type of death that a quarterly report looks at closely."""

from collections.abc import Mapping
from types import MappingProxyType

from dhp.calendar import quarter
from dhp.definitions import DeathType
from dhp.reports.contents.contents import Brief

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
