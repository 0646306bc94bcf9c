"""R21: the trail cannot be written, in six ways; every route that would record a reading shows nothing."""

import pytest
import sqlalchemy as sa

from dhp.accounts.permissions import RoleName
from dhp.web.access import declared_access
from tests.accounts.people import sign_in_as
from tests.audit.outages import OUTAGES
from tests.harness.examples import sample
from tests.journeys.test_access import addresses, may, routes
from tests.journeys.world import world_built

pytestmark = [pytest.mark.faults, pytest.mark.only_on("sqlite")]
ROLES = (RoleName.SPOC, RoleName.LEAD)
CANARIES = ("Found at home by a neighbour", "CR/2026/001")
HEAD = sa.text("SELECT seq FROM trail_head")
KEPT = ("cases", "answers", "notifications", "questions", "receipts", "coding_marks")


def to_look_at(app, world, role):
    """Each address that the role may look at, once."""
    for rule, method in routes(app):
        access = declared_access(app.view_functions[rule.endpoint])
        if method == "GET" and may(role, access) and "sign-out" not in rule.rule:
            yield from addresses(app, rule, world, absent=False)


@pytest.fixture
def world(app, once):
    return world_built(once)


def recording(client, app, world, role, database):
    """The addresses at which looking is recorded, as long as it can be."""
    found = []
    for address in to_look_at(app, world, role):
        before = database.session.execute(HEAD).scalar()
        status = client.get(address).status_code
        if database.session.execute(HEAD).scalar() != before and status == 200:
            found.append(address)
    return found


def counts(database):
    """How many rows there are of what could change."""
    return [database.session.scalar(sa.text(f"SELECT count(*) FROM {table}")) for table in KEPT]


@pytest.mark.parametrize("way", sample(OUTAGES, ["full"]))
@pytest.mark.parametrize("role", sample(ROLES, [RoleName.SPOC]))
def test_r21_nothing_is_shown_that_cannot_be_recorded(app, database, world, capsys, role, way):
    client = app.test_client()
    sign_in_as(client, world.users[role])
    watched = recording(client, app, world, role, database)
    before, shown, leaked = counts(database), [], []

    with OUTAGES[way]():
        for address in watched:
            answer = client.get(address)
            text = answer.get_data(as_text=True)
            shown += [f"{address}: {answer.status_code}"] if answer.status_code != 503 else []
            leaked += [address for word in CANARIES if word in text]
    database.session.rollback()

    with capsys.disabled():
        print(
            f"R21 {way}, as {role}: {len(watched)} routes, {len(shown)} not refused, "
            f"{len(leaked)} canaries"
        )
    assert len(watched) > 10
    assert (shown, leaked, counts(database)) == ([], [], before)
