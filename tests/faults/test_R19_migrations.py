"""R19: every migration down and up again under data, and upgrades that die half-way."""

import os

import flask_migrate
import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory
from flask import current_app

from dhp import create_app
from dhp.accounts.permissions import RoleName
from dhp.audit.verifying import verify
from dhp.calendar import now
from dhp.extensions import db
from dhp.sealing.models import CaseKey
from tests.accounts.people import add_user
from tests.benchmarks.record import load_deaths
from tests.harness import databases
from tests.harness.examples import sample, tries
from tests.mail.dying import KILLED, die_at
from tests.operations.filling import fill

pytestmark = [pytest.mark.faults, pytest.mark.database]
FIRST = "0001"
DEATHS = tries(0, thorough=5_000)  # beside the three that people tell of
MASK = (1 << 64) - 1


def fill_more():
    """What people make; where it is thorough, very many deaths before it.

    Its texts are under no keys of cases: an older release knows of none, and is refused them.
    """
    current_app.config["MASTER_KEYS"] = []
    if DEATHS:
        add_user(RoleName.SPOC, email="first@example.org")
        load_deaths(db.session.connection(), DEATHS, now())
        db.session.commit()
    fill()


def migrate(copies, go, revision="head"):
    """Up or down, as the owner of the schema."""
    app = create_app(databases.settings(copies.owner_url))
    with app.app_context():
        go(revision=revision)
        db.engine.dispose()


def revisions(app):
    """All of them, the first one first."""
    config = app.extensions["migrate"].migrate.get_config()
    found = ScriptDirectory.from_config(config).walk_revisions()
    return [one.revision for one in found][::-1]


def held(copies):
    """What each column of each table holds, as one number: it says of which row each value is.

    Seen by somebody from whom nothing is hidden; without the index of SQLite and the schema's note.
    """
    url = sa.make_url(copies.url)
    if url.get_backend_name() == "postgresql":
        url = sa.make_url(copies.server).set(database=url.database)
    found = {}
    with sa.create_engine(url, poolclass=sa.NullPool).connect() as connection:
        looked = sa.inspect(connection)
        for table in looked.get_table_names():
            if "_fts" in table or table == "alembic_version":
                continue
            names = [column["name"] for column in looked.get_columns(table)]
            keys = looked.get_pk_constraint(table)["constrained_columns"] or names
            sums, places = [0] * len(names), [names.index(key) for key in keys]
            statement = sa.select(*map(sa.column, names)).select_from(sa.table(table))
            for row in connection.execution_options(stream_results=True).execute(statement):
                key = tuple(row[place] for place in places)
                sums = [(s + hash((key, v))) & MASK for s, v in zip(sums, row, strict=True)]
            found |= {(table, name): one for name, one in zip(names, sums, strict=True)}
    return found


def differing(before, after):
    """The columns of both that do not hold the same."""
    return sorted(name for name in before.keys() & after.keys() if before[name] != after[name])


@pytest.fixture
def filled(request, database, once):
    if DEATHS:  # so many at once are written past the one function that the service may append by
        request.getfixturevalue("as_owner")
    once(fill_more)
    database.session.remove()
    database.engine.dispose()


def test_r19_down_to_the_first_schema_and_up_again_loses_nothing(
    app, filled, copies, database, tell
):
    every = revisions(app)
    names = sample(every, [every[0], every[-1]])  # where it stops to compare
    newest, down = held(copies), {}
    for revision in names[-2::-1]:
        migrate(copies, flask_migrate.downgrade, revision)
        down[revision] = held(copies)
    carried, lost = newest.keys(), []
    for revision in names[:-1]:
        carried = carried & down[revision].keys()
    assert len(carried) > 100

    for revision in names[1:]:
        migrate(copies, flask_migrate.upgrade, revision)
        there = held(copies)
        before = down.get(revision, newest)
        assert there.keys() == before.keys(), revision
        lost += [(revision, name) for name in differing(before, there) if name in carried]

    tell(
        f"R19 {len(every)} schemas down and up with {DEATHS + 3:,} deaths: {len(carried)} columns "
        f"carried, {len(lost)} differ"
    )
    assert lost == []
    assert verify().code == 0


@pytest.mark.skipif(not DEATHS, reason="`make faults` goes back and forth over each of them")
def test_r19_each_migration_taken_back_and_made_again_loses_nothing(app, filled, copies, tell):
    names, lost = revisions(app), []
    for older, newer in zip(names[-2::-1], names[:0:-1], strict=True):
        before = held(copies)
        migrate(copies, flask_migrate.downgrade, older)
        kept = held(copies)
        migrate(copies, flask_migrate.upgrade, newer)
        after = held(copies)
        lost += [(newer, name) for name in differing(before, after) if name in kept]
        migrate(copies, flask_migrate.downgrade, older)

    tell(f"R19 {len(names) - 1} migrations one by one: {len(lost)} columns differ")
    assert lost == []


def test_r19_a_column_that_is_dropped_and_made_again_is_noticed(filled, copies, tell):
    before = held(copies)
    with sa.create_engine(copies.owner_url, poolclass=sa.NullPool).begin() as connection:
        connection.exec_driver_sql("ALTER TABLE notifications DROP COLUMN saved_at")
        connection.exec_driver_sql("ALTER TABLE notifications ADD COLUMN saved_at TIMESTAMP")

    lost = differing(before, held(copies))

    tell(f"R19 control, a column dropped: {lost}")
    assert lost == [("notifications", "saved_at")]


@pytest.mark.only_on("postgresql")
@pytest.mark.parametrize("statement", sample(range(6, 61, 6), [20]))
def test_r19_an_upgrade_that_is_killed_has_changed_nothing_and_can_be_run_again(
    filled, copies, database, tell, statement
):
    newest = held(copies)
    migrate(copies, flask_migrate.downgrade, FIRST)
    first = held(copies)

    child = os.fork()
    if child == 0:
        die_at(statement)
        migrate(copies, flask_migrate.upgrade)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == KILLED

    assert held(copies) == first
    migrate(copies, flask_migrate.upgrade)
    assert held(copies).keys() == newest.keys()
    tell(f"R19 an upgrade killed at statement {statement}: nothing changed, then done")


def test_texts_under_keys_of_cases_are_not_left_to_a_release_that_cannot_read_them(
    database, copies
):
    database.session.execute(sa.insert(CaseKey.__table__), {"name": "a" * 22, "wrapped": "00"})
    database.session.commit()
    database.session.remove()

    with pytest.raises(SystemExit, match="Leave with everything"):
        migrate(copies, flask_migrate.downgrade, "0009")

    assert database.session.scalars(sa.select(CaseKey.name)).all() == ["a" * 22]
