from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from dhp.accounts.models import Force, User
from dhp.accounts.permissions import RoleName
from dhp.audit import queries as trail
from dhp.audit.acts import Act
from dhp.calendar import clock_at
from dhp.duties import run_due
from dhp.errors import DomainError
from dhp.extensions import db
from dhp.mail.models import Message
from dhp.rhythm.escalation import ESCALATION
from dhp.rhythm.models import ChiefOfficer, Escalation
from dhp.rhythm.naming import end_officer, name_officer
from dhp.rhythm.officers import officers_of
from tests.cases.conftest import MakeUser
from tests.harness.pages import PageClient
from tests.questions.conftest import MakeQuestion

MONDAY = datetime(2026, 3, 9, 8, tzinfo=UTC)
SignIn = Callable[[User], None]


@pytest.fixture
def lead(make_user: MakeUser) -> User:
    return make_user(RoleName.LEAD, "Lee Lead")


@pytest.fixture
def officer(database: SQLAlchemy, kent: Force, lead: User) -> ChiefOfficer:
    named = name_officer(kent, "Ash Chief", "ash.chief@example.org", by=lead)
    database.session.commit()
    return named


def written(at: datetime) -> list[Message]:
    with clock_at(at):
        assert run_due(at, {ESCALATION.name}).failed == []
    return list(db.session.query(Message).order_by(Message.id))


def test_a_chief_officer_is_told_once_a_month_what_is_long_overdue(
    officer: ChiefOfficer, kent: Force, make_question: MakeQuestion
) -> None:
    make_question(when="2026-01-20T10:00:00")  # due on 3 February

    first = written(MONDAY)
    same_month = written(MONDAY + timedelta(days=7))
    next_month = written(MONDAY + timedelta(days=28))

    assert [message.to for message in first] == ["ash.chief@example.org"]
    assert "- 1 question of the central unit to answer\n" in first[0].text
    assert kent.name not in first[0].text
    assert len(same_month) == 1
    assert len(next_month) == 2


def test_what_is_less_overdue_than_the_setting_says_is_not_told(
    app: Flask, officer: ChiefOfficer, make_question: MakeQuestion
) -> None:
    make_question(when="2026-02-12T10:00:00")  # due on 26 February, 11 days before

    usual = written(MONDAY)
    app.config["ESCALATE_AFTER_DAYS"] = 10
    sooner = written(MONDAY + timedelta(days=7))

    assert usual == []
    assert "by more than 10 days" in sooner[0].text


def test_nobody_is_told_where_nobody_is_named(
    officer: ChiefOfficer, lead: User, make_question: MakeQuestion
) -> None:
    make_question(when="2026-01-20T10:00:00")
    end_officer(officer, by=lead)
    db.session.commit()

    assert written(MONDAY) == []


def test_an_escalation_is_recorded_with_its_message(
    officer: ChiefOfficer, kent: Force, make_question: MakeQuestion
) -> None:
    make_question(when="2026-01-20T10:00:00")

    message = written(MONDAY)[0]

    row = db.session.query(Escalation).one()
    assert (row.month, row.overdue, row.message_ref) == ("2026-03", 1, message.ref)
    event = trail.about(message.ref)[0]
    assert (event.act, event.actor) == (Act.ESCALATED, "command")
    assert "chief" not in event.body.replace("chief-officer", "")


def test_naming_another_ends_the_first_and_keeps_both(
    officer: ChiefOfficer, kent: Force, lead: User
) -> None:
    other = name_officer(kent, "Bo Deputy", "bo@example.org", by=lead)
    db.session.commit()

    assert [one.name for one in officers_of(kent)] == ["Bo Deputy", "Ash Chief"]
    assert officer.ended_at is not None
    assert other.ended_at is None
    assert [event.act for event in trail.about(officer.ref)] == [
        Act.CHIEF_OFFICER_NAMED,
        Act.CHIEF_OFFICER_ENDED,
    ]


@pytest.mark.parametrize(
    ("name", "email"),
    [("", "a@example.org"), ("Ash", "nobody"), ("Ash", "a@example.org\r\nBcc: b@example.org")],
)
def test_a_name_and_one_address_are_needed(kent: Force, lead: User, name: str, email: str) -> None:
    with pytest.raises(DomainError):
        name_officer(kent, name, email, by=lead)

    assert officers_of(kent) == []


def test_a_lead_names_a_chief_officer_on_the_page_of_the_force(
    database: SQLAlchemy, client: PageClient, kent: Force, lead: User, sign_in: SignIn
) -> None:
    sign_in(lead)
    address = f"/chief-officers/{kent.code}"

    empty = client.post(address, data={"name": "Ash Chief", "email": ""})
    named = client.post(
        address, data={"name": "Ash Chief", "email": "ash@example.org"}, follow_redirects=True
    )
    listed = client.get("/chief-officers").get_data(as_text=True)

    assert empty.status_code == 422
    assert "Enter the chief officer’s e-mail address." in empty.get_data(as_text=True)
    assert "The chief officer for Kent is named." in named.get_data(as_text=True)
    assert "Ash Chief" in listed


def test_a_lead_ends_a_naming(
    database: SQLAlchemy, client: PageClient, officer: ChiefOfficer, lead: User, sign_in: SignIn
) -> None:
    sign_in(lead)

    page = client.post(f"/chief-officers/end/{officer.ref}", follow_redirects=True)
    again = client.post(f"/chief-officers/end/{officer.ref}")

    assert "Nobody is named for Kent now." in page.get_data(as_text=True)
    assert again.status_code == 409


@pytest.mark.parametrize("role", [role for role in RoleName if role is not RoleName.LEAD])
def test_nobody_else_sees_who_is_named(
    database: SQLAlchemy, client: PageClient, make_user: MakeUser, sign_in: SignIn, role: RoleName
) -> None:
    sign_in(make_user(role))

    assert client.get("/chief-officers").status_code == 403
