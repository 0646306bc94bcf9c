import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from dhp.accounts.models import User
from dhp.accounts.permissions import RoleName
from dhp.audit import queries as trail
from dhp.audit.acts import Act
from dhp.errors import Refused
from dhp.extensions import db
from dhp.mail.models import Message, Status
from dhp.mail.outbox import post
from dhp.rhythm.mailing import leave, send_again, send_mail
from tests.cases.conftest import MakeUser, Statements
from tests.harness.pages import PageClient
from tests.mail.sink import CUT, Sink, Step

SignIn = Callable[[User], None]


@pytest.fixture
def lead(make_user: MakeUser) -> User:
    return make_user(RoleName.LEAD, "Lee Lead")


def write(key: str, status: Status = Status.WAITING) -> Message:
    message = post(to=f"{key}@example.org", subject=f"About {key}", text="1 draft.", key=key)
    message.status = status
    if status in (Status.UNSURE, Status.REFUSED, Status.SENT):
        message.settled_at, message.trouble = message.posted_at, "No answer after the text"
    db.session.commit()
    return message


def acts_about(message: Message) -> list[str]:
    db.session.rollback()
    return [event.act for event in trail.about(message.ref)]


def text(client: PageClient) -> str:
    page = client.get("/mail")
    assert page.status_code == 200
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", page.get_data(as_text=True)))


def test_what_the_service_sent_is_told_in_the_trail_without_an_address(
    mail_set: Sink, database: SQLAlchemy
) -> None:
    message = write("one")

    send_mail()

    event = trail.about(message.ref)[0]
    assert (event.act, event.actor) == (Act.MAIL_SENT, "command")
    assert "one@example.org" not in event.body


def test_what_ended_in_trouble_is_told_in_the_trail_and_a_passing_one_is_not(
    mail_set: Sink, database: SQLAlchemy
) -> None:
    passing, unsure, refused = write("one"), write("two"), write("three")
    for message, step, order in (
        (passing, Step.RCPT, "450 Later"),
        (unsure, Step.TEXT, CUT),
        (refused, Step.RCPT, "550 Nobody"),
    ):
        db.session.query(Message).update({"status": Status.LEFT})
        message.status = Status.WAITING
        db.session.commit()
        mail_set.wrong = {step: order}
        send_mail()

    assert acts_about(passing) == []
    assert acts_about(unsure) == [Act.MAIL_UNSURE]
    assert acts_about(refused) == [Act.MAIL_REFUSED]


def test_a_lead_sends_a_message_in_doubt_again_with_two_clicks(
    mail_set: Sink, database: SQLAlchemy, client: PageClient, lead: User, sign_in: SignIn
) -> None:
    message = write("one", Status.UNSURE)
    sign_in(lead)

    before = text(client)
    answer = client.post(f"/mail/{message.ref}/again", follow_redirects=True)
    send_mail()

    assert re.search(r"May not have arrived \(1\).*one@example.org", before)
    assert "The message waits to be sent again." in answer.get_data(as_text=True)
    assert mail_set.recipients == ["one@example.org"]
    assert acts_about(message) == [Act.MAIL_SENT_AGAIN, Act.MAIL_SENT]


def test_a_lead_leaves_a_refused_message(
    mail_set: Sink, database: SQLAlchemy, client: PageClient, lead: User, sign_in: SignIn
) -> None:
    message = write("one", Status.REFUSED)
    sign_in(lead)

    client.post(f"/mail/{message.ref}/leave")
    send_mail()

    assert mail_set.taken == []
    assert acts_about(message) == [Act.MAIL_LEFT]
    assert "No message is in trouble." in text(client)


@pytest.mark.parametrize("status", [Status.WAITING, Status.SENT, Status.LEFT, Status.HANDED])
@pytest.mark.parametrize("act", [send_again, leave])
def test_only_a_message_in_trouble_is_decided_on(
    database: SQLAlchemy, lead: User, status: Status, act: Callable[..., None]
) -> None:
    message = write("one", status)

    with pytest.raises(Refused):
        act(message, by=lead)

    assert message.status is status


def test_the_page_says_why_nothing_is_sent(
    app: Flask, database: SQLAlchemy, client: PageClient, lead: User, sign_in: SignIn
) -> None:
    write("one")
    sign_in(lead)

    unset = text(client)
    app.config["DEMONSTRATION"] = True
    demonstration = text(client)

    assert "No mail server is set, so nothing is sent." in unset
    assert "This is a demonstration: no mail leaves it." in demonstration
    assert "Waiting to be sent (1)" in demonstration


def test_the_page_takes_as_many_statements_for_many_messages_as_for_few(
    database: SQLAlchemy,
    client: PageClient,
    lead: User,
    sign_in: SignIn,
    statements: Statements,
) -> None:
    sign_in(lead)
    write("one", Status.UNSURE)
    text(client)
    statements.clear()
    text(client)
    few = len(statements)
    for number in range(9):
        write(f"n{number}", Status.UNSURE if number % 2 else Status.SENT)
    statements.clear()

    text(client)

    assert len(statements) == few <= 7


def test_an_absent_message_is_not_found(
    database: SQLAlchemy, client: PageClient, lead: User, sign_in: SignIn
) -> None:
    sign_in(lead)

    assert client.post("/mail/00000000000000/again").status_code == 404
