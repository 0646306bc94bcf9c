"""With the application's own filter switched off, PostgreSQL alone keeps forces apart."""

import pytest

from dhp.accounts.forces import force_with
from dhp.accounts.permissions import RoleName
from dhp.accounts.row_security import reach
from dhp.references import shown_reference
from dhp.web.access import declared_access
from tests.accounts.people import add_user, sign_in_as
from tests.journeys.test_access import addresses, may, routes
from tests.journeys.unfiltered import filters, without
from tests.journeys.world import world_built
from tests.notifications.deaths import ANSWERS

pytestmark = pytest.mark.only_on("postgresql")
# Words that the force told of its deaths, and that nobody else of the world uses.
CANARIES = (ANSWERS["death.force_ref"], ANSWERS["death.circumstances"])


@pytest.fixture
def world(app, database, once):
    """Kent's world, with a stranger from another force in it."""
    world = world_built(once)
    world.stranger = add_user(
        RoleName.SPOC, email="stan@example.org", name="Stan Stranger", force=force_with("E23000005")
    )
    return world


def pages(app, world):
    """Every address of Kent's things that a contact of any force may look at."""
    return list(
        dict.fromkeys(
            address
            for rule, method in routes(app)
            if method == "GET"
            and may(RoleName.SPOC, declared_access(app.view_functions[rule.endpoint]))
            for address in addresses(app, rule, world, absent=False)
        )
    )


def seen(app, world, person):
    """The pages on which `person` finds a word of Kent's, or the reference of a death of it."""
    client = app.test_client()
    sign_in_as(client, person)
    refs = {ref for room in ("cases", "notifications") for ref in world.refs[room].values()}
    found = []
    for address in pages(app, world):
        try:
            text = client.get(address).text
        except Exception as fault:
            text = str(fault)
        told = [ref for ref in refs if ref not in address and told_of(ref, text)]
        if told or any(word in text for word in CANARIES):
            found.append(address)
    return found


def told_of(ref, text):
    return ref in text or shown_reference(ref) in text


def test_with_the_filter_off_a_stranger_finds_nothing_and_without_the_wall_much(
    app, database, world, monkeypatch
):
    assert seen(app, world, world.spoc), "The crawl finds nothing even of its own."

    with without(filters()):
        behind_the_wall = seen(app, world, world.stranger)
        monkeypatch.setattr(reach, "_reach_of", lambda _user: reach.Reach.SERVICE)
        without_the_wall = seen(app, world, world.stranger)

    assert behind_the_wall == []
    assert len(without_the_wall) > 10, without_the_wall
