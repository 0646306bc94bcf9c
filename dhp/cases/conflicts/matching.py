"""Whether words may name a user of this service: by collar number, by whole name, or by surname."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from dhp.folding import plain_letters

_SHORTEST = 3  # letters of a surname, or signs of a collar number, that can tell anything
_WORD = re.compile(r"[^\W_]+")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_OWNED = re.compile(r"['’]s\b")  # of "Price’s sister"
_JOINING = re.compile(r"(?<=\w)['’\-](?=\w)")  # O'Brien and O’Brien are one word, and one name


class Strength(IntEnum):
    """How much a match says. From `NAME` on, nobody whom it concerns is given the case by itself."""

    SURNAME = 1
    NAME = 2
    COLLAR = 3

    @property
    def label(self) -> str:
        """What matched, in words."""
        return _LABELS[self]


_LABELS = {
    Strength.SURNAME: "same surname",
    Strength.NAME: "same name",
    Strength.COLLAR: "same collar number",
}


@dataclass(frozen=True)
class Account:
    """What is known of one user of this service by which words could name them."""

    ref: str
    name: str
    collar_number: str | None = None


@dataclass(frozen=True)
class Match:
    """That words may name a user, and how much says so."""

    account: Account
    strength: Strength


def matches(texts: Iterable[str], accounts: Iterable[Account]) -> list[Match]:
    """The accounts that `texts` may name, the surest first, then by name."""
    words = _Words(texts)
    found = [
        Match(account, strength)
        for account in accounts
        if (strength := words.strength_of(account)) is not None
    ]
    return sorted(found, key=lambda one: (-one.strength, one.account.name, one.account.ref))


class _Words:
    """The words of some texts, folded; those written with a capital apart; and collar numbers."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.all: set[str] = set()
        self.capital: set[str] = set()
        self.numbers: set[str] = set()
        for text in texts:
            words = _words(text)
            self.capital.update(word.casefold() for word in words if word[:1].isupper())
            folded = [word.casefold() for word in words]
            self.all.update(folded)
            self.numbers.update(_numbers(folded))

    def strength_of(self, account: Account) -> Strength | None:
        number = "".join(_words(account.collar_number or "")).casefold()
        if len(number) >= _SHORTEST and {number, number.lstrip(_LETTERS)} & self.numbers:
            return Strength.COLLAR
        names = [word.casefold() for word in _words(account.name)]
        if not names or len(names[-1]) < _SHORTEST:
            return None
        if len(names) > 1 and {names[0], names[-1]} <= self.all:
            return Strength.NAME
        return Strength.SURNAME if names[-1] in self.capital else None


def _words(text: str) -> list[str]:
    return _WORD.findall(_JOINING.sub("", _OWNED.sub("", plain_letters(text))))


def _numbers(words: Sequence[str]) -> Iterator[str]:
    """What may be a collar number: "1234" of PC1234, and "ke1234" of KE 1234."""
    for before, word in zip(("", *words), words, strict=False):
        if any(sign.isdigit() for sign in word):
            yield from (word, word.lstrip(_LETTERS))
            if before.isalpha():
                yield before + word
