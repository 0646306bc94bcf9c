"""The record in words: scopes, places, dates of death and names of answers, alike on every page."""

from datetime import date, datetime
from functools import cache
from typing import Protocol

from dhp.calendar import PartialDate, london_date, month_days, short_date
from dhp.cases.models import Case
from dhp.definitions import Scope
from dhp.dictionary import Column, Given

SCOPE_WORDS = {
    Scope.IN: "In scope",
    Scope.OUT: "Out of scope",
    Scope.CANNOT_TELL: "Cannot tell yet",
}
NOT_JUDGED = "Not yet judged"


class Dated(Protocol):
    """A death whose day lies between two days, as far as they are known."""

    @property
    def died_first(self) -> date | None:
        """The first day on which the person can have died."""

    @property
    def died_last(self) -> date | None:
        """The last day on which the person can have died."""


def scope_words(scope: Scope | None) -> str:
    """A scope as people read it."""
    return NOT_JUDGED if scope is None else SCOPE_WORDS[scope]


def upper(phrase: str) -> str:
    """`phrase` with a capital at its start, whatever stands after."""
    return phrase[:1].upper() + phrase[1:]


def place_words(place: str, suspects: int) -> str:
    """A place as people read it: "Victim", "Suspect" where there is one, else "Suspect 2"."""
    if not place.startswith("suspect"):
        return upper(place)
    return "Suspect" if suspects <= 1 else f"Suspect {place.removeprefix('suspect')}"


def group_of(place: str) -> str:
    """Under whom a place stands on pages: `death` for the death and its incident, else the person."""
    return "death" if place in ("death", "incident") else place


@cache
def answer_words(column: Column, suspects: int) -> str:
    """What an answer is about: "Date of death", "Victim’s age", "Suspect 2’s sex"."""
    return upper(column.phrased(alone=suspects <= 1))


def died_words(case: Dated) -> str:
    """When the person died, as exactly as it is known."""
    first, last = case.died_first, case.died_last
    if first is None or last is None:
        return "Not known"
    if first == last:
        return short_date(first)
    if (first, last) == month_days(first):
        return PartialDate(first.year, first.month).shown
    return str(first.year)


def died_between(given: Given) -> str:
    """The date of death that an answer tells, as exactly as it is known."""
    return PartialDate.parse(given.value).shown if given.value else "Not known"


def london_day(instant: datetime) -> str:
    """The day in London of `instant` (aware), for narrow columns."""
    return short_date(london_date(instant))


def force_words(case: Case) -> str:
    """The force of `case`, or what is known where none is established."""
    return force_or_region(case.force.name if case.force else None, case.region)


def force_or_region(force_name: str | None, region: str | None) -> str:
    """A force, or what is known where none is established."""
    if force_name:
        return force_name
    return f"Not established ({region})" if region else "Not established"
