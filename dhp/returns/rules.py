"""Where a return stands, what is said of its lines, and whether an act on it is allowed now."""

from datetime import date
from enum import StrEnum

from dhp.absence import Absence
from dhp.errors import DomainError, Refused, Stale
from dhp.returns.periods import Phase, Rhythm, Terms
from dhp.worded import Worded


def _of(absence: Absence) -> tuple[str, str]:
    return absence.mark, absence.words


class Standing(Worded):
    """What is known of one force and one period. `symbol` and `words` go together, never alone."""

    symbol: str
    words: str
    brief: str

    RUNNING = "running", "·", "Not over yet", "Running"
    AWAITED = "awaited", "○", "Open, not due yet", "Open"
    NOT_RETURNED = "not returned", *_of(Absence.NOT_RETURNED), "Missing"
    CONFIRMED_NONE = "confirmed none", *_of(Absence.CONFIRMED_NONE), "None"
    CONFIRMED = "confirmed", "✓", "Confirmed, with deaths", "Deaths"
    CHANGED = "changed since", "↻", "Changed since it was confirmed", "Changed"
    DISPUTED = "disputed", "?", "Disputed", "Disputed"

    @property
    def is_returned(self) -> bool:
        """Whether the force has returned the period."""
        return self in _RETURNED

    @property
    def absence(self) -> Absence | None:
        """Which kind of nothing it is, if it is one."""
        return {
            Standing.CONFIRMED_NONE: Absence.CONFIRMED_NONE,
            Standing.NOT_RETURNED: Absence.NOT_RETURNED,
        }.get(self)


_RETURNED = {Standing.CONFIRMED_NONE, Standing.CONFIRMED, Standing.CHANGED, Standing.DISPUTED}


class Timing(StrEnum):
    """When a return came. A late one is accepted and marked."""

    ON_TIME = "on time"
    LATE = "late"
    AFTER_CLOSING = "after closing"

    @property
    def label(self) -> str:
        """The timing as a mark; nothing for what came on time."""
        return {"on time": "", "late": "Late", "after closing": "Late, after closing"}[self]


_TIMINGS = {Phase.LATE: Timing.LATE, Phase.CLOSED: Timing.AFTER_CLOSING}


def timing_in(phase: Phase) -> Timing:
    """The timing of a return that came in `phase` of its period."""
    return _TIMINGS.get(phase, Timing.ON_TIME)


def check_open(phase: Phase) -> None:
    """Raise `Refused` while a period is not over: nobody can confirm what may still happen."""
    if phase is Phase.RUNNING:
        raise Refused("This period is not over yet. Return it on or after the day it opens.")


def check_seen(seen: str, present: str) -> None:
    """Raise `Stale` where the return or its deaths changed since the page that a person saw."""
    if seen != present:
        raise Stale(
            "This return changed since you opened the page: a death was added or moved, or a "
            "colleague confirmed it. Nothing of yours was saved. Read the list below and confirm it."
        )


def check_terms(terms: Terms, *, today: date, begun: bool) -> None:
    """Raise `DomainError` for terms that contradict themselves or move a period that has begun.

    `begun` says whether any force has returned anything: before that nothing is moved.
    """
    if begun and terms.since <= today:
        raise DomainError("Choose a day after today: periods that have begun keep theirs.", "since")
    if terms.rhythm.bounds(terms.since)[0] != terms.since:
        first = "the first day of a month" if terms.rhythm is Rhythm.MONTHLY else "a Friday"
        raise DomainError(f"Choose {first}: the first period begins then.", "since")
    if not 1 <= terms.due <= terms.grace <= terms.close:
        raise DomainError(
            "Give working days in order: due first, then late, then closed, each at least 1.", "due"
        )
