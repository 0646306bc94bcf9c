"""A death with a police link stays with named people on every page it could appear on."""

import json

import pytest
import sqlalchemy as sa

from dhp.accounts.permissions import RoleName
from dhp.cases.models import Case
from dhp.notifications.models import Notification
from dhp.references import shown_reference
from tests.journeys.answers import ABOUT_THE_PEOPLE, BACKGROUND, about_the_death


@pytest.fixture
def sam(arrive):
    sam = arrive(RoleName.SPOC, "Sam Spoc")
    sam.press("Notify a death").fill(about_the_death()).press("Save and continue")
    sam.fill(ABOUT_THE_PEOPLE).press("Save and continue")
    sam.fill(BACKGROUND | {"death.police_link": "yes"}).press("Save and continue")
    return sam.press("Send notification")


def lists_it(visitor, ref):
    """Whether any page that lists or tells of notifications and cases names it to this visitor."""
    pages = ["/", "/notifications", "/notifications/inbox", "/cases"]
    return [page for page in pages if {shown_reference(ref), "CR/77/26"} & words(visitor, page)]


def words(visitor, page):
    visitor.open(page)
    return {word.strip(".,:") for word in visitor.text.split()} | visitor_refs(visitor)


def visitor_refs(visitor):
    return {shown_reference(link.split("/")[2]) for link in visitor.links if link.count("/") > 1}


def test_a_restricted_death_is_seen_by_its_sender_and_the_lead_alone(arrive, database, sam):
    notification = database.session.scalars(sa.select(Notification)).one()
    others = [
        arrive(RoleName.SPOC, "Cal Colleague"),
        arrive(RoleName.SPOC, "Stan Stranger", force="E23000005"),
        arrive(RoleName.CODER, "Cora Coder"),
    ]
    lee = arrive(RoleName.LEAD, "Lee Lead")

    assert "It is restricted" in sam.text
    assert lists_it(sam, notification.ref)
    assert lists_it(lee, notification.ref)
    for other in others:
        assert lists_it(other, notification.ref) == [], other.email
        for page in ("", "/read", "/check"):
            other.open(f"/notifications/{notification.ref}{page}")
            assert other.answer.status_code in (403, 404)


def test_the_case_of_a_restricted_death_stays_restricted(arrive, database, sam):
    notification = database.session.scalars(sa.select(Notification)).one()
    cora = arrive(RoleName.CODER, "Cora Coder")
    lee = arrive(RoleName.LEAD, "Lee Lead")

    lee.open(f"/notifications/{notification.ref}/read").press("Accept and open a case")

    case = database.session.scalars(sa.select(Case)).one()
    lee.open(f"/cases/{case.ref}")
    assert "Only people named for this case and the lead can see it" in lee.text
    assert lists_it(cora, case.ref) == []
    for page in ("", "/classification"):
        assert cora.open(f"/cases/{case.ref}{page}").answer.status_code == 404


def test_a_restricted_death_is_counted_although_it_is_not_shown(arrive, database, sam):
    notification = database.session.scalars(sa.select(Notification)).one()
    lee = arrive(RoleName.LEAD, "Lee Lead")
    lee.open(f"/notifications/{notification.ref}/read").press("Accept and open a case")
    cora = arrive(RoleName.CODER, "Cora Coder").follow("Reports").follow("Build a report")

    cora.fill({"ending": cora.choices("ending")[0]}).press("Build the draft")

    report = json.loads(cora.follow("data (JSON)").answer.data)
    received = next(block for block in report["blocks"] if block.get("id") == "W1")
    assert received["rows"][-1]["cells"]["week"]["value"] == 1
    assert "CR/77/26" not in cora.answer.text
