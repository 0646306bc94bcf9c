"""The mail on the first page of a lead: only when something about it has to be decided or mended."""

from collections.abc import Iterator
from datetime import timedelta

from flask import current_app

from dhp.accounts.models import User
from dhp.calendar import now
from dhp.home.panels import Item, Panel, link, wait
from dhp.mail.models import Status
from dhp.mail.queries import counts, longest_waiting

_TOO_LONG = timedelta(days=1)  # for a message to wait
_TROUBLE = {
    Status.UNSURE: "may not have arrived: send again, or leave it",
    Status.REFUSED: "refused by the mail server: check the address",
}


def mail_panels(_user: User) -> Iterator[Panel]:
    """Messages in trouble, and a queue that does not move."""
    found = counts()
    items = [
        Item(_messages(found[status]), link("mail.index"), words)
        for status, words in _TROUBLE.items()
        if found[status]
    ]
    since = longest_waiting()
    stuck = since is not None and now() - since > _TOO_LONG
    if since and stuck and not current_app.config["DEMONSTRATION"]:
        words = "not sent for more than a day"
        items.append(Item(_messages(found[Status.WAITING]), link("mail.index"), words, wait(since)))
    why = "Reminders did not get through. The page says why, as far as it is known."
    yield Panel("See to the mail", why, tuple(items), len(items))


def _messages(number: int) -> str:
    return "1 message" if number == 1 else f"{number:,} messages"
