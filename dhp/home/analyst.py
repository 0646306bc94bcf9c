"""The first page of a regional analyst: the forces of the region, and what can be seen of them."""

from collections.abc import Iterator

from dhp.accounts.agreement_queries import Standing, standings
from dhp.accounts.models import SYSTEM_TITLES, User
from dhp.calendar import london_date, long_date, now
from dhp.home.panels import Item, Panel, link
from dhp.web.templating import has_endpoint

# What there is to look at, in the order of the page; a room that is not installed is left out.
_ROOMS = (
    ("coverage.index", "Coverage", "Which forces confirmed which periods, and which are silent."),
    ("quality.index", "Data quality", "What is missing, late or contradictory, force by force."),
    (
        "captures.index",
        "Weekly figures",
        "What the forces saw each week. You may enter it for them.",
    ),
    ("cases.index", "Cases", "Those of forces whose agreement is on record."),
)
_COVERAGE_OF_ONE = "coverage.force"


def region_panels(user: User) -> Iterator[Panel]:
    """What there is for an analyst; nothing for whoever does not look after a region."""
    region = user.region
    if region is None:
        return
    rooms = tuple(
        Item(title, link(endpoint), detail)
        for endpoint, title, detail in _ROOMS
        if has_endpoint(endpoint)
    )
    yield Panel("Look at your region", f"{region.title}, as of today.", rooms, len(rooms))
    found = standings(user, on=london_date(now()))
    yield Panel(
        f"Forces of {region.name}",
        f"They belong to this {SYSTEM_TITLES[region.system]} today. You read the cases of a force "
        "while its agreement is on record.",
        tuple(_item(each) for each in found),
        len(found),
    )


def _item(each: Standing) -> Item:
    of_one = has_endpoint(_COVERAGE_OF_ONE)
    return Item(
        each.force.name,
        link(_COVERAGE_OF_ONE, code=each.force.code) if of_one else "",
        _words(each),
    )


def _words(each: Standing) -> str:
    agreement = each.agreement
    if agreement is None:
        return "No agreement on record: you read none of its cases."
    until = f", until {long_date(agreement.until)}" if agreement.until else ""
    return f"Agreed on {long_date(agreement.given_on)}{until}: you may read its cases."
