"""What a weekly figure may be, when it is due, and in which briefing it stands. Knows no row."""

from datetime import date, datetime
from enum import StrEnum

from dhp.absence import Absence
from dhp.calendar import Week, now, reporting_week, week_of
from dhp.errors import Absent, DomainError

HIGHEST = 99_999  # in one force and week; the largest force has some thousands

Figure = int | Absence


class Source(StrEnum):
    """How a figure came in."""

    TYPED = "typed"
    FILE = "file"


def figure_of(count: int | None) -> Figure:
    """The figure that a stored count is: 0 was said by the force, None is what nobody returned."""
    if count is None:
        return Absence.NOT_RETURNED
    return count or Absence.CONFIRMED_NONE


def returned(figure: Figure) -> int | None:
    """The number to add up: 0 for a confirmed none, None for what was not returned."""
    if isinstance(figure, int):
        return figure
    return 0 if figure is Absence.CONFIRMED_NONE else None


def latest_week() -> Week:
    """The latest reporting week that is over: only then are its figures whole."""
    return reporting_week(now()).previous


def week_in(text: str) -> Week:
    """The week that an address names by its Thursday. Raises `Absent`, also for a week not over."""
    try:
        week = week_of(date.fromisoformat(text))
    except ValueError:
        raise Absent from None
    if text != week.end.isoformat() or week > latest_week():
        raise Absent
    return week


def check_week(week: Week) -> None:
    """Raise `DomainError` for a week that still runs: half a week would look like a fall."""
    if week > latest_week():
        raise DomainError("That week is not over. Return its figures from the Friday after it.")


def due_at(week: Week) -> datetime:
    """The cut-off for the figures of `week`: the end of the Thursday after it."""
    return week.next.ends_before


def is_late(week: Week, returned_at: datetime) -> bool:
    """Whether a figure of `week` first came after the cut-off."""
    return returned_at >= due_at(week)


def stands_in(week: Week, returned_at: datetime) -> Week:
    """The reporting week whose briefing first holds a figure of `week` that came at that instant."""
    return max(reporting_week(returned_at), week.next)


def check_count(count: int | None) -> None:
    """Raise `DomainError` for a count that no week has."""
    if count is not None and not 0 <= count <= HIGHEST:
        raise DomainError(f"Enter a whole number from 0 to {HIGHEST:,}.")
