"""Counting failed guesses over all workers, so that nobody can try passwords or codes at will.

An account is slowed down, never locked, and whoever tries learns nothing about it: unknown
addresses are counted alike. Passwords and codes are counted apart, and success clears nothing.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum, auto
from hashlib import sha256
from math import ceil

from sqlalchemy import delete, func, select

from dhp.accounts.models import Guess
from dhp.calendar import london_time, now, time_of_day
from dhp.errors import DomainError
from dhp.extensions import db, hold_rows

WINDOW = timedelta(minutes=5)
PER_ACCOUNT = 10  # failed guesses of one kind within the window


class Proof(StrEnum):
    """What was guessed at. Each is counted by itself."""

    PASSWORD = auto()
    CODE = auto()
    PASSKEY = auto()
    ORGANISATION = auto()
    KEY = auto()


_SOURCE = "source"


class TooManyGuesses(DomainError):
    """No further guess is looked at before `until`."""

    def __init__(self, until: datetime) -> None:
        whole_minute = london_time(until + timedelta(seconds=59))
        super().__init__(
            f"There were too many tries. Wait, then try again at {time_of_day(whole_minute)}."
        )
        self.until = until

    @property
    def seconds(self) -> int:
        """How long to wait."""
        return max(1, ceil((self.until - now()).total_seconds()))


@dataclass(frozen=True)
class Guesser:
    """Whose account is tried and from where, as keyed digests: neither can be read back."""

    account: str
    source: str
    source_limit: int  # failed guesses from one source within the window

    @classmethod
    def at(cls, email: str = "", *, source: str, secret: str, source_limit: int) -> "Guesser":
        """The guesser at the account of `email`, if at one, from the network address `source`."""
        return cls(
            _digest(secret, "account", email.strip().lower()),
            _digest(secret, _SOURCE, source),
            source_limit,
        )


def admit(guesser: Guesser, proof: Proof) -> None:
    """Let one guess through, or raise `TooManyGuesses`.

    Until the transaction ends no other guess at the same account and proof comes through, so that
    guesses sent all at once are counted one after the other.
    """
    _queue(guesser.account, proof)
    ends = [
        _full_until(guesser.account, proof, PER_ACCOUNT),
        _full_until(guesser.source, _SOURCE, guesser.source_limit),
    ]
    until = max((end for end in ends if end), default=None)
    if until:
        raise TooManyGuesses(until)


def count(guesser: Guesser, proof: Proof) -> None:
    """Count a failed guess, and forget this account's old ones."""
    at = now()
    db.session.execute(
        delete(Guess).where(
            Guess.who == guesser.account, Guess.kind == proof, Guess.at < at - WINDOW
        )
    )
    db.session.add(Guess(who=guesser.account, kind=proof, at=at))
    db.session.add(Guess(who=guesser.source, kind=_SOURCE, at=at))
    db.session.flush()


def check_source(source: Guesser, proof: Proof = Proof.KEY) -> None:
    """Raise `TooManyGuesses` where wrong tries fill the window of `source`; it has no account.

    Keys, say, are counted apart from passwords and codes: the system of a force and its people may come
    from one address, and one that has lost its key must not keep the others from signing in.
    """
    until = _full_until(source.source, proof, source.source_limit)
    if until:
        raise TooManyGuesses(until)


def count_at_source(source: Guesser, proof: Proof = Proof.KEY) -> None:
    """Count a wrong try, and forget the old ones of its source."""
    at = now()
    its = Guess.who == source.source, Guess.kind == proof
    db.session.execute(delete(Guess).where(*its, Guess.at < at - WINDOW))
    db.session.add(Guess(who=source.source, kind=proof, at=at))
    db.session.flush()


def _full_until(who: str, kind: str, limit: int) -> datetime | None:
    """When the window has room again: None when it has room now."""
    latest_but_enough = db.session.scalar(
        select(Guess.at)
        .where(Guess.who == who, Guess.kind == kind, Guess.at > now() - WINDOW)
        .order_by(Guess.at.desc())
        .offset(limit - 1)
        .limit(1)
    )
    return latest_but_enough + WINDOW if latest_but_enough else None


def _queue(who: str, kind: str) -> None:
    if db.session.get_bind().dialect.name == "postgresql":  # SQLite has one writer anyway
        key = int.from_bytes(sha256(f"{who}{kind}".encode()).digest()[:8], signed=True)
        hold_rows(select(func.pg_advisory_xact_lock(key)))


def _digest(secret: str, kind: str, text: str) -> str:
    return hmac.digest(secret.encode(), f"{kind}:{text}".encode(), "sha256").hex()
