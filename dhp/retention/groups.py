"""The retention groups of cases: how long each is kept before somebody looks at it again, and who says so.

The four groups follow the review schedule for police information in the Authorised Professional
Practice of the College of Policing; which death is of which group is this service's own reading of
it, for the data protection officer to confirm before real data is held.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dhp.definitions import DeathType, Scope

_LEAP_DAY = (2, 29)
_SCHEDULE = "College of Policing, APP on review, retention and disposal: review schedule, "


class Group(StrEnum):
    """A retention group, as stored with a review."""

    ONE = "group 1"
    TWO = "group 2"
    THREE = "group 3"
    OUTSIDE = "outside"


@dataclass(frozen=True)
class Terms:
    """What a group means: `years` between reviews, and `longest` in all, where there is a limit."""

    title: str
    covers: str
    years: int
    longest: int | None
    source: str

    @property
    def words(self) -> str:
        """The terms in a sentence."""
        every = "every year" if self.years == 1 else f"every {self.years} years"
        most = f", and for {self.longest} years at the longest" if self.longest else ""
        return f"Reviewed {every}{most}."


TERMS = {
    Group.ONE: Terms(
        "Group 1: public protection and homicide",
        "Deaths by a partner or a relative, and deaths of children",
        10,
        100,
        _SCHEDULE + "group 1",
    ),
    Group.TWO: Terms(
        "Group 2: other sexual, violent or serious matters",
        "Suspected suicides after domestic abuse",
        10,
        None,
        _SCHEDULE + "group 2",
    ),
    Group.THREE: Terms(
        "Group 3: all other matters",
        "Unexpected deaths, other deaths, and deaths that nobody has classified",
        6,
        None,
        _SCHEDULE + "group 3",
    ),
    Group.OUTSIDE: Terms(
        "Out of scope",
        "Deaths that the unit judged not to belong in the collection",
        1,
        None,
        "This service: what does not belong is kept a year, so that the judgement can be checked",
    ),
}
_OF_TYPE = {
    DeathType.IPH: Group.ONE,
    DeathType.AFH: Group.ONE,
    DeathType.CHILD: Group.ONE,
    DeathType.SVSDA: Group.TWO,
}


def proposed(scope: Scope | None, kind: DeathType) -> Group:
    """The group of a death that was judged so; a person may say another in a review."""
    return Group.OUTSIDE if scope is Scope.OUT else _OF_TYPE.get(kind, Group.THREE)


def years_after(day: date, years: int) -> date:
    """The same day so many years later; 28 February for a leap day that is not there.

    Held at the last year there is.
    """
    year = min(day.year + years, date.max.year)
    if (day.month, day.day) == _LEAP_DAY and not _is_leap(year):
        return date(year, 2, 28)
    return day.replace(year=year)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
