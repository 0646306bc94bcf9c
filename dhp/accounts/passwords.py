"""Passwords: how they are kept, how they are compared, and which are too easy to guess."""

import re
from collections.abc import Iterable

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app
from zxcvbn import zxcvbn

from dhp.errors import DomainError

LONGEST = 128  # characters; longer ones are refused before any work is done on them
SHORTEST = 12  # characters, where a code is asked for as well
SHORTEST_ALONE = 15  # characters, where the password is the only proof
_LOOKED_AT = 72  # characters; judging more takes long and changes nothing
_STRONG_ENOUGH = 3  # of 4: more than a hundred million guesses
_OF_ITS_OWN = 8  # letters and numbers that must be left without known words and years
_OF_THE_SUBJECT = ("domestic", "abuse", "homicide", "murder", "police", "suicide", "death", "dhp")

_NOBODYS = "GVMiZl2xQ9Wa3uGYkyKrNg$VIpe8E0b+6aw6Op7RyboFRsH+9VVAUX9+Gi2XWsT9ok"


def hashed(password: str) -> str:
    """What is kept of `password`, at the cost that the settings name."""
    return _hasher().hash(password)


def nobodys_hash() -> str:
    """Compared with when there is no account, so that the answer takes as long; no text fits it."""
    rounds, memory, lanes = current_app.config["PASSWORD_COST"]
    return f"$argon2id$v=19$m={memory},t={rounds},p={lanes}${_NOBODYS}"


def matches(kept: str | None, password: str) -> bool:
    """Whether `password` is the one behind `kept`; takes as long when nothing is kept."""
    if len(password) > LONGEST:
        return False
    try:
        return _hasher().verify(kept or nobodys_hash(), password) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def outdated(kept: str) -> bool:
    """Whether `kept` was made with older settings and should be made anew."""
    return _hasher().check_needs_rehash(kept)


def check_strength(password: str, *, shortest: int, known: Iterable[str]) -> None:
    """Raise `DomainError`, beside the field, for a password that is short, long or easily guessed.

    `known` are words that a stranger would try: the person's name and e-mail, the forces, the
    service. There is no rule about kinds of characters.
    """
    if len(password) < shortest:
        raise DomainError(f"Use at least {shortest} characters. Three words work well.", "password")
    if len(password) > LONGEST:
        raise DomainError(f"Use at most {LONGEST} characters.", "password")
    words = _words(known)
    if _left_without(words, password) < _OF_ITS_OWN:
        raise DomainError(_easy("it is made of names or of words of this service"), "password")
    judged = zxcvbn(password[:_LOOKED_AT], user_inputs=words)
    if judged["score"] < _STRONG_ENOUGH:
        warning = judged["feedback"]["warning"]
        reason = _REASONS.get(warning, "it follows a pattern that is tried early")
        raise DomainError(_easy(reason), "password")


def _hasher() -> PasswordHasher:
    rounds, memory, lanes = current_app.config["PASSWORD_COST"]
    return PasswordHasher(time_cost=rounds, memory_cost=memory, parallelism=lanes)


def _words(known: Iterable[str]) -> list[str]:
    whole = [text.lower() for text in known if text]
    parts = [part for text in whole for part in re.split(r"[\W_]+", text) if len(part) > 2]
    return sorted({*whole, *parts, *_OF_THE_SUBJECT})


def _left_without(words: list[str], password: str) -> int:
    """How many letters and numbers of `password` are in none of `words` and in no year."""
    rest = password.lower()
    for word in sorted(words, key=len, reverse=True):
        rest = rest.replace(word, " ")
    return sum(character.isalnum() for character in re.sub("(?:19|20)[0-9]{2}", " ", rest))


def _easy(reason: str) -> str:
    return f"This password is easy to guess: {reason}. Add words that have nothing to do with it."


_COMMON = "it is like passwords that many people use"
_NAMES = "it is built on names"
# The library's own words, to ours.
_REASONS = {
    "Straight rows of keys are easy to guess.": "it follows the rows of the keyboard",
    "Short keyboard patterns are easy to guess.": "it follows a pattern on the keyboard",
    'Repeats like "aaa" are easy to guess.': "it repeats one character",
    'Repeats like "abcabcabc" are only slightly harder to guess than "abc".': "it repeats itself",
    'Sequences like "abc" or "6543" are easy to guess.': "it counts or follows the alphabet",
    "Recent years are easy to guess.": "it is built on a year",
    "Dates are often easy to guess.": "it is built on a date",
    "This is a top-10 common password.": _COMMON,
    "This is a top-100 common password.": _COMMON,
    "This is a very common password.": _COMMON,
    "This is similar to a commonly used password.": _COMMON,
    "A word by itself is easy to guess.": "it is built on one word, or on words of this service",
    "Names and surnames by themselves are easy to guess.": _NAMES,
    "Common names and surnames are easy to guess.": _NAMES,
}
