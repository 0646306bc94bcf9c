import json
import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa

from dhp.audit import queries, release, trail
from dhp.audit.acts import Act
from dhp.audit.chain import MANY, digest_of
from dhp.audit.models import TrailEvent, TrailHead, TrailSubject
from dhp.audit.verifying import Part, verify, verify_tail
from dhp.calendar import clock_at, now
from dhp.cases.models import Incident
from tests.audit.tampering import unguard

SERVICE = trail.Command()
# Only the owner of the tables could do it on PostgreSQL, and what verifying finds is the same.
ON_FILES = pytest.mark.only_on("sqlite")


def numbers(database):
    return list(database.session.scalars(sa.select(TrailEvent.seq).order_by(TrailEvent.seq)))


def opened(database, ref):
    """Change something and record it, as an action does, without committing."""
    database.session.add(Incident(ref=ref))
    trail.record(Act.CASE_OPENED, by=SERVICE, about=ref, force="E23000001", fields=["age"])


def test_events_are_numbered_from_one_without_a_gap(database):
    for ref in ("A", "B", "C"):
        opened(database, ref)
        database.session.commit()

    assert numbers(database) == [1, 2, 3]
    assert verify().code == 0


def test_events_of_one_transaction_follow_each_other(database):
    opened(database, "A")
    opened(database, "B")
    database.session.commit()

    assert numbers(database) == [1, 2]
    assert [event.seq for event in queries.about("B")] == [2]


def test_an_event_tells_who_did_what_to_what_and_no_answer(database):
    opened(database, "A")
    database.session.commit()

    body = json.loads(database.session.scalar(sa.select(TrailEvent.body)))

    assert body.pop("at")
    assert body == {
        "v": 2,
        "seq": 1,
        "act": "case.opened",
        "op": "collect",
        "actor": "command",
        "role": "command",
        "actor_force": None,
        "about": ["A"],
        "auth": "operator",
        "surface": "cli",
        "request": "",
        "ip": "",
        "session": "",
        "purpose": "keep the record",
        "result": "allow",
        "app": release.APP,
        "schema": release.schema(),
        "force": "E23000001",
        "fields": ["age"],
    }


def test_a_fact_that_every_event_has_cannot_be_said_otherwise(database):
    with pytest.raises(ValueError, match="The trail itself says actor"):
        trail.record(Act.CASE_READ, by=SERVICE, about="A", actor="nobody")


def test_a_list_of_many_is_kept_by_number_and_digest_and_each_is_found(database):
    refs = [f"R{number}" for number in range(MANY + 1)]
    trail.record_read(Act.CASES_LISTED, by=SERVICE, about=refs)

    [event] = queries.about("R50")
    facts = json.loads(event.body)

    assert (facts["count"], "about" in facts) == (MANY + 1, False)
    assert facts["ids"] == digest_of(refs)
    assert verify().code == 0


def test_a_clock_that_was_set_back_is_said_and_the_trail_stays_sound(database):
    opened(database, "A")
    database.session.commit()
    with clock_at(now() - timedelta(days=1)):
        opened(database, "B")
        database.session.commit()

    [event] = queries.about("B")

    assert json.loads(event.body)["clock"] == "back"
    assert verify().code == 0


def test_a_rollback_forgets_the_event_with_the_change(database):
    opened(database, "A")
    database.session.rollback()
    opened(database, "B")
    database.session.commit()

    assert numbers(database) == [1]
    assert list(database.session.scalars(sa.select(Incident.ref))) == ["B"]
    assert queries.about("A") == []


def test_a_change_whose_event_cannot_be_written_does_not_happen(database, monkeypatch):
    def fail(*_args):
        raise OSError("no disk")

    monkeypatch.setattr(trail, "event_hash", fail)
    opened(database, "A")

    with pytest.raises(OSError, match="no disk"):
        database.session.commit()
    database.session.rollback()

    assert database.session.scalar(sa.select(sa.func.count(Incident.id))) == 0
    assert numbers(database) == []


def test_a_change_that_is_refused_leaves_no_event(database):
    opened(database, "A")
    database.session.commit()
    opened(database, "A")

    with pytest.raises(sa.exc.IntegrityError):
        database.session.commit()
    database.session.rollback()

    assert numbers(database) == [1]
    assert verify().code == 0


def test_a_read_is_written_before_it_is_shown(database):
    trail.record_read(Act.CASE_READ, by=SERVICE, about="A")
    database.session.rollback()

    assert [event.act for event in queries.about("A")] == ["case.read"]


@pytest.mark.only_on("postgresql")  # SQLite gives a reader no leave to write
def test_a_read_is_written_in_the_transaction_that_read(database):
    numbers(database)
    begun = []
    noted = begun.append
    sa.event.listen(database.engine, "begin", noted)
    trail.record_read(Act.CASE_READ, by=SERVICE, about="A")
    sa.event.remove(database.engine, "begin", noted)

    assert begun == []
    assert not database.session().in_transaction()


def test_events_are_found_by_actor_and_the_latest_by_act(database):
    opened(database, "A")
    trail.record(Act.CASE_READ, by=trail.Command(ref="somebody"), about=("A", "A"))
    database.session.commit()

    assert [event.act for event in queries.by_actor("somebody")] == ["case.read"]
    assert queries.latest_about("A", "case.opened").seq == 1
    assert queries.latest_about("A", "case.classified") is None
    assert database.session.scalar(sa.select(sa.func.count(TrailSubject.seq))) == 2


@ON_FILES
def test_a_past_that_was_changed_behind_the_database_is_found(database):
    opened(database, "A")
    opened(database, "B")
    database.session.commit()
    unguard(database)

    database.session.execute(
        sa.update(TrailEvent).where(TrailEvent.seq == 1).values(body='{"seq":1}')
    )

    assert verify().code == 1


@ON_FILES
def test_a_last_event_that_was_removed_is_found(database):
    opened(database, "A")
    opened(database, "B")
    database.session.commit()
    unguard(database)

    database.session.execute(sa.delete(TrailSubject).where(TrailSubject.seq == 2))
    database.session.execute(sa.delete(TrailEvent).where(TrailEvent.seq == 2))

    assert verify().code == 3


@ON_FILES
def test_an_event_behind_the_head_is_found(database):
    opened(database, "A")
    database.session.commit()
    row = {"seq": 7, "at": now(), "act": "case.read", "actor": "me", "body": "{}", "hash": "0" * 64}
    database.session.execute(sa.insert(TrailEvent).values(row))

    assert verify().message == "There is an event 7 behind the head."


@ON_FILES
def test_a_part_is_verified_by_itself(database):
    for ref in "ABCDE":
        opened(database, ref)
        database.session.commit()
    unguard(database)
    database.session.execute(sa.update(TrailEvent).where(TrailEvent.seq == 2).values(actor="x"))

    assert verify(Part(3)).message == "This part of the trail is sound: events 3 to 5."
    assert verify(Part(2, 4)).code == 1
    assert verify_tail(2).code == 0
    assert verify_tail(4).code == 1


@ON_FILES
def test_a_trail_without_head_cannot_be_read(database):
    unguard(database)
    database.session.execute(sa.delete(TrailHead))

    assert verify().code == 4


def test_twenty_who_write_at_once_are_put_in_one_order(app, database):
    failed = []

    def write(number):
        try:
            with app.app_context():
                opened(database, f"I{number}")
                database.session.commit()
        except Exception as error:
            failed.append(error)

    writers = [threading.Thread(target=write, args=(number,)) for number in range(20)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert failed == []
    assert numbers(database) == list(range(1, 21))
    assert verify().code == 0
    assert database.session.scalar(sa.select(sa.func.count(Incident.id))) == 20
