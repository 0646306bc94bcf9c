"""What the service does by itself for its trail: anchors, letters to witnesses, the nightly proof."""

from datetime import datetime

import pytest
import sqlalchemy as sa

from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.audit.anchors import anchors_in, is_signed, new_key
from dhp.audit.models import TrailAnchor, TrailEvent
from dhp.audit.starting import look_at_tail
from dhp.calendar import LONDON
from dhp.duties import run_due
from dhp.extensions import db
from dhp.mail.models import Message
from dhp.oversight.anchoring import ANCHOR_MAIL, ANCHORING, NOT_SOUND, VERIFYING
from dhp.oversight.models import Flag
from tests.audit.tampering import unguard

# Tampering is the owner's on PostgreSQL; what the commands find is the same.
pytestmark = pytest.mark.only_on("sqlite")
PRIVATE, PUBLIC = new_key()
AT = datetime(2026, 3, 2, 8, 5, tzinfo=LONDON)
ALL = {ANCHORING.name, ANCHOR_MAIL.name, VERIFYING.name}


@pytest.fixture
def store(app, database, tmp_path):
    app.config |= {
        "ANCHORS": str(tmp_path),
        "ANCHOR_KEY": PRIVATE,
        "ANCHOR_WITNESSES": ["a@example.org", "b@example.org"],
    }
    trail.record_read(Act.CASE_READ, by=trail.Command(), about="A")
    return tmp_path


def test_each_hour_one_anchor_and_each_day_a_letter_to_each_witness(database, store):
    run_due(AT, ALL)
    run_due(AT.replace(minute=50), ALL)
    run_due(AT.replace(hour=9), ALL)

    kept = sorted(store.iterdir())
    letters = list(database.session.scalars(sa.select(Message)))
    [first, _] = database.session.scalars(sa.select(TrailAnchor).order_by(TrailAnchor.seq))
    assert kept[0].read_text().strip() == first.line
    assert len(kept) == 2
    assert {letter.to for letter in letters} == {"a@example.org", "b@example.org"}
    [told] = anchors_in(letters[0].text)
    assert is_signed(told, [PUBLIC])


def test_a_store_without_a_key_fails_and_is_seen_to_fail(app, store):
    app.config["ANCHOR_KEY"] = ""

    assert run_due(AT, {ANCHORING.name}).failed == [("anchor", "2026-03-02T08")]


def test_without_a_store_nothing_is_anchored(app, database):
    assert run_due(AT, {ANCHORING.name}).done == []


def test_a_trail_that_does_not_verify_becomes_a_flag(database, store):
    run_due(AT, {ANCHORING.name})
    unguard(database)
    database.session.execute(sa.update(TrailEvent).values(actor="somebody"))
    database.session.commit()

    run_due(AT, {VERIFYING.name})

    [flag] = database.session.scalars(sa.select(Flag))
    assert (flag.rule, flag.person) == (NOT_SOUND, "")
    assert "beside event 1" in flag.told


def test_a_store_that_is_gone_is_told_too(app, database, store):
    run_due(AT, {ANCHORING.name})
    app.config["ANCHORS"] = str(store / "gone")

    run_due(AT, {VERIFYING.name})

    assert "anchor store is not there" in database.session.scalar(sa.select(Flag.told))


def test_a_process_looks_at_the_end_when_it_starts_and_goes_on(app, database, store, caplog):
    sound = look_at_tail(app)
    unguard(db)
    database.session.execute(sa.update(TrailEvent).values(actor="somebody"))
    database.session.commit()
    broken = look_at_tail(app)

    assert (sound.code, broken.code) == (0, 1)
    assert "does not verify" in caplog.text


def test_looking_leaves_no_connection_that_workers_would_share(app, database, store):
    database.session.rollback()
    database.engine.dispose()

    look_at_tail(app)

    assert database.engine.pool.checkedin() == 0
