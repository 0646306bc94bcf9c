"""Practice on pages of other rooms: what waits for review, and what may help beside what they show."""

from collections.abc import Iterable, Iterator, Sequence

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.calendar import london_date, long_date, now
from dhp.cases.models import Case
from dhp.coding.codebook import Entry
from dhp.definitions import DeathType
from dhp.home.panels import Item, Panel, link, wait
from dhp.practice.models import Practice
from dhp.practice.queries import Fit, fitting, overdue, waiting
from dhp.practice.rules import LABELS
from dhp.practice.themes import domain_of
from dhp.web.beside import Beside, BesideLine

_FEW = 6  # on a first page; the rest is behind its link
_BESIDE = 3  # beside a death or a recommendation
_TITLE = "Practice that may help"


def practice_panels(user: User) -> Iterator[Panel]:
    """Entries of the library that wait for a review, and those to be looked at again."""
    found = waiting(user)
    yield Panel(
        "Review practice",
        "These were sent for the library. Nobody else sees them until a lead has reviewed them.",
        tuple(_item(one, wait(one.submitted_at)) for one in found[:_FEW]),
        len(found),
        more=link("practice.index", status="waiting"),
    )
    again = overdue(user, london_date(now()))
    yield Panel(
        "Look at practice again",
        "The day on which these labels were to be looked at again has passed.",
        tuple(_item(one, _due(one)) for one in again[:_FEW]),
        len(again),
        more=link("practice.index", review="overdue"),
    )


def helpful_practice(case: Case, user: User) -> Beside | None:
    """What the library holds for deaths of the type of `case`; the type is all that is looked at."""
    if case.type is DeathType.UNCLASSIFIED or not user.may(Permission.READ_PRACTICE):
        return None
    return Beside(
        _TITLE, _lines(fitting([case.type])), "The library holds nothing for such deaths yet."
    )


def fitting_practice(codes: Sequence[str], user: User) -> Beside | None:
    """What the library holds about some codes of the codebook: the same ones, then their domains."""
    if not codes or not user.may(Permission.READ_PRACTICE):
        return None
    domains = sorted({domain_of(code) for code in codes})
    found = {fit.ref: fit for refs in (codes, domains) for fit in fitting([], refs, _BESIDE)}
    return Beside(_TITLE, _lines(list(found.values())[:_BESIDE]))


def practice_of_theme(entry: Entry, user: User) -> Beside | None:
    """What the library holds about a domain, theme or code."""
    return fitting_practice([entry.ref], user)


def _lines(fits: Iterable[Fit]) -> tuple[BesideLine, ...]:
    return tuple(BesideLine(_told(one), link("practice.show", ref=one.ref)) for one in fits)


def _told(one: Fit) -> str:
    """An entry in a line: "Title (promising)"."""
    return f"{one.title} ({LABELS[one.label][0].lower()})" if one.label else one.title


def _item(one: Practice, when: str) -> Item:
    return Item(one.wording.title, link("practice.show", ref=one.ref), f"From {one.origin}", when)


def _due(one: Practice) -> str:
    return f"Due {long_date(one.review_on)}" if one.review_on else ""
