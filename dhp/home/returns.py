"""Returns on the first page of a force: each period that is to be confirmed, two clicks from done."""

from collections.abc import Iterator

from dhp.accounts.models import User
from dhp.calendar import now
from dhp.dictionary import HouseWords
from dhp.home.panels import Item, Panel, link
from dhp.returns.queries import open_disputes, presents_for
from dhp.returns.rules import Standing
from dhp.returns.wording import counted, wait_words

_FEW = 6  # on a first page; the rest is behind its link


def dispute_panels(user: User) -> Iterator[Panel]:
    """What forces said does not belong in a period, as one item that leads to the list."""
    count = len(open_disputes(user))
    if count:
        words = "1 death" if count == 1 else f"{count:,} deaths"
        item = Item("Settle disputed deaths", link("coverage.disputes"), words)
        why = "Forces say that these do not belong to a period. They wait for your decision."
        yield Panel("Settle disputes", why, (item,), count)


def return_panels(user: User) -> Iterator[Panel]:
    """The periods that the force has to return, the oldest first."""
    at = now()
    found = [one for one in presents_for(user, at) if one.waits]
    items = tuple(
        Item(
            HouseWords(f"Return for {one.period.name}: confirm"),
            link("returns.show", period=one.period.key),
            HouseWords(
                "A death became known since you confirmed"
                if one.standing is Standing.CHANGED
                else f"{counted(len(one.deaths))} held"
            ),
            wait_words(one, at),
        )
        for one in found[:_FEW]
    )
    why = "Confirm the deaths of each period, or that there were none. It takes less than a minute."
    yield Panel("Confirm returns", why, items, len(found), more=link("returns.index"))
