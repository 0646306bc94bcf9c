"""The invented key of one force’s system. Nobody is ever told its text: it can only be looked at."""

from datetime import timedelta

from dhp.accounts.api_keys.actions import make_key, rotate_key
from dhp.accounts.forces import force_with
from dhp.audit.trail import Command
from dhp.calendar import clock_at, now
from dhp.errors import DomainError

_FORCE = "E23000032"  # Kent
_BEFORE = timedelta(days=200)


def invent_key() -> None:
    """A key of long ago, and the one that took its place now."""
    force = force_with(_FORCE)
    if force is None:
        raise DomainError(f"There is no force {_FORCE}.")
    with clock_at(now() - _BEFORE):
        first, _text = make_key(force, "Crime recording system", by=Command())
    rotate_key(first, by=Command())
