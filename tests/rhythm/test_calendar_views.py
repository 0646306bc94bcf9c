from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import time_machine
from flask_sqlalchemy import SQLAlchemy

from dhp.accounts.models import User
from dhp.accounts.permissions import RoleName
from tests.cases.conftest import MakeUser, Statements
from tests.harness.pages import PageClient

SignIn = Callable[[User], None]
AT = datetime(2026, 3, 10, 9, tzinfo=UTC)


@pytest.mark.parametrize("role", RoleName)
def test_everybody_signed_in_sees_the_calendar(
    database: SQLAlchemy, client: PageClient, make_user: MakeUser, sign_in: SignIn, role: RoleName
) -> None:
    sign_in(make_user(role))

    with time_machine.travel(AT, tick=False):
        page = client.get("/calendar").get_data(as_text=True)

    assert "March 2026" in page
    assert "Thursday 12" in page
    assert "Good Friday" in page
    assert "March 2027" in page


def test_the_file_is_for_calendar_programs(
    database: SQLAlchemy, client: PageClient, make_user: MakeUser, sign_in: SignIn
) -> None:
    sign_in(make_user(RoleName.READER))

    with time_machine.travel(AT, tick=False):
        answer = client.get("/calendar.ics")

    assert answer.mimetype == "text/calendar"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="dates.ics"'
    assert answer.get_data(as_text=True).count("SUMMARY:Weekly cut-off") == 52


def test_nobody_signed_in_sees_neither(client: PageClient, database: SQLAlchemy) -> None:
    assert [client.get(path).status_code for path in ("/calendar", "/calendar.ics")] == [302, 302]


def test_the_page_reads_the_database_only_to_know_who_asks_and_what_is_set(
    database: SQLAlchemy,
    client: PageClient,
    make_user: MakeUser,
    sign_in: SignIn,
    statements: Statements,
) -> None:
    sign_in(make_user(RoleName.READER))
    client.get("/calendar")
    statements.clear()

    client.get("/calendar")

    assert len(statements) <= 6
