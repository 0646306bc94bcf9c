"""Sending what waits: one message after the other, each claimed, handed over and settled."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import current_app

from dhp.calendar import now
from dhp.mail.claiming import Note, begin_hand_over, claim, drop_old, lapse, settle
from dhp.mail.models import Message, Status
from dhp.mail.smtp import End, Outcome, Server, Tls, hand_over
from dhp.mail.writing import written

FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=5), timedelta(hours=6)
GIVE_UP_AFTER = timedelta(days=3)  # of temporary refusals of one message


@dataclass
class Tally:
    """How many messages one run sent, and how many tries met trouble."""

    sent: int = 0
    troubled: int = 0


def server_of(settings: Mapping[str, Any]) -> Server | None:
    """The mail server of the settings; None where none is set, so that messages wait."""
    if not settings["SMTP_HOST"]:
        return None
    return Server(
        settings["SMTP_HOST"],
        settings["SMTP_PORT"],
        settings["MAIL_FROM"],
        Tls(settings["SMTP_TLS"]),
        settings["SMTP_USER"],
        settings["SMTP_PASSWORD"],
        settings["SMTP_WAIT"],
    )


def send_waiting(note: Note) -> Tally:
    """Send every message that is due. Any number of processes may do so at once.

    `note` is called with each message that was settled, in the same transaction: it records the
    event. Commits at each step. Stops at trouble that every other message would meet too.
    """
    drop_old(note)
    tally, server = Tally(), server_of(current_app.config)
    if server is None:
        return tally
    lapse(note)
    begun = now()
    while message := claim(begun):
        outcome = _send(server, message)
        if outcome.end is not End.NOT_OURS:
            settle(message, note, **_values(message, outcome))
            tally.sent += outcome.end is End.TAKEN
            tally.troubled += outcome.end is not End.TAKEN
        if outcome.of_server:
            break
    return tally


def wait_after(tries: int) -> timedelta:
    """How long a message waits after so many tries that failed: ever longer, to a limit."""
    growth: int = 3 ** min(tries - 1, 10)
    return min(FIRST_WAIT * growth, LONGEST_WAIT)


def _send(server: Server, message: Message) -> Outcome:
    letter = written(message, server.sender, current_app.config["SERVICE_NAME"])
    return hand_over(server, letter, message.to, begin=lambda: begin_hand_over(message))


def _values(message: Message, outcome: Outcome) -> dict[str, Any]:
    """What the message becomes."""
    at, tries = now(), message.tries + 1
    values: dict[str, Any] = {"tries": tries, "trouble": outcome.trouble}
    match outcome.end:
        case End.TAKEN:
            return values | {"status": Status.SENT}
        case End.NEVER:
            return values | {"status": Status.REFUSED}
        case End.UNSURE:
            return values | {"status": Status.UNSURE}
    if not outcome.of_server and at - message.queued_at > GIVE_UP_AFTER:
        return values | {"status": Status.REFUSED}
    return values | {"status": Status.WAITING, "next_at": at + wait_after(tries)}
