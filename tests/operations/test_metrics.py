"""Figures for monitoring: for who has the token, counted by endpoint, and naming nobody."""

import re

import pytest
from sqlalchemy import select

from dhp.accounts.permissions import RoleName
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.audit.models import TrailHead
from dhp.mail.outbox import post
from tests.accounts.people import add_user

TOKEN = "invented for tests, and long enough"
SHOWN = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def watched(app, client):
    app.config["METRICS_TOKEN"] = TOKEN
    return client


@pytest.fixture
def coder(database):
    return add_user(RoleName.CODER)


@pytest.mark.parametrize("shown", [{}, {"Authorization": "Bearer other"}, {"Authorization": TOKEN}])
def test_without_the_token_there_is_no_such_page(watched, shown):
    assert watched.get("/metrics", headers=shown).status_code == 404


def test_where_no_token_is_set_there_is_no_such_page_for_anybody(client):
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


def figure(text, name):
    found = re.search(rf"^{re.escape(name)} ([0-9.e+]+)$", text, re.MULTILINE)
    return float(found[1]) if found else 0.0


def test_requests_are_counted_by_endpoint_and_kind_of_answer(watched, database):
    name = 'dhp_requests_total{endpoint="accounts.sign_in",method="GET",status_class="2xx"}'
    before = figure(watched.get("/metrics", headers=SHOWN).text, name)

    watched.get("/sign-in?email=sian.example@force.example")
    after = watched.get("/metrics", headers=SHOWN).text

    assert figure(after, name) == before + 1
    assert "sian.example" not in after


def test_the_record_is_counted_and_nobody_named(database, watched, coder):
    post(to="someone@example.org", subject="What waits", text="1 draft.", key="k")
    trail.record(Act.CASES_LISTED, by=coder, about=coder.ref)
    database.session.commit()

    text = watched.get("/metrics", headers=SHOWN).text

    assert figure(text, "dhp_trail_head") == database.session.scalar(select(TrailHead.seq)) > 0
    assert figure(text, "dhp_receipts") == 0
    assert figure(text, 'dhp_mail_messages{status="waiting"}') == 1
    assert figure(text, "dhp_mail_under_way") == 1
    for word in ("someone@example.org", coder.name, coder.ref, coder.email):
        assert word not in text
