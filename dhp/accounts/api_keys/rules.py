"""How long keys live, and what the present state of one allows."""

from datetime import datetime, timedelta
from enum import StrEnum

from dhp.accounts.api_keys.models import ApiKey
from dhp.errors import DomainError, Refused

LIFE = timedelta(days=365)
LONGEST_LIFE = timedelta(days=730)
OVERLAP = timedelta(days=14)  # how long the old key goes on working beside the new one
MOST_IN_USE = 5  # keys of one system at a time


class KeyState(StrEnum):
    """How far a key is, in words for a list."""

    IN_USE = "In use"
    EXPIRED = "Expired"
    REVOKED = "Revoked"


def state_of(key: ApiKey, at: datetime) -> KeyState:
    """The state of `key` at that instant."""
    if key.revoked_at is not None and key.revoked_at <= at:
        return KeyState.REVOKED
    return KeyState.EXPIRED if key.expires_at <= at else KeyState.IN_USE


def check_life(life: timedelta) -> None:
    """Raise `DomainError` for a key that would never live, or too long."""
    if not timedelta() < life <= LONGEST_LIFE:
        raise DomainError(f"A key may live from 1 to {LONGEST_LIFE.days} days.", "days")


def check_room(in_use: int) -> None:
    """Raise `Refused` where a system has as many keys as it may."""
    if in_use >= MOST_IN_USE:
        raise Refused(f"This force has {in_use} keys in use. Revoke one before you make another.")


def check_in_use(key: ApiKey, at: datetime) -> None:
    """Raise `Refused` for a key that is not in use."""
    state = state_of(key, at)
    if state is not KeyState.IN_USE:
        raise Refused(f"This key is {state.value.lower()} already. Make a new one.")
