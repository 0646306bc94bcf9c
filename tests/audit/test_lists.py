"""What a long list concerns is written once, and every event of it is found and verified all the same."""

import flask_migrate
import pytest
import sqlalchemy as sa
from sqlalchemy import event

from dhp import create_app
from dhp.audit import queries, trail
from dhp.audit.acts import Act
from dhp.audit.chain import LONG, MANY, digest_of
from dhp.audit.models import TrailEvent, TrailList, TrailRepeat, TrailSubject
from dhp.audit.verifying import Part, verify
from dhp.calendar import now
from dhp.extensions import db
from dhp.oversight.knowledge import WORKED_WITHIN
from dhp.oversight.searching import Wanted, search
from tests.audit.tampering import unguard
from tests.harness import databases

SERVICE = trail.Command()
LISTED = [f"L{number:02}" for number in range(LONG + 1)]
ON_FILES = pytest.mark.only_on("sqlite")


def opened(refs, act=Act.CASES_LISTED, by=SERVICE):
    trail.record_read(act, by=by, about=refs)


def written(model):
    return db.session.scalar(sa.select(sa.func.count()).select_from(model))


def seqs(ref):
    return [found.seq for found in queries.about(ref)]


def test_a_list_that_is_opened_again_writes_one_row_in_place_of_one_for_each_thing(database):
    opened(LISTED)
    opened(LISTED[::-1], act=Act.FINDINGS_LISTED)
    opened(LISTED)

    assert (written(TrailSubject), written(TrailList), written(TrailRepeat)) == (len(LISTED), 1, 2)
    assert all(seqs(ref) == [1, 2, 3] for ref in LISTED)
    assert verify().code == 0
    assert verify(Part(2, 2)).code == 0


def test_the_same_list_twice_in_one_transaction_is_written_once(database):
    trail.record_reads([(Act.CASES_LISTED, LISTED), (Act.CASES_LISTED, LISTED)], by=SERVICE)

    assert written(TrailSubject) == len(LISTED)
    assert seqs("L05") == [1, 2]
    assert verify().code == 0


def test_a_list_with_another_thing_is_another_list(database):
    opened(LISTED)
    opened([*LISTED[1:], "new"])
    opened([*LISTED, "new"])

    assert (written(TrailList), written(TrailRepeat)) == (3, 0)
    assert (seqs("L00"), seqs("L01"), seqs("new")) == ([1, 3], [1, 2, 3], [2, 3])
    assert verify().code == 0


def test_what_concerns_few_things_names_them_each_time(database):
    opened(LISTED[:LONG])
    opened(LISTED[:LONG])

    assert (written(TrailSubject), written(TrailList), written(TrailRepeat)) == (2 * LONG, 0, 0)


@pytest.mark.parametrize("how_many", [LONG + 1, MANY + 1])
def test_both_kinds_of_database_know_the_same_list_by_the_same_digest(database, how_many):
    refs = [f"{'zZé9-'[number % 5]}{number}" for number in range(how_many)]
    opened(refs)
    opened(refs)

    assert database.session.scalar(sa.select(TrailList.digest)) == digest_of(refs)
    assert seqs("é2") == [1, 2]
    assert verify().code == 0


def test_a_list_whose_first_opening_was_not_kept_is_written_by_the_next(database):
    def fail(_session):
        raise OSError("no disk")

    event.listen(database.session, "before_commit", fail)  # after the trail's own
    with pytest.raises(OSError, match="no disk"):
        opened(LISTED)
    event.remove(database.session, "before_commit", fail)
    database.session.rollback()
    opened(LISTED)

    assert (written(TrailSubject), written(TrailRepeat)) == (len(LISTED), 0)
    assert seqs("L00") == [1]


def test_every_way_of_looking_finds_what_was_listed_again(database):
    opened(LISTED)
    opened(LISTED, by=trail.Command(ref="somebody"))
    since = now() - WORKED_WITHIN

    concerned = queries.subjects_of(sa.select(TrailEvent.actor, TrailSubject.ref))
    known = database.session.execute(concerned.where(TrailEvent.at >= since)).all()

    assert queries.latest_about("L00", Act.CASES_LISTED).actor == "somebody"
    assert queries.latest_about("L00", Act.CASE_READ) is None
    assert search(Wanted(ref="L00")).total == 2
    assert sorted(ref for actor, ref in known if actor == "somebody") == LISTED
    assert len(known) == 2 * len(LISTED)


@ON_FILES
@pytest.mark.parametrize(
    "tamper",
    [
        sa.delete(TrailRepeat),
        sa.update(TrailRepeat).values(first_seq=2),
        sa.delete(TrailSubject).where(TrailSubject.ref == "L03"),
        sa.insert(TrailRepeat).values(seq=2, first_seq=1),
    ],
)
def test_a_repeat_that_was_tampered_with_is_found(database, tamper):
    opened(LISTED)
    opened("alone", act=Act.CASE_READ)
    opened(LISTED)
    assert verify().code == 0
    unguard(database)

    database.session.execute(tamper)

    assert verify().code == 1


def test_an_older_release_finds_every_thing_of_every_list_and_so_does_the_next_one(
    database, copies
):
    opened(LISTED)
    opened(LISTED)
    opened("alone", act=Act.CASE_READ)
    database.session.remove()
    database.engine.dispose()

    moved(copies, flask_migrate.downgrade, "0017")
    with sa.create_engine(copies.owner_url, poolclass=sa.NullPool).connect() as connection:
        rows = connection.exec_driver_sql("SELECT ref, seq FROM trail_subjects").all()
    assert {tuple(row) for row in rows} == {(ref, seq) for ref in LISTED for seq in (1, 2)} | {
        ("alone", 3)
    }

    moved(copies, flask_migrate.upgrade, "head")
    opened(LISTED)
    opened(LISTED)
    assert seqs("L00") == [1, 2, 4, 5]
    assert verify().code == 0


def moved(copies, go, revision):
    """Up or down, as the owner of the schema."""
    app = create_app(databases.settings(copies.owner_url))
    with app.app_context():
        go(revision=revision)
        db.engine.dispose()
