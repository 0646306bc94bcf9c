"""One line of a list of notifications: what makes each recognisable, and how long it waits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from dhp.calendar import london_date, now
from dhp.dictionary import DICTIONARY, State, Unreadable, read, shown
from dhp.notifications.drafting import texts_of
from dhp.notifications.models import Notification
from dhp.notifications.waiting import waited

_SUSPECTED = ("homicide", "suicide", "accident")


@dataclass(frozen=True)
class Row:
    """One notification as a list shows it; an empty text where nothing readable is given."""

    notification: Notification
    force_ref: str
    death: str
    waited: str


def rows(notifications: Iterable[Notification]) -> list[Row]:
    """The lines of a list, in the order given."""
    at = now()
    return [_row(notification, at) for notification in notifications]


def _row(notification: Notification, at: datetime) -> Row:
    texts = texts_of(notification)

    def word(code: str) -> str:
        entry = DICTIONARY[code]
        try:
            given = read(entry, texts.get(f"death.{code}", ""), today=london_date(at))
        except Unreadable:
            return ""
        if given.state is State.NOT_RECORDED:
            return ""
        # Suspected, until a court or a coroner has concluded.
        certain = code != "suspected_intent" or given.value not in _SUSPECTED
        return shown(entry, given) if certain else f"Suspected {shown(entry, given).lower()}"

    return Row(
        notification,
        force_ref=word("force_ref"),
        death=", ".join(filter(None, (word("suspected_intent"), word("date_of_death"))))
        or "Not answered",
        waited=waited(notification.moved_at, at),
    )
