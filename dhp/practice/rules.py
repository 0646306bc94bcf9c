"""What an entry of the library may be called, who may change it when, and when it is looked at again."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from dhp.errors import DomainError, Refused

USUAL_REVIEW = timedelta(days=365)  # after a judgement
_LATEST_REVIEW = timedelta(days=3 * 366)


class Status(StrEnum):
    """Where an entry stands."""

    WAITING = "waiting"
    LISTED = "listed"
    DECLINED = "declined"


class Label(StrEnum):
    """What evidence says of a practice, the strongest first."""

    WORKED = "worked"
    PROMISING = "promising"
    MIXED = "mixed"
    NEW = "new"
    DID_NOT_WORK = "did not work"


class Standing(StrEnum):
    """What a force does with a practice."""

    USING = "using"
    ADAPTING = "adapting"
    TRIED = "tried"
    DROPPED = "dropped"


STATUSES: Mapping[Status, str] = MappingProxyType(
    {
        Status.WAITING: "Waits for review",
        Status.LISTED: "In the library",
        Status.DECLINED: "Not taken up",
    }
)
# Each label with what it claims.
LABELS: Mapping[Label, tuple[str, str]] = MappingProxyType(
    {
        Label.WORKED: ("Worked", "An evaluation found the change that was wanted."),
        Label.PROMISING: ("Promising", "First results point the right way. More are needed."),
        Label.MIXED: ("Mixed", "It helped in some places or for some people, and not in others."),
        Label.NEW: ("New", "Nobody can tell yet whether it helps."),
        Label.DID_NOT_WORK: ("Did not work", "It was tried and did not bring what was wanted."),
    }
)
STANDINGS: Mapping[Standing, str] = MappingProxyType(
    {
        Standing.USING: "Using it",
        Standing.ADAPTING: "Adapting it",
        Standing.TRIED: "Tried it",
        Standing.DROPPED: "Dropped it",
    }
)


def may_revise(status: Status, *, reviewer: bool) -> bool:
    """Whether the words of an entry may be changed now, by somebody who looks after it."""
    return reviewer or status is not Status.LISTED


def check_revision(status: Status, *, reviewer: bool) -> None:
    """Raise `Refused` where `may_revise` says no."""
    if not may_revise(status, reviewer=reviewer):
        raise Refused("This entry was reviewed and is in the library. Ask the lead to change it.")


def after_revision(status: Status) -> Status:
    """Where an entry stands once its words changed: what was not taken up waits again."""
    return Status.WAITING if status is Status.DECLINED else status


def check_reviewer(reviewer: str, author: str) -> None:
    """Raise `Refused` where a person, by reference, would review their own words."""
    if reviewer == author:
        raise Refused("You wrote what stands here. Another lead has to review it.")


def check_review_day(day: date | None, today: date) -> None:
    """Raise `DomainError` for a day of review that is missing, over or too far off to be meant."""
    if day is None:
        raise DomainError("Enter the day on which to look at it again.", "review_on")
    if not today < day <= today + _LATEST_REVIEW:
        raise DomainError("The day of review must be after today, within 3 years.", "review_on")


def check_past(day: date, today: date, field: str) -> None:
    """Raise `DomainError`, beside `field`, for a day still to come."""
    if day > today:
        raise DomainError("The day must not be in the future.", field)
