import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from dhp.accounts.models import User
from dhp.accounts.permissions import RoleName
from dhp.calendar import now
from dhp.extensions import db
from dhp.mail.models import Message, Status
from dhp.mail.outbox import post
from tests.cases.conftest import MakeUser
from tests.harness.pages import PageClient

SignIn = Callable[[User], None]


@pytest.fixture
def lead(make_user: MakeUser) -> User:
    return make_user(RoleName.LEAD, "Lee Lead")


def write(status: Status, days: int = 0) -> Message:
    number = db.session.query(Message).count()
    message = post(to="a@example.org", subject="What waits", text="One.", key=f"n{number}")
    message.status, message.queued_at = status, now() - timedelta(days=days)
    db.session.commit()
    return message


def home(client: PageClient) -> str:
    page = client.get("/").get_data(as_text=True)
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", page))


@pytest.mark.parametrize(
    ("status", "words"),
    [(Status.UNSURE, "may not have arrived"), (Status.REFUSED, "refused by the mail server")],
)
def test_a_lead_sees_that_mail_is_in_trouble(
    database: SQLAlchemy,
    client: PageClient,
    lead: User,
    sign_in: SignIn,
    status: Status,
    words: str,
) -> None:
    write(status)
    sign_in(lead)

    assert re.search(rf"See to the mail \(1\).*1 message {words}", home(client))


def test_a_queue_that_does_not_move_is_shown_after_a_day(
    app: Flask, database: SQLAlchemy, client: PageClient, lead: User, sign_in: SignIn
) -> None:
    sign_in(lead)
    write(Status.WAITING)
    young = home(client)
    write(Status.WAITING, days=2)
    old = home(client)
    app.config["DEMONSTRATION"] = True

    assert "See to the mail" not in young
    assert "2 messages not sent for more than a day Waiting 2 days" in old
    assert "See to the mail" not in home(client)


def test_nobody_else_sees_it(
    database: SQLAlchemy, client: PageClient, coder: User, sign_in: SignIn
) -> None:
    write(Status.UNSURE)
    sign_in(coder)

    assert "See to the mail" not in home(client)


@pytest.mark.parametrize("role", RoleName)
def test_the_next_three_dates_are_on_every_first_page(
    database: SQLAlchemy, client: PageClient, make_user: MakeUser, sign_in: SignIn, role: RoleName
) -> None:
    sign_in(make_user(role))

    page = client.get("/").get_data(as_text=True)

    dates = page.partition("Next dates")[2].partition("</ul>")[0]
    assert dates.count("<li>") == 3
    assert "weekly" in dates
    assert 'href="/calendar"' in page
