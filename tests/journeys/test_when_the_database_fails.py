"""Sending while the database is down: never a receipt, never a word lost, and it works afterwards."""

from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from dhp.accounts.permissions import RoleName
from dhp.notifications.models import Notification, Receipt
from dhp.notifications.rules import Status
from tests.journeys.answers import ABOUT_THE_PEOPLE, BACKGROUND, about_the_death

REASON = "Nobody at the hospital answers before eight."


def everything(statement):
    return True


def the_receipt(statement):
    return statement.startswith("INSERT INTO receipts")


def the_trail(statement):
    return statement.startswith(("INSERT INTO trail", "SELECT trail_append"))


@contextmanager
def down(engine, when):
    """Every statement that `when` names fails as one does whose server has gone away."""

    def fail(_connection, _cursor, statement, *_rest):
        if when(statement):
            raise OperationalError(statement, {}, ConnectionError("the server went away"))

    sa.event.listen(engine, "before_cursor_execute", fail)
    try:
        yield
    finally:
        sa.event.remove(engine, "before_cursor_execute", fail)


@contextmanager
def down_at_commit(engine):
    def fail(_connection):
        raise OperationalError("COMMIT", {}, ConnectionError("the server went away"))

    sa.event.listen(engine, "commit", fail)
    try:
        yield
    finally:
        sa.event.remove(engine, "commit", fail)


@pytest.fixture
def sam(arrive):
    """Before the button that sends, with one question not answered."""
    sam = arrive(RoleName.SPOC, "Sam Spoc")
    sam.press("Notify a death").fill(about_the_death()).press("Save and continue")
    sam.fill(ABOUT_THE_PEOPLE | {"victim.age": ""}).press("Save and continue")
    sam.fill(BACKGROUND).press("Save and continue")
    return sam.fill({"gap_reason": REASON})


def nothing_was_sent(database):
    database.session.rollback()
    receipts = database.session.scalars(sa.select(Receipt)).all()
    status = database.session.scalars(sa.select(Notification)).one().status
    database.session.rollback()
    return receipts == [] and status is Status.DRAFT


def then_it_succeeds(sam, database):
    sam.press("Try again")
    assert "Notification sent" in sam.text
    assert database.session.scalars(sa.select(Receipt)).one().gap_reason == REASON


@pytest.mark.parametrize("when", [everything, the_receipt, the_trail])
def test_a_database_that_goes_away_while_sending_gives_back_what_was_typed(database, sam, when):
    with down(database.engine, when):
        sam.press("Send notification", expected=503)

    assert REASON in sam.text
    assert "Notification sent" not in sam.text
    assert sam.answer.headers["Retry-After"]
    assert nothing_was_sent(database)
    then_it_succeeds(sam, database)


def test_a_commit_that_fails_is_no_receipt(database, sam):
    with down_at_commit(database.engine):
        sam.press("Send notification", expected=503)

    assert REASON in sam.text
    assert nothing_was_sent(database)
    then_it_succeeds(sam, database)


def test_a_page_of_questions_keeps_its_answers_too(database, sam):
    sam.open(sam.at.replace("/check", "/background"))
    words = "She rang at ten, and\nagain at eleven; nobody came."

    with down(database.engine, everything):
        sam.fill({"death.circumstances": words}).press("Save and continue", expected=503)
    sam.press("Try again")

    assert "She rang at ten, and again at eleven" in sam.text
    assert "Check your answers and send" in sam.text


def test_a_service_without_its_database_says_so_on_every_page(database, sam):
    with down(database.engine, everything):
        for page in ("/", "/notifications", "/cases", "/reports/", "/sign-in"):
            assert sam.open(page).answer.status_code == 503, page
            assert "Wait a minute, then reload this page." in sam.text
