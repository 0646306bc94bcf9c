"""What cannot be recorded is neither shown nor done; every route is tried in tests/faults."""

import pytest
import sqlalchemy as sa

from dhp.accounts.permissions import RoleName
from dhp.audit import trail
from dhp.notifications.models import Notification
from dhp.references import new_reference
from tests.audit.outages import OUTAGES

pytestmark = pytest.mark.only_on("sqlite")


@pytest.mark.parametrize("way", OUTAGES)
def test_a_case_is_not_shown_while_the_trail_cannot_be_written(
    client, database, make_case, make_user, sign_in, way
):
    case = make_case()
    sign_in(make_user(RoleName.LEAD))
    address = f"/cases/{case.ref}"
    assert client.get(address).status_code == 200

    with OUTAGES[way]():
        shown, listed = client.get(address), client.get("/cases")

    assert (shown.status_code, listed.status_code) == (503, 503)
    assert case.ref not in shown.get_data(as_text=True)


@pytest.mark.parametrize("way", OUTAGES)
def test_nothing_is_kept_while_the_trail_cannot_be_written(
    client, database, make_user, sign_in, way
):
    sign_in(make_user(RoleName.SPOC))

    with OUTAGES[way]():
        answer = client.post("/notifications/start", data={"key": new_reference()})

    assert answer.status_code == 503
    assert database.session.scalar(sa.select(sa.func.count(Notification.id))) == 0


def test_a_trail_written_later_would_show_the_case_all_the_same(
    client, database, make_case, make_user, sign_in, monkeypatch
):
    """The control: it is the order, first the record and then the page, that keeps the case hidden."""
    case = make_case()
    sign_in(make_user(RoleName.LEAD))
    monkeypatch.setattr(trail, "record_read", lambda *_arguments, **_facts: None)

    with OUTAGES["full"]():
        shown = client.get(f"/cases/{case.ref}")

    assert shown.status_code == 200
