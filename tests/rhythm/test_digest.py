from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from dhp.accounts.models import Force, User
from dhp.audit import queries as trail
from dhp.audit.acts import Act
from dhp.calendar import clock_at
from dhp.cases.models import Case
from dhp.duties import run_due
from dhp.extensions import db
from dhp.mail.models import Message
from dhp.references import shown_reference
from dhp.rhythm.digest import DIGEST, due
from tests.questions.conftest import MakeQuestion

MONDAY = datetime(2026, 3, 9, 8, tzinfo=UTC)
SUMMER_MONDAY = datetime(2026, 6, 8, 7, tzinfo=UTC)  # 8 in London


def write(at: datetime) -> list[Message]:
    """Run what is due at an instant; every message so far, in the order of posting."""
    with clock_at(at):
        outcome = run_due(at, {DIGEST.name})
    assert outcome.failed == []
    return list(db.session.query(Message).order_by(Message.id))


@pytest.mark.parametrize(
    ("at", "week"),
    [
        (MONDAY - timedelta(seconds=1), None),
        (MONDAY, "2026-03-09"),
        (MONDAY + timedelta(days=3, hours=15, minutes=59), "2026-03-09"),
        (MONDAY + timedelta(days=4), None),
        (SUMMER_MONDAY - timedelta(seconds=1), None),
        (SUMMER_MONDAY, "2026-06-08"),
        (SUMMER_MONDAY + timedelta(days=3, hours=15, minutes=59), "2026-06-08"),
        (SUMMER_MONDAY + timedelta(days=3, hours=16), None),
    ],
)
def test_digests_are_due_from_monday_at_8_in_london_to_the_cut_off(
    spoc: User, at: datetime, week: str | None
) -> None:
    assert list(due(at)) == ([f"{week} {spoc.ref}"] if week else [])


def test_only_who_works_for_a_force_gets_one(
    database: SQLAlchemy, spoc: User, coder: User, stranger: User
) -> None:
    stranger.disabled_at = MONDAY
    database.session.commit()

    assert [key.partition(" ")[2] for key in due(MONDAY)] == [spoc.ref]


def test_a_digest_holds_counts_and_a_link_and_nothing_of_a_death(
    app: Flask, spoc: User, case: Case, kent: Force, make_question: MakeQuestion
) -> None:
    app.config["SERVICE_URL"] = "https://dhp.example.org"
    make_question(when="2026-03-01T10:00:00", words="Was Jane Doe known?")

    message = write(MONDAY)[0]

    assert message.until == MONDAY + timedelta(days=3, hours=16)
    assert (message.to, message.subject) == (spoc.email, "What waits for your force")
    assert "- 1 question of the central unit to answer\n" in message.text
    assert "https://dhp.example.org/\n" in message.text
    hidden = [case.ref, shown_reference(case.ref), "42/7", "Jane", kent.name, kent.code, spoc.name]
    assert [word for word in hidden if word in message.text + message.subject] == []


def test_nobody_is_written_to_when_nothing_waits_nor_later_that_week(
    spoc: User, make_question: MakeQuestion
) -> None:
    first = write(MONDAY)
    make_question(when="2026-03-09T12:00:00")

    assert first == write(MONDAY + timedelta(days=1)) == []


def test_each_person_gets_one_a_week(
    spoc: User, stranger: User, make_question: MakeQuestion
) -> None:
    make_question(when="2026-03-01T10:00:00")
    write(MONDAY)
    write(MONDAY + timedelta(hours=1))

    messages = write(MONDAY + timedelta(days=7))

    assert [message.to for message in messages] == [spoc.email, spoc.email]


def test_a_digest_is_told_in_the_trail_as_the_service_s_doing(
    spoc: User, kent: Force, make_question: MakeQuestion
) -> None:
    make_question(when="2026-03-01T10:00:00")

    message = write(MONDAY)[0]

    event = trail.about(message.ref)[0]
    assert (event.act, event.actor) == (Act.DIGEST_WRITTEN, "command")
    assert f'"force":"{kent.code}"' in event.body.replace(" ", "")
