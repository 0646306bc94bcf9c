"""Every page of every role in a real browser: no rule of WCAG 2.2 AA broken, no complaint."""

from functools import partial
from itertools import islice

import pytest
from playwright.sync_api import Page

from dhp.accounts.permissions import RoleName
from dhp.web.access import Access, declared_access
from tests.accounts.people import session_cookie
from tests.browser.conftest import PHONE
from tests.harness.accessibility import assert_accessible
from tests.harness.examples import tries
from tests.journeys.test_access import addresses, may, routes
from tests.journeys.world import world_built

# Each page is opened and judged as often as there are roles that may open it: for thorough runs.
# Other runs take a sample of each role's pages; the stories of this folder judge most others.
SAMPLE = 3


@pytest.fixture
def world(app, once):
    return world_built(once)


def pages_of(app, world, role):
    """The addresses of every page that somebody of `role`, or nobody, may look at."""
    found = {}
    for rule, method in routes(app):
        access = declared_access(app.view_functions[rule.endpoint])
        open_to = access is Access.PUBLIC or (role is not None and may(role, access))
        if method == "GET" and open_to and rule.endpoint != "accounts.sign_out":
            found.update(dict.fromkeys(addresses(app, rule, world, absent=False), rule.endpoint))
    return list(found)


def sampled(addresses, wanted, is_page):
    """About `wanted` of the pages among the addresses, from all over; no more are drawn than it takes."""
    step = max(1, len(addresses) // wanted)
    parts = (addresses[start : start + step] for start in range(0, len(addresses), step))
    return [one for part in parts for one in islice(filter(is_page, part), 1)]


def drawn(client, address):
    """Whether an address gives a page, not a file or the way to another page."""
    answer = client.get(address)
    return answer.status_code == 200 and answer.mimetype == "text/html"


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("role", [None, *RoleName])
def test_no_page_of_a_role_breaks_a_rule(app, world, address, open_context, role):
    client = app.test_client()
    context = open_context(base_url=address)
    if role is not None:
        cookie = session_cookie(app, world.users[role])
        client.set_cookie(cookie["name"], cookie["value"])
        context.add_cookies([cookie | {"url": address}])
    page = context.new_page()
    every = pages_of(app, world, role)
    pages = sampled(every, tries(SAMPLE, thorough=len(every)), partial(drawn, client))
    faults = [fault for one in pages for fault in judged(page, one)]

    assert not faults, "\n".join(faults)
    assert pages


def judged(page: Page, address: str) -> list[str]:
    """What is wrong with a page on a desk and on a phone."""
    desk, faults = page.viewport_size, []
    page.goto(address)
    for size in (desk, PHONE):
        page.set_viewport_size(size)
        try:
            assert_accessible(page)
        except AssertionError as fault:
            faults.append(f"{address}, {size['width']} wide: {fault}")
    page.set_viewport_size(desk)
    return faults
