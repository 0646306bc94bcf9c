"""The first pages of forces and administrators."""

from collections.abc import Iterable, Iterator

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.accounts.roles import ROLES
from dhp.audit.acts import Act
from dhp.dictionary import HouseWords
from dhp.home.followup import followup_panels
from dhp.home.panels import MOST, Item, Panel, link, wait, waiting
from dhp.home.queries import not_joined
from dhp.notifications.listing import Row, rows
from dhp.notifications.queries import done_in_force, waiting_in_force
from dhp.notifications.rules import Status

_LATEST = 5

# What a force has to do with each status, and why.
_OF_A_FORCE = {
    Status.RETURNED: (
        "Complete and send again",
        "The central unit returned these with a reason.",
    ),
    Status.DRAFT: (
        "Send your drafts",
        "The central unit sees a death once it is sent. Answers can stay “Not yet established”.",
    ),
    Status.SENT: (
        "With the central unit",
        "Nothing to do: the unit reads these next.",
    ),
}


def force_panels(user: User) -> Iterator[Panel]:
    """What the force has to do next, and what became of what it sent."""
    for status, found in waiting_in_force(user).items():
        title, why = _OF_A_FORCE[status]
        yield Panel(
            title,
            why,
            tuple(_own(rows(found[:MOST]))),
            len(found),
            more=link("notifications.index"),
            act=Act.NOTIFICATIONS_LISTED,
            nothing_to_do=status is Status.SENT,
        )
    if user.may(Permission.FOLLOW_UP):
        yield from followup_panels(user)
    done = done_in_force(user, _LATEST)
    yield Panel(
        "Lately finished",
        f"At most the last {_LATEST} that were accepted or withdrawn.",
        tuple(_own(rows(done), finished=True)),
        len(done),
        more=link("notifications.index"),
        act=Act.NOTIFICATIONS_LISTED,
        nothing_to_do=True,
    )


def administrator_panels(_user: User) -> Iterator[Panel]:
    """Who was invited and has not joined."""
    people, total = not_joined(MOST)
    items = tuple(
        Item(
            person.name,
            link("users.user", ref=person.ref),
            ROLES[person.role].title + (f", {person.force.name}" if person.force else ""),
            wait(person.created_at),
        )
        for person in people
    )
    why = (
        "They were invited and have not chosen a password. A link lasts some days; send a new one."
    )
    yield Panel("Not joined yet", why, items, total, more=link("users.index"))


def _own(found: Iterable[Row], *, finished: bool = False) -> Iterator[Item]:
    for row in found:
        notification = row.notification
        yield Item(
            row.force_ref or HouseWords("No reference yet"),
            link("notifications.show", ref=notification.ref),
            HouseWords(row.death),
            notification.status.label if finished else waiting(row.waited),
            notification.ref,
        )
