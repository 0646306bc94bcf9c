"""What a stage is called, what may be done with it, and whether that is allowed now."""

from enum import StrEnum

from dhp.dictionary import Stage, State
from dhp.errors import Absent, DomainError, Refused


class Move(StrEnum):
    """What people do with a stage. Time and what arrives open it; nobody does."""

    COMPLETED = "completed"
    REOPENED = "reopened"


class Standing(StrEnum):
    """Where a stage stands."""

    LATER = "not open yet"
    OPEN = "open"
    DONE = "completed"
    NOT_NEEDED = "not needed"


# The stages that a force works through, by their part of an address.
SLUGS = {
    "28-days": Stage.FOLLOW_UP,
    "6-months": Stage.SIX_MONTHS,
    "outcome": Stage.OUTCOME,
}
SLUG_OF = {stage: slug for slug, stage in SLUGS.items()}
TITLES = {
    Stage.NOTICE: "First notice",
    Stage.FOLLOW_UP: "Follow-up after 28 days",
    Stage.SIX_MONTHS: "Follow-up after 6 months",
    Stage.OUTCOME: "Outcome",
}
# What counts as still open: nobody said anything, or somebody said that it is not known yet.
OPEN_STATES = (State.NOT_RECORDED, State.NOT_ASKED, State.NOT_YET_ESTABLISHED)
_ORDER = list(Stage)


def rank(stage: Stage) -> int:
    """The place of `stage` in the course of a case, from 0."""
    return _ORDER.index(stage)


def stage_named(slug: str) -> Stage:
    """The stage with this part of an address; raises `Absent`."""
    if slug not in SLUGS:
        raise Absent
    return SLUGS[slug]


def check_open(standing: Standing) -> None:
    """Raise `Refused` unless a stage that stands so may be worked on now."""
    match standing:
        case Standing.DONE:
            raise Refused(
                "This stage is completed already. To change an answer, open the death and choose "
                "“Correct” beside it."
            )
        case Standing.LATER:
            raise Refused("This stage is not open yet. Open the death to see when it opens.")
        case Standing.NOT_NEEDED:
            raise Refused("The central unit judged this death out of scope. Nothing is asked.")


def check_owner(force_id: int | None, of_user: int | None) -> None:
    """Raise `Refused` unless the force of the user, by their ids, owns the case."""
    if force_id is None or force_id != of_user:
        raise Refused(
            "Another force owns this death now and completes its stages. Open the death to correct "
            "or add an answer."
        )


def check_reopen(stage: Stage, standing: Standing, reason: str) -> None:
    """Raise unless `stage` is completed, so that it can be reopened, and there is a reason."""
    if stage not in SLUG_OF or standing is not Standing.DONE:
        raise Refused("Only a completed stage can be reopened. Read how it stands now.")
    if not reason.strip():
        raise DomainError("Say why the stage is opened again. The force reads this.", "reason")


def check_gap_reason(gaps: int, reason: str) -> None:
    """Raise `DomainError` where questions stay without any answer and nobody says why."""
    if gaps and not reason.strip():
        raise DomainError("Say why some questions are not answered.", "reason")
