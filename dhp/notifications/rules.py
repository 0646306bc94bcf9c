"""The life of a notification: its statuses, who moves it, and whether a move is allowed now."""

from dataclasses import dataclass

from dhp.accounts.permissions import Permission
from dhp.errors import Refused
from dhp.worded import PlainWorded


class Status(PlainWorded):
    """Where a notification stands."""

    DRAFT = "draft"
    SENT = "sent"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Move:
    """One move: from where, to where, who may make it, whether a reason is asked, and its words.

    `done` completes "This notification cannot be ...".
    """

    name: str
    since: tuple[Status, ...]
    to: Status
    permission: Permission
    reason: bool
    done: str


MOVES = {
    move.name: move
    for move in (
        Move(
            "send", (Status.DRAFT, Status.RETURNED), Status.SENT, Permission.NOTIFY, False, "sent"
        ),
        Move(
            "return",
            (Status.SENT,),
            Status.RETURNED,
            Permission.ACCEPT_NOTIFICATIONS,
            True,
            "returned",
        ),
        Move(
            "accept",
            (Status.SENT,),
            Status.ACCEPTED,
            Permission.ACCEPT_NOTIFICATIONS,
            False,
            "accepted",
        ),
        Move(
            "withdraw",
            (Status.DRAFT, Status.SENT, Status.RETURNED),
            Status.WITHDRAWN,
            Permission.NOTIFY,
            True,
            "withdrawn",
        ),
    )
}

EDITABLE = (Status.DRAFT, Status.RETURNED)

# Who must act next, in the words of a work list.
NEXT = {
    Status.DRAFT: "Force: send",
    Status.SENT: "Unit: accept or return",
    Status.RETURNED: "Force: complete and send again",
    Status.ACCEPTED: "",
    Status.WITHDRAWN: "",
}


def check_move(name: str, status: Status) -> Move:
    """The move `name` if a notification of `status` allows it; raises `Refused` with the reason."""
    move = MOVES[name]
    if status not in move.since:
        raise Refused(
            f"This notification is {status.value}, so it cannot be {move.done}. "
            "Open it again to see what has happened."
        )
    return move


def check_editable(status: Status) -> None:
    """Raise `Refused` unless a notification of `status` may still be changed by its force."""
    if status not in EDITABLE:
        raise Refused(f"This notification is {status.value} and can no longer be changed.")
