"""Where alerts and recommendations stand, who may move them, and whether an act is allowed now."""

from dataclasses import dataclass
from datetime import date, timedelta

from dhp.errors import DomainError, Refused, Stale
from dhp.worded import PlainWorded, Worded

ALERT_DAYS = 7  # from the day the unit learnt of it to the day the alert is sent


class AlertStatus(PlainWorded):
    """Where an alert stands."""

    DRAFT = "draft"
    WAITING = "to be checked"
    CHECKED = "checked"
    SENT = "sent"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Move:
    """One move of an alert: from where, to where. `done` completes "This alert cannot be ..."."""

    since: tuple[AlertStatus, ...]
    to: AlertStatus
    done: str


_UNSENT = (AlertStatus.DRAFT, AlertStatus.WAITING, AlertStatus.CHECKED)
MOVES = {
    "change": Move(_UNSENT, AlertStatus.DRAFT, "changed"),
    "hand in": Move((AlertStatus.DRAFT,), AlertStatus.WAITING, "handed in"),
    "check": Move((AlertStatus.WAITING,), AlertStatus.CHECKED, "checked"),
    "send back": Move(
        (AlertStatus.WAITING, AlertStatus.CHECKED), AlertStatus.DRAFT, "sent back to its writer"
    ),
    "send": Move((AlertStatus.CHECKED,), AlertStatus.SENT, "sent"),
    "withdraw": Move((*_UNSENT, AlertStatus.SENT), AlertStatus.WITHDRAWN, "withdrawn"),
}


def check_alert_move(name: str, status: AlertStatus) -> Move:
    """The move `name` if an alert of `status` allows it; raises `Refused` with the reason."""
    move = MOVES[name]
    if status not in move.since:
        raise Refused(
            f"This alert is {status.value}, so it cannot be {move.done}. "
            "Open it again to see what has happened."
        )
    return move


def check_second_person(writer: str, checker: str) -> None:
    """Raise `Refused` if whoever wrote an alert last (by reference) would check it."""
    if writer == checker:
        raise Refused("You wrote this alert. Ask another person of the unit to check it.")


class Stage(PlainWorded):
    """Where a recommendation stands as a whole."""

    DRAFT = "draft"
    ISSUED = "issued"
    CLOSED = "closed"


class Closing(Worded):
    """Why a recommendation was closed."""

    label: str

    SETTLED = "settled", "Everybody it is addressed to has done it or said why not"
    REPLACED = "replaced", "Another recommendation takes its place"
    NOT_NEEDED = "not needed", "It is no longer needed"


class Status(Worded):
    """Where one addressee stands with a recommendation, as the unit sets it."""

    symbol: str
    words: str

    ISSUED = "issued", "○", "No answer judged yet"
    ACCEPTED = "accepted", "+", "Accepted"
    PARTLY = "partly accepted", "±", "Partly accepted"
    NOT_ACCEPTED = "not accepted", "×", "Not accepted"
    IN_PROGRESS = "in progress", "…", "In progress"
    DONE = "done", "✓", "Done, evidence seen"
    DONE_UNSEEN = "done without evidence", "✓?", "Said to be done, no evidence seen"

    @property
    def is_settled(self) -> bool:
        """Whether nothing more is awaited, so that it cannot become overdue."""
        return self in SETTLED


STATUSES = {status.value: status for status in Status}
SETTLED = (Status.NOT_ACCEPTED, Status.DONE, Status.DONE_UNSEEN)
UNSETTLED = tuple(status for status in Status if status not in SETTLED)


class Effect(Worded):
    """What an impact check found of the indicator that was named beforehand."""

    label: str

    AS_HOPED = "as hoped", "It moved as hoped, by more than chance explains"
    NO_CHANGE = "no change", "No change beyond chance"
    OTHER_WAY = "other way", "It moved the other way, by more than chance explains"
    CANNOT_TELL = "cannot tell", "Cannot tell: too few cases, or too early"


def days_overdue(due: date, on: date, stage: Stage, status: Status) -> int:
    """By how many days an addressee is overdue on the day `on`; 0 when it is not."""
    if stage is not Stage.ISSUED or status.is_settled:
        return 0
    return max((on - due).days, 0)


def clock_words(learnt: date, sent: date | None, on: date) -> str:
    """How an alert stands with its time, in days in London: "Day 3 of 7", "Sent after 4 days"."""
    limit = learnt + timedelta(days=ALERT_DAYS)
    late = ((sent or on) - limit).days
    ending = f", {_days(late)} late" if late > 0 else ""
    if sent is not None:
        return f"Sent after {_days((sent - learnt).days)}{ending}"
    if late > 0:
        return f"{_days(late).capitalize()} late"
    return "Due today" if late == 0 else f"Day {(on - learnt).days} of {ALERT_DAYS}"


def check_seen(seen: int, present: int) -> None:
    """Raise `Stale` if something has changed since the version that a person saw."""
    if seen != present:
        raise Stale(
            "Somebody else changed this while you had it open. Nothing of yours was saved. Read "
            "what stands now, then try again."
        )


def check_stage(stage: Stage, wanted: Stage, done: str) -> None:
    """Raise `Refused` unless a recommendation is at `wanted`; `done` completes "cannot be ..."."""
    if stage is not wanted:
        raise Refused(
            f"This recommendation is {stage.value}, so it cannot be {done}. "
            "Open it again to see what has happened."
        )


def check_status(status: Status, *, evidence: bool) -> None:
    """Raise `DomainError` unless the unit may set `status`, with or without `evidence` on record."""
    if status is Status.ISSUED:
        raise DomainError("Choose where the addressee stands now.", "status")
    if status is Status.DONE and not evidence:
        raise DomainError(
            "No evidence is on record. Choose “Said to be done, no evidence seen”, or ask for it.",
            "status",
        )


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count:,} days"
