"""What points to a person is marked, changed or confirmed by its author, and again by who checks it."""

import json
import re
from dataclasses import replace

import pytest
import sqlalchemy as sa

from dhp.audit.acts import Act
from dhp.audit.models import TrailEvent
from dhp.extensions import db
from dhp.learning.actions import Draft as Advice
from dhp.learning.actions import write
from dhp.learning.alert_actions import write_alert
from dhp.learning.finding_actions import record_finding, tie_case
from dhp.learning.outgoing import known_to, outgoing_alert
from tests.accounts.people import sign_in_as
from tests.learning.conftest import DUE
from tests.learning.test_alerts import DRAFT

WORDS = "A 34-year-old teacher was killed on 3 May in Otterbourne."


@pytest.fixture
def alert(coder):
    one = write_alert(replace(DRAFT, title="Search first", words=WORDS), by=coder)
    db.session.commit()
    return one


def step(client, alert, name, **typed):
    page = client.get(f"/learning/alerts/{alert.ref}").text
    seen = re.search(rf'name="{name}-version"[^>]*value="(\d+)"', page)[1]
    data = {f"{name}-version": seen} | {f"{name}-{key}": text for key, text in typed.items()}
    return client.post(f"/learning/alerts/{alert.ref}/{name}", data=data)


def mark_in(page, name):
    return re.search(rf'name="{name}-look_mark" value="(\w+)"', page.text)[1]


def kept():
    found = sa.select(TrailEvent).where(TrailEvent.act == Act.LOOK_CONFIRMED.value)
    return [json.loads(one.body) for one in db.session.scalars(found.order_by(TrailEvent.seq))]


def test_an_alert_reaches_nobody_before_two_people_read_what_is_marked(
    client, people, coder, second, alert
):
    sign_in_as(client, coder)
    page = client.get(f"/learning/alerts/{alert.ref}")
    assert '<mark class="app-look__mark">34-year-old' in page.text
    assert "Say “in their thirties”." in page.text

    assert step(client, alert, "hand-in").status_code == 422
    mark = mark_in(page, "hand-in")
    assert step(client, alert, "hand-in", look_read="y", look_mark=mark).status_code == 303

    sign_in_as(client, second)
    assert step(client, alert, "check").status_code == 422
    mark = mark_in(client.get(f"/learning/alerts/{alert.ref}"), "check")
    assert step(client, alert, "check", look_read="y", look_mark=mark).status_code == 303

    events = kept()
    assert [one["actor"] for one in events] == [coder.ref, second.ref]
    assert events[0]["kinds"] == {"age": 1, "date": 1, "place": 1, "together": 1}
    assert events[0]["remarks"] == 4
    assert not re.search("34-year|teacher|Otterbourne", json.dumps(events))


def test_a_finding_is_kept_once_its_words_were_changed(client, coder):
    sign_in_as(client, coder)
    address, data = "/learning/findings/new", {"title": "History was missed", "words": WORDS}

    assert client.post(address, data=data).status_code == 422
    changed = client.post(address, data=data | {"words": "A history was missed at the scene."})

    assert changed.status_code == 303
    assert kept() == []


def test_a_recommendation_that_names_somebody_is_not_issued_unread(client, coder):
    draft = Advice("Ask again", "Ask as Kasia Nowicka was not asked.", "Head", DUE, national=True)
    one = write(draft, by=coder)
    db.session.commit()
    sign_in_as(client, coder)
    address = f"/learning/recommendations/{one.ref}"

    refused = client.post(f"{address}/issue", data={"version": one.version})

    assert refused.status_code == 422
    assert "“<bdi>Kasia Nowicka</bdi>” is a name" in refused.text


def test_the_references_of_cases_behind_a_finding_are_known_to_their_readers_alone(
    people, coder, make_case
):
    case = make_case()
    finding = record_finding("One", "Two.", [], by=coder)
    tie_case(finding, case, by=coder)
    alert = write_alert(replace(DRAFT, finding=finding), by=coder)
    db.session.flush()

    _texts, known = outgoing_alert(alert, coder)

    assert case.ref in known
    assert known_to(people["reader"], [finding]) == []
