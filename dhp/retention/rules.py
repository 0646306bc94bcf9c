"""When a review of a case falls due, and what a review may decide."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dhp.calendar import london_date
from dhp.errors import DomainError
from dhp.retention.groups import TERMS, Group, years_after
from dhp.worded import Worded

CORRECTED_AFTER_DAYS = (
    28  # an answer that stood so long and is replaced was corrected, not completed
)


class Why(Worded):
    """Why a review falls due, as stored with it."""

    words: str

    YEARS = "years", "The years until the next review are over"
    LONGEST = "longest", "The longest time of its group is over"
    TRIAL = "trial", "A trial ended"
    INQUEST = "inquest", "An inquest ended"
    CORRECTION = "correction", "A fact was corrected"
    REFUSAL = "refusal", "Another lead refused to erase it"
    EARLY = "early", "Somebody reviewed it before it was due"


class Choice(StrEnum):
    """What a review decides."""

    KEEP = "keep"
    ERASE = "erase"

    @property
    def label(self) -> str:
        """The decision in words."""
        return {"keep": "Keep it", "erase": "Erase it"}[self.value]


@dataclass(frozen=True, order=True)
class Due:
    """The day on which a review falls due, and why."""

    on: date
    why: Why


@dataclass(frozen=True)
class Reviewed:
    """The review that stands: when it was, until when it keeps the case, and a refusal after it."""

    at: datetime
    until: date | None
    refused_on: date | None = None


@dataclass(frozen=True)
class Happened:
    """Something that asks for a review, at an instant."""

    at: datetime
    why: Why


def dues(
    received: date, opened: date, group: Group, last: Reviewed | None, events: Iterable[Happened]
) -> tuple[Due, ...]:
    """Every day on which a review of a case falls due, with its reason, the first one first.

    `received` and `opened` are days in London. What happened before the last review is settled by
    it; what the case was opened with is nothing new.
    """
    terms = TERMS[group]
    found = [Due(day, why) for day, why in _of_events(events, opened, last)]
    if last is None:
        found.append(Due(years_after(received, terms.years), Why.YEARS))
    elif last.until is not None:
        found.append(Due(last.until, Why.YEARS))
    if last is not None and last.refused_on:
        found.append(Due(last.refused_on, Why.REFUSAL))
    if terms.longest is not None:
        over = years_after(received, terms.longest)
        if last is None or london_date(last.at) < over:
            found.append(Due(over, Why.LONGEST))
    return tuple(sorted(found))


def _of_events(
    events: Iterable[Happened], opened: date, last: Reviewed | None
) -> Iterable[tuple[date, Why]]:
    for event in events:
        day = london_date(event.at)
        if day > opened and (last is None or event.at > last.at):
            yield day, event.why


def check_review(
    choice: Choice, reason: str, until: date | None, group: Group, today: date
) -> None:
    """Raise `DomainError` for a decision without a reason, or that keeps a case past its group."""
    if not reason.strip():
        raise DomainError("Say why. Name no person.", field="reason")
    check_until(choice, until, group, today)


def check_until(choice: Choice, until: date | None, group: Group, today: date) -> None:
    """Raise `DomainError` for a case kept without a day of its next review, or past its group."""
    if choice is not Choice.KEEP:
        return
    if until is None:
        raise DomainError("Say until when the case is kept.", field="until")
    most = years_after(today, TERMS[group].years)
    if not today < until <= most:
        raise DomainError(
            f"Give a day after today, and not later than {most.day} {most:%B %Y}: then somebody "
            "looks again.",
            field="until",
        )
