"""What a duty is, and the list that rooms add theirs to."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from flask import Flask, current_app

LONGEST_NAME, LONGEST_KEY = 40, 80  # characters, as they are stored

Due = Callable[[datetime], Iterable[str]]
Do = Callable[[str, datetime], None]


@dataclass(frozen=True)
class Duty:
    """Something to be done once for each key, such as a digest for each week and person.

    `due` gives the keys that are due at an instant (aware); it only reads, and may give keys that
    are done already. `do` is an action that takes one key and the instant: it writes its own audit
    event as the service and commits nothing. What leaves the service goes through the outbox.
    """

    name: str
    due: Due
    do: Do


def add_duty(app: Flask, duty: Duty) -> None:
    """Let `flask due` see to `duty`. Raises ValueError for a name that is taken or too long."""
    duties = app.extensions.setdefault("duties", {})
    if duty.name in duties or len(duty.name) > LONGEST_NAME:
        raise ValueError(f"Give the duty another name: {duty.name!r} is taken or too long.")
    duties[duty.name] = duty


def duties() -> list[Duty]:
    """Every duty, in the order in which the rooms added them."""
    return list(current_app.extensions.get("duties", {}).values())
