"""Sending by API: the same checks, the same record and the same idempotency as the form."""

import json
from typing import Any

import pytest
import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy

from dhp.accounts.models import Force, User
from dhp.accounts.permissions import RoleName
from dhp.audit.models import TrailEvent
from dhp.audit.verifying import verify
from dhp.cases.answers.table import read_answers
from dhp.cases.people.standing import places_of
from dhp.exchange.api.models import ApiSending
from dhp.notifications import actions
from dhp.notifications.models import Notification, Receipt
from dhp.notifications.queries import notification_with
from dhp.notifications.receipts import texts_in
from dhp.notifications.rules import Status
from dhp.oversight.tracing import who_saw
from tests.accounts.people import add_user
from tests.exchange.api.conftest import BODY, Call
from tests.notifications.deaths import ANSWERS

GAP = "Enquiries have only begun."


def count(database: SQLAlchemy, model: Any) -> int:
    return database.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


@pytest.fixture
def spoc(database: SQLAlchemy, force: Force) -> User:
    return add_user(RoleName.SPOC, force=force)


def test_what_is_sent_is_what_the_form_would_have_sent(
    send: Call, database: SQLAlchemy, force: Force, spoc: User
) -> None:
    draft = actions.start(force, "by-form", by=spoc)
    actions.save(draft, ANSWERS, draft.version, by=spoc)
    by_form = actions.send(draft, draft.send_key, "", by=spoc)
    database.session.commit()

    told = send().json

    assert told is not None
    by_program = database.session.scalars(
        sa.select(Receipt).where(Receipt.ref == told["receipt"])
    ).one()
    assert texts_in(by_program) == texts_in(by_form)
    assert by_program.notification.ref == told["notification"]
    assert by_program.notification.status is Status.SENT
    assert by_program.sender == f"The system of {force.name}"
    assert by_program.sent_by is None


def test_a_receipt_says_when_what_comes_next_and_where_people_look(
    send: Call, force: Force
) -> None:
    answer = send()

    assert answer.status_code == 201
    assert answer.json is not None
    assert answer.json["force"] == force.code
    assert answer.json["sent_at"].endswith("+00:00")
    assert "opens a case or returns it" in answer.json["what_comes_next"]
    page = f"/notifications/{answer.json['notification']}/receipts/{answer.json['receipt']}"
    assert answer.json["link"].endswith(page)
    assert answer.headers["Location"] == f"/api/v1/receipts/{answer.json['receipt']}"
    assert "Set-Cookie" not in answer.headers
    assert not [name for name, _value in answer.headers if name.startswith("Access-Control")]


def test_the_trail_names_the_system_and_stays_sound(send: Call, database: SQLAlchemy) -> None:
    send()

    events = [json.loads(body) for body in database.session.scalars(sa.select(TrailEvent.body))]
    sent = next(event for event in events if event["act"] == "notification.sent")
    assert (sent["role"], sent["actor_force"]) == ("api client", "E23000013")
    assert sent["surface"] == "api"
    assert sent["session"].startswith("dhp_")
    assert verify().code == 0
    assert "The system of Cleveland sent a notification" in {
        f"{line.who} {line.did}" for line in who_saw(sent["about"][0])
    }


def test_the_unit_accepts_what_a_system_sent(send: Call, database: SQLAlchemy) -> None:
    told, coder = send().json, add_user(RoleName.CODER)
    assert told is not None

    case = actions.accept(notification_with(told["notification"], coder), by=coder)
    database.session.commit()

    answers = places_of([case])[case.id].answers(read_answers([case]))
    assert answers["victim.age"].value == "34"


def test_a_contact_of_the_force_mends_what_the_unit_returned(
    send: Call, database: SQLAlchemy, spoc: User
) -> None:
    told, coder = send().json, add_user(RoleName.CODER)
    assert told is not None
    notification = notification_with(told["notification"], coder)
    actions.return_to_force(notification, "Please add the age.", by=coder)

    actions.save(notification, {"victim.age": "35"}, notification.version, by=spoc)
    second = actions.send(notification, notification.send_key, "", by=spoc)
    database.session.commit()

    again = send()
    assert notification.saver == spoc.name
    assert second.sender == spoc.name
    assert (again.status_code, again.json) == (200, told)


VALUES = [
    ("victim.age", 34, "34"),
    ("victim.age", 34.0, "34"),
    ("victim.age", "30-39", "30-39"),
    ("victim.sex", {"state": "not_known"}, "[not_known]"),
    ("death.date_of_death", "2026-03", "2026-03"),
    ("death.circumstances", "Zoe\u0308", "Zoë"),
]


@pytest.mark.parametrize(("name", "value", "text"), VALUES)
def test_an_answer_may_be_written_as_its_kind(
    send: Call, database: SQLAlchemy, name: str, value: object, text: str
) -> None:
    answer = send({"answers": ANSWERS | {name: value}})

    assert answer.status_code == 201, answer.json
    receipt = database.session.scalars(sa.select(Receipt)).one()
    assert texts_in(receipt)[name] == text


def test_several_suspects_are_told_of(send: Call, database: SQLAlchemy) -> None:
    second = {"suspect3.sex": "male", "suspect3.age": 20, "suspect2.sex": {"state": "not_known"}}

    answer = send({"answers": ANSWERS | second, "gap_reason": GAP})

    assert answer.status_code == 201, answer.json
    notification = database.session.scalars(sa.select(Notification)).one()
    assert notification.suspects == 3
    assert texts_in(notification.receipts[0])["suspect3.age"] == "20"


def test_gaps_need_a_reason_as_in_the_form(send: Call, database: SQLAlchemy) -> None:
    answers = {name: text for name, text in ANSWERS.items() if name != "victim.age"}

    refused = send({"answers": answers})
    taken = send({"answers": answers, "gap_reason": GAP})

    assert refused.json is not None
    assert [fault["field"] for fault in refused.json["errors"]] == ["gap_reason"]
    assert "victim.age" in refused.json["errors"][0]["detail"]
    assert taken.status_code == 201  # the same key: nothing was kept of what was refused
    assert database.session.scalars(sa.select(Receipt)).one().gap_reason == GAP


def test_what_is_not_asked_is_named_and_not_sent(send: Call, database: SQLAlchemy) -> None:
    answer = send({"answers": ANSWERS | {"death.suspect_identified": "no"}})

    unasked = ["suspect1.sex", "suspect1.age", "suspect1.relationship"]
    sent = texts_in(database.session.scalars(sa.select(Receipt)).one())
    assert answer.status_code == 201
    assert answer.json is not None
    assert sorted(answer.json["not_asked"]) == sorted(unasked)
    assert not set(unasked) & set(sent)


def test_the_same_request_is_sent_once(send: Call, database: SQLAlchemy) -> None:
    first, *others = (send() for _ in range(3))
    quoted = send(key='"key-number-one"')

    assert first.status_code == 201
    assert [(one.status_code, one.json) for one in (*others, quoted)] == [(200, first.json)] * 3
    assert (count(database, Notification), count(database, Receipt)) == (1, 1)


def test_another_body_under_the_same_key_is_refused(send: Call, database: SQLAlchemy) -> None:
    send()

    other = send({"answers": ANSWERS | {"victim.age": "35"}})

    assert (other.status_code, other.json and other.json["type"]) == (
        422,
        "urn:dhp:problem:key-reused",
    )
    assert count(database, Receipt) == 1


def test_a_key_of_one_force_says_nothing_to_another(
    send: Call, other_key: str, database: SQLAlchemy
) -> None:
    first, other = send(), send(shows=other_key)

    assert (first.status_code, other.status_code) == (201, 201)
    assert other.json is not None
    assert other.json["possible_duplicates"] == 0
    assert count(database, ApiSending) == 2


def test_a_possible_duplicate_is_told_and_hinders_nothing(
    send: Call, database: SQLAlchemy, force: Force, spoc: User
) -> None:
    draft = actions.start(force, "by-form", by=spoc)
    actions.save(draft, ANSWERS, draft.version, by=spoc)
    database.session.commit()

    answer = send()

    assert answer.status_code == 201
    assert answer.json is not None
    assert answer.json["possible_duplicates"] == 1
    assert draft.ref not in answer.get_data(as_text=True)


def test_a_link_to_police_makes_it_restricted_and_the_receipt_says_so(
    send: Call, spoc: User, database: SQLAlchemy
) -> None:
    answer = send({"answers": ANSWERS | {"death.police_link": "yes"}})

    assert answer.json is not None
    assert "only named people of the unit" in answer.json["what_comes_next"]
    assert database.session.scalars(sa.select(Notification)).one().restricted
    assert BODY["answers"] == ANSWERS
