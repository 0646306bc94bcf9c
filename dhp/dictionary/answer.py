"""The one text form of an answer, the same in forms, files, drafts, history and the database.

A text is an option's code, codes separated by `;`, a whole number, an ISO date that may stop at
the month or the year, words, or a state in square brackets such as `[not_known]`. A blank text
is the state `not_recorded`.
"""

from dataclasses import dataclass
from datetime import date

from dhp.dictionary.entry import Characteristic, Kind, State
from dhp.dictionary.kinds import KINDS, Unreadable

__all__ = ["Given", "HouseWords", "Unreadable", "read", "shown", "write"]

_TYPED = (Kind.SHORT_TEXT, Kind.LONG_TEXT)


@dataclass(frozen=True)
class Given:
    """What was given for a characteristic: a state, and a canonical value where it is answered."""

    state: State
    value: str | None = None

    @property
    def known(self) -> bool:
        """Whether it belongs in the known base of a percentage."""
        return self.state in (State.ANSWERED, State.NO_CONFIRMED)


class HouseWords(str):
    """Words that come from the dictionary, not from a person: only these may be shown in Welsh."""

    __slots__ = ()


def read(characteristic: Characteristic, text: str, *, today: date) -> Given:
    """The answer that `text` stands for.

    `today` is the London date up to which dates are plausible. Raises `Unreadable`, whose
    message is a sentence for the person who wrote the text.
    """
    plain = text.strip()
    if not plain:
        return Given(State.NOT_RECORDED)
    state = _state_in(plain)
    if state is not None:
        return Given(state)
    return Given(State.ANSWERED, KINDS[characteristic.kind].parse(characteristic, plain, today))


def write(given: Given) -> str:
    """The text of an answer; `read` gives the same answer back."""
    if given.state is State.ANSWERED:
        return given.value or ""
    return "" if given.state is State.NOT_RECORDED else f"[{given.state.value}]"


def shown(characteristic: Characteristic, given: Given) -> str:
    """The answer as a person reads it: labels for codes, dates in words.

    What the dictionary words is `HouseWords`; what a person typed is a plain text.
    """
    if given.state is not State.ANSWERED or given.value is None:
        return HouseWords(given.state.label)
    words = KINDS[characteristic.kind].show(characteristic, given.value)
    return words if characteristic.kind in _TYPED else HouseWords(words)


def _state_in(text: str) -> State | None:
    if not (text.startswith("[") and text.endswith("]")):
        return None
    word = text[1:-1].strip().lower()
    if word == State.ANSWERED or word not in set(State):
        raise Unreadable(
            f"“{text}” is not a state. Use one of those in the guide, such as [not_known]."
        )
    return State(word)
