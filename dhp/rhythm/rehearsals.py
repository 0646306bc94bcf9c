"""What people practised on and left: it is taken away by itself, and nobody is written to."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from dhp.audit import trail
from dhp.duties import Duty
from dhp.notifications.rehearsing import actions as notices
from dhp.notifications.rehearsing import queries as of_notices
from dhp.training import actions as cases
from dhp.training import queries as of_cases

KEPT = timedelta(days=7)  # since it was last saved


class Practised(Protocol):
    """What somebody practises on."""

    @property
    def ref(self) -> str:
        """What names it."""

    @property
    def saved_at(self) -> datetime:
        """When somebody last went on with it."""


Row = TypeVar("Row", bound=Practised)


def _ending(
    name: str, untouched: Callable[[datetime], Sequence[Row]], remove: Callable[..., None]
) -> Duty:
    """The duty that takes away what nobody went on with: a key for each, anew whenever it was saved."""

    def due(at: datetime) -> Iterator[str]:
        yield from map(_key, untouched(at - KEPT))

    def end(key: str, at: datetime) -> None:
        for one in untouched(at - KEPT):  # unless somebody has gone on with it since
            if _key(one) == key:
                remove(one, by=trail.Command())

    return Duty(name, due, end)


def _key(row: Practised) -> str:
    return f"{row.ref} {row.saved_at.isoformat(timespec='seconds')}"


REHEARSAL_END = _ending("rehearsal-end", of_notices.untouched_since, notices.remove)
PRACTICE_CASE_END = _ending("practice-case-end", of_cases.untouched_since, cases.remove)
