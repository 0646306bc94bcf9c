"""What a panel of a first page is: a thing to do, why, and the items that wait for it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from dhp.accounts.models import User
from dhp.audit.acts import Act
from dhp.calendar import now
from dhp.dictionary import HouseWords
from dhp.notifications.waiting import waited

MOST = 8  # items of a panel; the rest is behind its link


@dataclass(frozen=True)
class Item:
    """One thing that waits. `ref` names it in the trail where it is case data.

    `href` is empty where there is nothing to open.
    """

    text: str
    href: str
    detail: str
    last: str = ""
    ref: str = ""


@dataclass(frozen=True)
class Panel:
    """A heading that says what to do, a sentence that says why, and the items, longest wait first.

    `total` counts all that wait, those behind `more` included. `act` is how showing the items is
    recorded; None where they are no case data. A panel to know of, with `nothing_to_do`, stands
    below those that have something.
    """

    title: str
    why: str
    items: tuple[Item, ...]
    total: int
    more: str = ""
    act: Act | None = None
    nothing_to_do: bool = False


Builder = Callable[[User], Iterable[Panel]]


def wait(since: datetime) -> str:
    """How long something has waited by now, as a phrase."""
    return waiting(waited(since, now()))


def waiting(span: str) -> str:
    """A span of time as a phrase: "Waiting 2 days"."""
    return f"Waiting {span[:1].lower()}{span[1:]}"


def link(endpoint: str, **values: str) -> str:
    """The address of an item."""
    return url_for(endpoint, _external=False, **values)


def kinds_panel(title: str, why: str, *kinds: tuple[str, str, int]) -> Panel:
    """A panel of kinds of things, each with the endpoint of its list and how many wait there."""
    items = tuple(
        Item(HouseWords(words), link(endpoint), HouseWords(f"{count:,} waiting"))
        for words, endpoint, count in kinds
        if count
    )
    return Panel(title, why, items, sum(count for *_, count in kinds))
