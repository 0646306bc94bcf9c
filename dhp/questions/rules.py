"""The life of a question: its statuses, who moves it, why it may end, and what a reply needs."""

from dataclasses import dataclass

from dhp.accounts.permissions import Permission
from dhp.errors import DomainError, Refused, Stale
from dhp.worded import PlainWorded, Worded


class Status(PlainWorded):
    """Where a question stands."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class ReplyKind(Worded):
    """What a force replies: another answer, that the answer is right, or that nobody can know."""

    label: str

    VALUE = "value", "Gave an answer"
    RIGHT = "right", "The answer is right as it stands"
    CANNOT_KNOW = "cannot be known", "This cannot be known"
    WORDS = "words", "Answered in words"


class Closing(Worded):
    """Why a question ended."""

    label: str

    ANSWERED = "answered", "Answered"
    ASKED_AGAIN = "asked again", "Asked again"
    NOT_NEEDED = "no longer needed", "No longer needed"
    FOUND_ELSEWHERE = "found elsewhere", "Found elsewhere"
    FORCE_CANNOT_SAY = "force cannot say", "The force cannot say"
    OTHER_FORCE = "case with another force", "The case is with another force now"
    ASKED_IN_ERROR = "asked in error", "Asked in error"


@dataclass(frozen=True)
class Move:
    """One move: from where, to where, who may make it, the reasons it may have, and its words.

    `done` completes "This question cannot be ...". Without `reasons` the move ends nothing.
    """

    name: str
    since: Status
    to: Status
    permission: Permission
    done: str
    reasons: tuple[Closing, ...] = ()


_UNIT = Permission.ASK_QUESTIONS
MOVES = {
    move.name: move
    for move in (
        Move("answer", Status.OPEN, Status.ANSWERED, Permission.ANSWER_QUESTIONS, "answered"),
        Move(
            "accept", Status.ANSWERED, Status.CLOSED, _UNIT, "accepted", reasons=(Closing.ANSWERED,)
        ),
        Move(
            "ask again",
            Status.ANSWERED,
            Status.CLOSED,
            _UNIT,
            "asked again",
            reasons=(Closing.ASKED_AGAIN,),
        ),
        Move(
            "close",
            Status.OPEN,
            Status.CLOSED,
            _UNIT,
            "closed",
            reasons=(Closing.NOT_NEEDED, Closing.FOUND_ELSEWHERE, Closing.FORCE_CANNOT_SAY),
        ),
        Move(
            "pass on",
            Status.OPEN,
            Status.CLOSED,
            _UNIT,
            "passed on",
            reasons=(Closing.OTHER_FORCE,),
        ),
        Move(
            "withdraw",
            Status.OPEN,
            Status.WITHDRAWN,
            _UNIT,
            "withdrawn",
            reasons=(Closing.ASKED_IN_ERROR,),
        ),
    )
}

# Who must act next, in the words of a work list.
NEXT = {
    Status.OPEN: "Force: answer",
    Status.ANSWERED: "Unit: accept or ask again",
    Status.CLOSED: "",
    Status.WITHDRAWN: "",
}

# How an unanswered question may end, by the reason that the unit chooses.
ENDINGS = {reason: name for name in ("close", "withdraw") for reason in MOVES[name].reasons}


def check_move(name: str, status: Status) -> Move:
    """The move `name` if a question of `status` allows it; raises `Refused` with the reason."""
    move = MOVES[name]
    if status is not move.since:
        raise Refused(
            f"This question is {status.value}, so it cannot be {move.done}. "
            "Open it again to see what has happened."
        )
    return move


def check_seen(seen: int, present: int) -> None:
    """Raise `Stale` if a question has changed since the version that a person saw."""
    if seen != present:
        raise Stale(
            "Somebody else dealt with this question while you had it open. Nothing of yours was "
            "saved. Read what stands now, and what you typed below it."
        )


def check_reply(kind: ReplyKind, words: str, *, on_an_answer: bool, recorded: bool) -> None:
    """Raise `DomainError` unless a reply of `kind` fits and has the `words` that it needs.

    `on_an_answer` is false for a question about the whole case; `recorded` says whether there is
    an answer yet that could be right.
    """
    about_answer = kind in (ReplyKind.VALUE, ReplyKind.RIGHT)
    if about_answer is not on_an_answer and kind is not ReplyKind.CANNOT_KNOW:
        raise DomainError("Choose one of the ways to answer that the page shows.")
    if kind is ReplyKind.RIGHT and not recorded:
        raise DomainError("There is no answer yet that could be right. Give the answer instead.")
    if kind is not ReplyKind.VALUE and not words:
        message, field = _MISSING[kind]
        raise DomainError(message, field)


_MISSING = {
    ReplyKind.RIGHT: ("Say how you know that the answer is right.", "right"),
    ReplyKind.CANNOT_KNOW: ("Say why this cannot be known.", "unknown"),
    ReplyKind.WORDS: ("Write the answer.", "words"),
}
