"""The small vocabularies of readings and marks, and whether a pass in its state allows an act."""

from enum import StrEnum

from dhp.errors import DomainError, Refused
from dhp.worded import PlainWorded, Worded


class PassKind(StrEnum):
    """Why a case is read. Coders are never told which: a calibration case looks like any other."""

    FIRST = "first"
    SECOND = "second"
    CALIBRATION = "calibration"
    ADJUDICATION = "adjudication"


READINGS = (PassKind.FIRST, PassKind.SECOND)


class PassState(Worded):
    """Where one coder's reading of a case stands."""

    label: str

    ASSIGNED = "assigned", "To do"
    OPEN = "open", "Begun"
    LOCKED = "locked", "Finished"
    SKIPPED = "skipped", "Passed on"


UNFINISHED = (PassState.ASSIGNED, PassState.OPEN)


class Polarity(PlainWorded):
    """In which way a code holds for a case. Without a mark nothing is said, least of all "absent"."""

    PRESENT = "present"
    ABSENT = "absent though expected"
    GOOD = "good practice"
    CANNOT_TELL = "cannot tell"


class Ruling(Worded):
    """What an adjudicator decides where two readings of a case use a code differently."""

    label: str

    FIRST = "first", "As reading A has it"
    SECOND = "second", "As reading B has it"
    BOTH = "both", "Both hold"
    NEITHER = "neither", "The code does not hold"


def check_opens(state: PassState) -> None:
    """Raise `Refused` unless the narrative of a pass in `state` may be opened to code it."""
    if state is PassState.SKIPPED:
        raise Refused("You passed this case on. There is nothing left to do.")


def check_marks(state: PassState) -> None:
    """Raise `Refused` unless marks may be set and taken away in a pass of this state."""
    if state is PassState.LOCKED:
        raise Refused("You have finished this case, so its marks cannot be changed any more.")
    if state is not PassState.OPEN:
        raise Refused("Open the narrative of this case first.")


def check_skips(state: PassState) -> None:
    """Raise `Refused` unless a pass in this state may be passed on. No reason is ever asked."""
    if state not in UNFINISHED:
        raise Refused("This case is finished or passed on already. There is nothing left to do.")


def check_locks(state: PassState) -> None:
    """Raise `Refused` unless a pass in this state may be finished."""
    if state is not PassState.OPEN:
        raise Refused("Open the narrative and read it before you finish this case.")


def check_third_person(adjudicator: int, coders: tuple[int, ...]) -> None:
    """Raise `Refused` where the adjudicator, by id, read the case as one of its coders."""
    if adjudicator in coders:
        raise Refused("You coded this case yourself. Somebody else has to adjudicate it.")


def check_span(starts: int, ends: int, length: int) -> None:
    """Raise `DomainError` unless the span, in code points, lies in a text of `length`."""
    if not 0 <= starts < ends <= length:
        raise DomainError("Select the words in the text again: the selection did not arrive.")


def check_limit(limit: int | None, opened_today: int) -> None:
    """Raise `Refused` where the person has opened as many cases today as they wanted to."""
    if limit is not None and opened_today >= limit:
        cases = "1 case" if limit == 1 else f"{limit} cases"
        raise Refused(
            f"You wanted to open at most {cases} a day, and have. The rest can wait until tomorrow; "
            "you can change the limit at any time."
        )
