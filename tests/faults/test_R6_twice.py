"""R6: the same thing is sent by ten at once: it happens once, and all get the same receipt."""

import json
from collections import Counter

import pytest
import sqlalchemy as sa

from dhp.accounts.api_keys.actions import make_key
from dhp.accounts.permissions import RoleName
from dhp.audit.trail import Command
from dhp.extensions import db
from dhp.notifications import actions
from dhp.notifications.models import Notification, Receipt
from tests.faults.desks import desk, desks
from tests.harness.examples import tries
from tests.harness.races import at_once
from tests.notifications.deaths import ANSWERS

pytestmark = [pytest.mark.faults, pytest.mark.database]
TOGETHER = 10  # of those on SQLite, where one at a time writes and the others wait, four
ROUNDS = tries(2, thorough=100)
UNIQUE = """
    SELECT conname FROM pg_constraint WHERE contype = 'u' AND array_length(conkey, 1) = 2
    AND conrelid = 'notifications'::regclass
"""
BODY = json.dumps({"answers": ANSWERS})


@pytest.fixture
def people(app, database):
    """A contact with two tabs, and a colleague of the same force."""
    app.config["API_CALLS_PER_MINUTE"] = 1_000_000
    users, clients = desks(app, RoleName.SPOC, 2)
    return users, [clients[0], desk(app, users[0]), clients[1]]


@pytest.fixture
def key(people, database):
    _key, text = make_key(people[0][0].force, "Crime recording", by=Command())
    database.session.commit()
    return text


def together():
    """How many act at once."""
    return TOGETHER if db.engine.dialect.name == "postgresql" else 4


def started(people, round_):
    """Ten clicks on "start" with one key: where each is led to."""
    _users, clients = people
    data = {"key": f"round-{round_}"}
    answers = at_once(
        *(
            lambda client=clients[place % 3]: client.post("/notifications/start", data=data)
            for place in range(together())
        )
    )
    return [(answer.status_code, answer.location) for answer in answers]


def sent(people, round_):
    """Ten clicks on "send" of one draft: the receipt that each is led to, perhaps after a 409."""
    users, clients = people
    draft = actions.start(users[0].force, f"sent-{round_}", by=users[0])
    actions.save(draft, ANSWERS, draft.version, by=users[0])
    data = {"key": draft.send_key, "version": str(draft.version)}
    path = f"/notifications/{draft.ref}/check"
    db.session.commit()
    answers = at_once(
        *(
            lambda client=clients[place % 3]: client.post(path, data=data)
            for place in range(together())
        )
    )
    again = [one if one.status_code == 303 else clients[0].post(path, data=data) for one in answers]
    return [(answer.status_code, answer.location) for answer in again]


def called(app, key, round_):
    """Ten calls of the API with one Idempotency-Key: the receipt that each is told."""
    headers = {"Authorization": f"Bearer {key}", "Idempotency-Key": f"key-of-round-{round_}"}
    headers["Content-Type"] = "application/json"

    def call():
        path = "/api/v1/notifications"
        answer = app.test_client().post(path, data=BODY, headers=headers)
        return answer.status_code, answer.json.get("receipt")

    found = at_once(*[call] * together())
    return [call() if status == 409 else (status, receipt) for status, receipt in found]


def count(model):
    db.session.rollback()
    return db.session.scalar(sa.select(sa.func.count()).select_from(model))


def report(tell, words, answers, rows):
    tell(
        f"R6 {words}: {len(answers)} rounds of {together()} at once, {rows} rows, "
        f"{sum(len(set(one)) > 1 for one in answers)} rounds with different answers"
    )


def test_r6_a_start_clicked_ten_times_at_once_is_one_draft(people, tell):
    answers = [started(people, round_) for round_ in range(ROUNDS)]

    rows = count(Notification)
    report(tell, "start, two tabs and two desks", answers, rows)
    assert rows == ROUNDS
    assert [len(set(one)) for one in answers] == [1] * ROUNDS
    assert {status for one in answers for status, _place in one} == {303}


def test_r6_a_notice_sent_ten_times_at_once_has_one_receipt(people, tell):
    answers = [sent(people, round_) for round_ in range(ROUNDS)]

    rows = count(Receipt)
    report(tell, "send, two tabs and two desks", answers, rows)
    assert rows == ROUNDS
    assert [len(set(one)) for one in answers] == [1] * ROUNDS
    assert all("/receipts/" in place for one in answers for _status, place in one)


def test_r6_a_request_of_a_program_sent_ten_times_at_once_has_one_receipt(app, key, tell):
    answers = [called(app, key, round_) for round_ in range(ROUNDS)]

    rows = count(Receipt)
    report(tell, "API, one key", [[told for _status, told in one] for one in answers], rows)
    assert rows == count(Notification) == ROUNDS
    for one in answers:
        assert Counter(status for status, _told in one) == {201: 1, 200: together() - 1}
        assert len({told for _status, told in one}) == 1


@pytest.mark.only_on("postgresql")
def test_r6_looking_before_writing_alone_would_make_duplicates(people, database, copies, tell):
    """The control: without the unique key only the look for an earlier draft is left."""
    engine = sa.create_engine(copies.owner_url, poolclass=sa.NullPool)
    database.session.rollback()
    with engine.begin() as connection:
        for name in connection.exec_driver_sql(UNIQUE).scalars().all():
            connection.exec_driver_sql(f"ALTER TABLE notifications DROP CONSTRAINT {name}")

    answers = [started(people, round_) for round_ in range(2)]

    rows = count(Notification)
    report(tell, "control, check then insert", answers, rows)
    assert rows > len(answers)
