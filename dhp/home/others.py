"""The first pages of forces, readers, administrators and auditors."""

from collections.abc import Iterable, Iterator

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.accounts.roles import ROLES
from dhp.audit.acts import Act
from dhp.calendar import london_date, long_date
from dhp.dictionary import HouseWords
from dhp.home.followup import followup_panels
from dhp.home.panels import MOST, Item, Panel, link, wait, waiting
from dhp.home.queries import not_joined
from dhp.notifications.listing import Row, rows
from dhp.notifications.queries import done_in_force, waiting_in_force
from dhp.notifications.rules import Status
from dhp.reports.distribution.log import issued_to_audit
from dhp.reports.library.queries import latest

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
    )


def reader_panels(user: User) -> Iterator[Panel]:
    """The latest reports, for those whose only work is to read them."""
    if user.may(Permission.BUILD_REPORTS):
        return
    items = tuple(
        Item(
            run.title,
            link("reports.report", ref=run.ref),
            f"To {long_date(run.period_to)}",
            f"Issued {long_date(london_date(run.issued_at))}" if run.issued_at else "Draft",
        )
        for run in latest(user, _LATEST)
    )
    why = "Each says which forces are in it, and as at which moment."
    yield Panel("Latest reports", why, items, len(items), more=link("reports.index"))


def opening_panels(user: User) -> Iterator[Panel]:
    """The latest issued reports, each with who opened it, for those who read no report."""
    if user.may(Permission.BUILD_REPORTS):
        return
    items = tuple(
        Item(run.title, link("openings.show", ref=run.ref), f"To {long_date(run.period_to)}")
        for run in issued_to_audit(user, most=_LATEST)
    )
    why = "Each opening is recorded, with the person, the time and the form."
    yield Panel("Who opened reports", why, items, len(items), more=link("openings.index_of_log"))


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
