"""A lost second factor: one person asks, another agrees, the password is asked for all the same."""

import re
from datetime import timedelta

import pyotp
import pytest
import sqlalchemy as sa
import time_machine

from dhp.accounts import approvals
from dhp.accounts.approval_models import Approval
from dhp.accounts.models import SignIn
from dhp.accounts.permissions import RoleName
from dhp.accounts.recovery.actions import set_factor
from dhp.accounts.recovery.models import Recovery
from dhp.audit.account_acts import AccountAct
from dhp.audit.models import TrailEvent
from dhp.calendar import now
from dhp.errors import DomainError, Refused
from dhp.mail.models import Message
from tests.accounts.people import PASSWORD, SECRET, add_user, sign_in_as

LINK = re.compile(r"/recovery/[\w-]+")
TYPED = re.compile(r"<code>([A-Z2-7 ]+)</code>")


@pytest.fixture
def people(database):
    roles = RoleName.ADMINISTRATOR, RoleName.LEAD, RoleName.CODER
    return [add_user(role) for role in roles]


@pytest.fixture
def link(people, database):
    """What the coder was sent, after an administrator asked and the lead agreed."""
    admin, lead, coder = people
    approvals.ask_recovery(coder, by=admin)
    approvals.agree(database.session.scalars(sa.select(Approval)).one(), by=lead)
    database.session.commit()
    return mailed(database, coder)


def mailed(database, user):
    texts = database.session.scalars(sa.select(Message.text).where(Message.to == user.email)).all()
    [found] = [match[0] for text in texts for match in [LINK.search(text)] if match]
    return found


def secret_on(page):
    return TYPED.search(page.text)[1].replace(" ", "")


def recover(client, link):
    """Both steps; gives the new secret."""
    client.post(link, data={"current_password": PASSWORD})
    secret = secret_on(client.get(f"{link}/code"))
    client.post(f"{link}/code", data={"code": pyotp.TOTP(secret).now()})
    return secret


def test_an_administrator_asks_and_only_the_person_gets_the_link(app, people, database):
    admin, lead, coder = people
    as_admin, as_lead = app.test_client(), app.test_client()
    sign_in_as(as_admin, admin)
    sign_in_as(as_lead, lead)

    seen = as_admin.post(f"/users/{coder.ref}/new-authenticator", follow_redirects=True).text
    ref = database.session.scalars(sa.select(Approval.ref)).one()
    seen += as_lead.get(f"/access-requests/{ref}").text
    seen += as_lead.post(f"/access-requests/{ref}/agree", follow_redirects=True).text

    assert "A lead must agree first" in seen
    assert "To set up a new authenticator" in seen
    assert LINK.search(seen) is None
    assert LINK.fullmatch(mailed(database, coder))
    told = database.session.execute(sa.select(Message.to, Message.subject)).all()
    assert (coder.email, "A new authenticator is asked for you") in told
    assert (lead.email, "Somebody waits for your decision") in told
    assert not any(admin.email == to for to, _ in told)


def test_the_new_factor_takes_the_place_of_the_old_one(client, people, link, database, app):
    *_, coder = people
    before = app.test_client()
    sign_in_as(before, coder)

    secret = recover(client, link)

    database.session.expire_all()
    assert coder.code_secret == secret != SECRET
    assert before.get("/account").location == "/sign-in"
    assert client.get("/account").location == "/sign-in"
    acts = database.session.scalars(sa.select(TrailEvent.act)).all()
    assert {AccountAct.RECOVERY_SENT, AccountAct.FACTOR_RESET} <= set(acts)
    subjects = database.session.scalars(sa.select(Message.subject)).all()
    assert {"Your authenticator has changed", "Somebody has a new authenticator"} <= set(subjects)


def test_afterwards_the_new_code_lets_in_and_the_old_one_does_not(
    client, link, people, give_password, give_code
):
    secret = recover(client, link)

    with time_machine.travel(now() + timedelta(minutes=1), tick=False):
        give_password(client, "coder@example.org")
        assert "not right" in give_code(client, pyotp.TOTP(SECRET).now()).text
        give_code(client, pyotp.TOTP(secret).now())
        assert client.get("/account").status_code == 200


def test_the_link_is_worth_nothing_without_the_password(client, link, people, database):
    wrong = client.post(link, data={"current_password": "not the password"})
    step = client.get(f"{link}/code")
    forced = client.post(f"{link}/code", data={"code": "123456"})

    assert "not your present password" in wrong.text
    assert step.location == forced.location == link
    database.session.expire_all()
    assert people[2].code_secret == SECRET


def test_the_password_given_in_one_browser_opens_nothing_in_another(client, link, app, people):
    client.post(link, data={"current_password": PASSWORD})

    assert app.test_client().get(f"{link}/code").location == link


def test_a_half_way_recovery_leaves_the_old_factor_and_opens_no_page(client, link, people):
    client.post(link, data={"current_password": PASSWORD})

    wrong = client.post(f"{link}/code", data={"code": "000000"})

    assert "The code is not right" in wrong.text
    assert people[2].code_secret == SECRET
    assert client.get("/account").location == "/sign-in"


@pytest.mark.parametrize(("hours", "status"), [(23, 200), (25, 404)])
def test_a_link_lasts_a_day(client, link, hours, status):
    with time_machine.travel(now() + timedelta(hours=hours), tick=False):
        assert client.get(link).status_code == status


def test_a_link_works_once(client, link):
    recover(client, link)

    assert client.get(link).status_code == 404


def test_of_two_who_finish_at_once_one_succeeds(client, link, database):
    client.post(link, data={"current_password": PASSWORD})
    found = database.session.scalars(sa.select(Recovery)).one()
    code = pyotp.TOTP(found.code_secret).now()
    database.session.execute(
        sa.update(Recovery).values(used_at=now()).execution_options(synchronize_session=False)
    )

    with pytest.raises(Refused):
        set_factor(found, code)


def test_a_new_link_ends_the_former_one(client, link, people, database):
    admin, lead, coder = people
    approvals.ask_recovery(coder, by=admin)
    again = database.session.scalars(sa.select(Approval).where(Approval.agreed.is_(None))).one()
    approvals.agree(again, by=lead)
    database.session.commit()

    assert client.get(link).status_code == 404


def test_a_lead_asks_and_another_one_agrees(app, people, database):
    _, lead, coder = people
    other = add_user(RoleName.LEAD, email="other@example.org")
    client = app.test_client()
    sign_in_as(client, lead)

    page = client.post("/access-requests/new-authenticator", data={"email": coder.email})

    assert page.location == "/access-requests"
    asked = database.session.scalars(sa.select(Approval)).one()
    with pytest.raises(Refused):
        approvals.agree(asked, by=lead)
    assert approvals.agree(asked, by=other) is None


def test_who_may_not_be_asked_for_is_said(app, people, database):
    _, lead, _ = people
    waiting = add_user(email="waiting@example.org", joined_at=None)
    client = app.test_client()
    sign_in_as(client, lead)
    for email in ("nobody@example.org", waiting.email, lead.email):
        answer = client.post("/access-requests/new-authenticator", data={"email": email})

        assert answer.status_code == 422
        assert "There is a problem" in answer.text


def test_nobody_else_asks(people):
    *_, coder = people
    with pytest.raises(DomainError):
        approvals.ask_recovery(people[1], by=coder)


def test_the_code_page_says_what_to_do(client, people, give_password):
    give_password(client, "coder@example.org")

    assert "Lost your authenticator?" in client.get("/sign-in/code").text


def test_no_session_is_left_half_begun(client, link, database):
    recover(client, link)

    left = database.session.scalars(sa.select(SignIn).where(SignIn.ended_at.is_(None))).all()
    assert left == []
