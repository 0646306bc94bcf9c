"""Nobody is let in to read deaths by one person alone."""

import re

import pytest
import sqlalchemy as sa

from dhp.accounts import actions, approvals
from dhp.accounts.approval_models import Approval
from dhp.accounts.forces import load_forces
from dhp.accounts.models import Region, RegionSystem, User
from dhp.accounts.permissions import RoleName
from dhp.accounts.rules import needs_second_person
from dhp.audit.models import TrailEvent
from dhp.errors import Refused
from dhp.mail.models import Message
from tests.accounts.people import add_user, sign_in_as

LINK = re.compile(r"/invitations/[\w-]+")


@pytest.fixture
def admin(database):
    load_forces(database.session())
    return add_user(RoleName.ADMINISTRATOR)


@pytest.fixture
def lead(database):
    return add_user(RoleName.LEAD)


@pytest.fixture
def as_admin(app, admin):
    client = app.test_client()
    sign_in_as(client, admin)
    return client


@pytest.fixture
def as_lead(app, lead):
    client = app.test_client()
    sign_in_as(client, lead)
    return client


def asked(role="coder", **given):
    form = {"name": "Jo Moss", "email": "jo@example.org", "role": role, "force": "", "region": ""}
    return form | given


def request_of(database):
    return database.session.scalars(sa.select(Approval)).one()


def test_the_roles_that_need_two_people_are_those_that_read_deaths():
    assert {role for role in RoleName if needs_second_person(role)} == {
        *(RoleName.SPOC, RoleName.CODER, RoleName.LEAD, RoleName.ANALYST)
    }


def test_the_link_is_shown_to_the_lead_who_agrees_and_never_to_the_administrator(
    as_admin, as_lead, lead, database
):
    page = as_admin.post("/users/new", data=asked(), follow_redirects=True).text
    assert "A lead must agree first" in page
    assert LINK.search(page) is None
    ref = request_of(database).ref

    assert "Jo Moss" in as_lead.get("/access-requests").text
    assert "jo@example.org" in as_lead.get(f"/access-requests/{ref}").text
    link = LINK.search(as_lead.post(f"/access-requests/{ref}/agree").text)

    assert link is not None
    assert as_lead.get(link[0]).status_code == 200
    assert "agreed" in as_lead.get("/access-requests").text


def test_everybody_concerned_is_told(as_admin, as_lead, lead, database):
    other = add_user(RoleName.LEAD, email="other@example.org")
    as_admin.post("/users/new", data=asked())
    first = sorted(database.session.scalars(sa.select(Message.to)))
    as_lead.post(f"/access-requests/{request_of(database).ref}/agree")

    assert first == sorted([lead.email, other.email])
    told = sorted(database.session.scalars(sa.select(Message.to)))
    assert told == sorted([*first, "jo@example.org", other.email])
    acts = database.session.scalars(sa.select(TrailEvent.act).order_by(TrailEvent.seq)).all()
    assert [act for act in acts if act.startswith("access.")] == ["access.asked", "access.decided"]


def test_what_is_refused_changes_nothing(as_admin, as_lead, database):
    as_admin.post("/users/new", data=asked())
    ref = request_of(database).ref

    as_lead.post(f"/access-requests/{ref}/refuse")

    assert as_lead.post(f"/access-requests/{ref}/agree").status_code == 409
    assert database.session.scalars(sa.text("SELECT count(*) FROM invitations")).one() == 0


def test_an_administrator_decides_nothing(as_admin, lead, database):
    as_admin.post("/users/new", data=asked())
    ref = request_of(database).ref

    for address in ("", "/agree", "/refuse"):
        method = "POST" if address else "GET"
        answer = as_admin.open(f"/access-requests/{ref}{address}", method=method)
        assert answer.status_code == 403


def test_enabling_and_another_region_wait_for_a_lead_too(as_admin, as_lead, lead, database):
    coder, analyst = add_user(RoleName.CODER), add_user(RoleName.ANALYST)
    actions.disable(coder, by=lead)
    database.session.commit()

    as_admin.post(f"/users/{coder.ref}/enable")
    as_admin.post(f"/users/{analyst.ref}/region", data={"region": "rocu: Eastern"})

    assert coder.disabled_at is not None
    assert analyst.region_name == "South East"
    assert "Waiting for a lead" in as_admin.get(f"/users/{coder.ref}").text
    for one in database.session.scalars(sa.select(Approval)).all():
        assert as_lead.post(f"/access-requests/{one.ref}/agree").status_code == 303
    database.session.expire_all()
    assert coder.disabled_at is None
    assert analyst.region == Region(RegionSystem.ROCU, "Eastern")


def test_asked_twice_it_waits_once_and_the_former_link_is_dead(as_admin, as_lead, database):
    as_admin.post("/users/new", data=asked())
    ref = request_of(database).ref
    link = LINK.search(as_lead.post(f"/access-requests/{ref}/agree").text)
    assert link is not None
    user = database.session.scalars(sa.select(User).where(User.email == "jo@example.org")).one()

    for _click in range(2):
        as_admin.post(f"/users/{user.ref}/invitation")

    assert as_lead.get(link[0]).status_code == 404
    waiting = sa.select(sa.func.count()).where(Approval.agreed.is_(None))
    assert database.session.scalar(waiting) == 1


def test_nobody_decides_what_they_asked_for_or_what_is_about_themselves(admin, lead, database):
    person = add_user(RoleName.CODER, joined_at=None)
    mine = approvals.ask(person, approvals.Asked.JOIN, by=lead)
    about_me = approvals.ask(lead, approvals.Asked.ENABLE, by=admin)

    for one in (mine, about_me):
        with pytest.raises(Refused):
            approvals.agree(one, by=lead)


def test_no_action_lets_somebody_in_for_an_administrator(admin, database):
    coder = add_user(RoleName.CODER, joined_at=None)
    given = {"email": "a@example.org", "name": "A", "role": RoleName.CODER, "force": None}

    for act in (
        lambda: actions.invite(**given, by=admin),
        lambda: actions.invite_again(coder, by=admin),
    ):
        with pytest.raises(Refused, match="a lead must agree"):
            act()
