"""One thing that happened to a case, as its history tells it."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Event:
    """Something that happened: `did` follows the name of whoever has the reference `by`."""

    at: datetime
    by: str
    did: str
    details: tuple[str, ...] = ()
    reason: str | None = None

    @property
    def before(self) -> str:
        """The last instant before it, as an address names an instant."""
        return (self.at - timedelta(microseconds=1)).isoformat(timespec="microseconds")
