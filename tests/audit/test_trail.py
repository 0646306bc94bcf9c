import json
import threading

import pytest
import sqlalchemy as sa

from dhp.audit import queries, trail
from dhp.audit.acts import Act
from dhp.audit.models import TrailEvent, TrailHead, TrailSubject
from dhp.cases.models import Incident

SERVICE = trail.Command()


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
    assert queries.verify().code == 0


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
        "seq": 1,
        "act": "case.opened",
        "op": "collect",
        "actor": "command",
        "role": "command",
        "actor_force": None,
        "about": ["A"],
        "surface": "cli",
        "request": "",
        "ip": "",
        "session": "",
        "force": "E23000001",
        "fields": ["age"],
    }


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
    assert queries.verify().code == 0


def test_a_read_is_written_before_it_is_shown(database):
    trail.record_read(Act.CASE_READ, by=SERVICE, about="A")
    database.session.rollback()

    assert [event.act for event in queries.about("A")] == ["case.read"]


def test_events_are_found_by_actor_and_the_latest_by_act(database):
    opened(database, "A")
    trail.record(Act.CASE_READ, by=trail.Command(ref="somebody"), about=("A", "A"))
    database.session.commit()

    assert [event.act for event in queries.by_actor("somebody")] == ["case.read"]
    assert queries.latest_about("A", "case.opened").seq == 1
    assert queries.latest_about("A", "case.classified") is None
    assert database.session.scalar(sa.select(sa.func.count(TrailSubject.seq))) == 2


@pytest.mark.parametrize(
    "statement", ["UPDATE trail_events SET actor = 'nobody'", "DELETE FROM trail_events"]
)
def test_the_database_refuses_to_change_the_past(database, statement):
    opened(database, "A")
    database.session.commit()

    with pytest.raises(sa.exc.DBAPIError, match="append-only"):
        database.session.execute(sa.text(statement))
    database.session.rollback()

    assert queries.verify().code == 0


def test_a_past_that_was_changed_behind_the_database_is_found(database):
    opened(database, "A")
    opened(database, "B")
    database.session.commit()
    _unguard(database)

    database.session.execute(
        sa.update(TrailEvent).where(TrailEvent.seq == 1).values(body='{"seq":1}')
    )

    assert queries.verify().code == 1


def test_a_last_event_that_was_removed_is_found(database):
    opened(database, "A")
    opened(database, "B")
    database.session.commit()
    _unguard(database)

    database.session.execute(sa.delete(TrailSubject).where(TrailSubject.seq == 2))
    database.session.execute(sa.delete(TrailEvent).where(TrailEvent.seq == 2))

    assert queries.verify().code == 3


def test_a_trail_without_head_cannot_be_read(database):
    database.session.execute(sa.delete(TrailHead))

    assert queries.verify().code == 4


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
    assert queries.verify().code == 0
    assert database.session.scalar(sa.select(sa.func.count(Incident.id))) == 20


def _unguard(database):
    """What somebody with the keys of the database could do."""
    if database.engine.dialect.name == "sqlite":
        for trigger in ("trail_events_no_update", "trail_events_no_delete"):
            database.session.execute(sa.text(f"DROP TRIGGER {trigger}"))
    else:
        database.session.execute(sa.text("ALTER TABLE trail_events DISABLE TRIGGER USER"))
