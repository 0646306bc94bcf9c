"""Every page and file that can be asked for is drawn on PostgreSQL too, by somebody who may ask."""

import pytest

from dhp.accounts.permissions import RoleName
from dhp.web.access import declared_access
from tests.accounts.people import sign_in_as
from tests.journeys.test_access import addresses, may, routes
from tests.journeys.world import world_built

# On SQLite each role asks for each of them, in test_access.
pytestmark = pytest.mark.only_on("postgresql")
# Between them they may look at everything.
WHO = (RoleName.LEAD, RoleName.SPOC, RoleName.ADMINISTRATOR, RoleName.AUDITOR)


def test_no_page_is_a_fault_on_this_database(app, once):
    world = world_built(once)
    clients = {role: app.test_client() for role in WHO}
    for role, client in clients.items():
        sign_in_as(client, world.users[role])
    asked, faults = 0, []

    for rule, method in routes(app):
        access = declared_access(app.view_functions[rule.endpoint])
        client = next((clients[role] for role in WHO if may(role, access)), clients[WHO[0]])
        for address in addresses(app, rule, world, absent=False) if method == "GET" else ():
            answer = client.get(address)
            asked += 1
            if answer.status_code >= 500:
                faults.append(f"{address}: {answer.status_code}")

    assert faults == []
    assert asked > 150
