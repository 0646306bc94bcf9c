"""What people practised on and left: it is taken away by itself, and nobody is written to."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from dhp.audit import trail
from dhp.duties import Duty
from dhp.notifications.rehearsing.actions import remove
from dhp.notifications.rehearsing.models import Rehearsal
from dhp.notifications.rehearsing.queries import untouched_since

KEPT = timedelta(days=7)  # since it was last saved


def due_ends(at: datetime) -> Iterator[str]:
    """A key for each practice notification that nobody went on with, anew whenever it was saved."""
    yield from map(_key, untouched_since(at - KEPT))


def end(key: str, at: datetime) -> None:
    """Take one away, unless somebody has gone on with it since."""
    for rehearsal in untouched_since(at - KEPT):
        if _key(rehearsal) == key:
            remove(rehearsal, by=trail.Command())


def _key(rehearsal: Rehearsal) -> str:
    return f"{rehearsal.ref} {rehearsal.saved_at.isoformat(timespec='seconds')}"


REHEARSAL_END = Duty("rehearsal-end", due_ends, end)
