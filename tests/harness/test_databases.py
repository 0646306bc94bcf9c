"""What the other tests rely on: each begins with the database as the migrations leave it."""

import gc
import os

import pytest
import sqlalchemy as sa

from dhp.accounts.forces import load_forces
from dhp.accounts.models import Force
from dhp.extensions import db
from dhp.web.access import public
from tests.harness import shared
from tests.harness.postgres import PostgresCopies


@pytest.fixture
def left_behind(copies, database):
    """A table more, as whoever owns the schema could make one."""
    engine = sa.create_engine(copies.owner_url, poolclass=sa.NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE left_behind (id INTEGER)")
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("GRANT ALL ON left_behind TO PUBLIC")
    return sa.table("left_behind", sa.column("id"))


@pytest.mark.parametrize("turn", ["first", "second"])
def test_no_test_sees_what_another_committed(database, left_behind, turn):
    database.session.execute(sa.insert(left_behind).values(id=1))
    database.session.commit()

    assert database.session.query(left_behind).count() == 1


def all_forces():
    with (shared.folder() / "forces built").open("a") as built:
        built.write("once")
    load_forces(db.session())


@pytest.mark.parametrize("turn", ["first", "second", "third"])
def test_what_is_built_once_is_there_for_each_that_asks_and_for_no_other(once, database, turn):
    assert database.session.query(Force).count() == 0

    once(all_forces)

    assert (shared.folder() / "forces built").read_text() == "once"
    names = [force.name for force in database.session.query(Force)]
    assert len(names) == 44
    assert "Changed" not in names
    database.session.query(Force).filter_by(name=names[0]).one().name = "Changed"
    database.session.commit()


def test_what_may_differ_each_time_is_not_built_once(once):
    with pytest.raises(TypeError, match="a function of its module"):
        once(lambda: None)


def test_what_was_made_before_is_not_lost_unsaid(once, database):
    load_forces(database.session())

    with pytest.raises(RuntimeError, match="before anything else"):
        once(all_forces)


def test_the_database_is_the_kind_that_was_asked_for(database, request):
    assert database.engine.dialect.name == request.config.getoption("--database")


def test_the_client_refuses_to_ask_before_the_test_has_saved(database, client, left_behind):
    database.session.execute(sa.insert(left_behind).values(id=1))

    with pytest.raises(AssertionError, match="Save first"):
        client.get("/")


def test_a_request_shares_neither_transaction_nor_globals_with_the_test(new_app, database):
    app = new_app()
    held = public(lambda: {"held": database.session().in_transaction()})
    app.add_url_rule("/held", endpoint="held", view_func=held)
    database.session.execute(sa.text("SELECT 1"))

    answer = app.test_client().get("/held")

    assert answer.json == {"held": False}


@pytest.mark.parametrize("turn", ["first", "second"])
def test_a_changed_setting_is_put_back(app, turn):
    assert app.config["SERVICE_NAME"] != "Changed"

    app.config["SERVICE_NAME"] = "Changed"


@pytest.fixture
def laid_with_rows(monkeypatch, request):
    """A database whose schema comes with a row, a key that counts and a trigger that forbids."""

    def lay(url):
        engine = sa.create_engine(url)
        with engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE forces (id SERIAL PRIMARY KEY, name TEXT)")
            connection.exec_driver_sql("INSERT INTO forces (name) VALUES ('Dyfed-Powys')")
            connection.exec_driver_sql("CREATE TABLE trail (force INTEGER REFERENCES forces)")
            connection.exec_driver_sql(
                "CREATE FUNCTION forbid() RETURNS trigger LANGUAGE plpgsql "
                "AS $$ BEGIN RAISE 'the trail is not to be changed'; END $$"
            )
            connection.exec_driver_sql(
                "CREATE TRIGGER trail_stays BEFORE DELETE ON trail "
                "FOR EACH STATEMENT EXECUTE FUNCTION forbid()"
            )
        engine.dispose()

    monkeypatch.setenv("PYTEST_XDIST_WORKER", f"rows_{os.environ.get('PYTEST_XDIST_WORKER', '')}")
    server = request.getfixturevalue("copies").server
    copies = PostgresCopies(server, lay)
    engine = sa.create_engine(copies.owner_url, poolclass=sa.NullPool)
    yield copies, engine
    copies.close()


def _state(engine):
    with engine.connect() as connection:
        forces = connection.exec_driver_sql("SELECT id, name FROM forces").all()
        trail = connection.exec_driver_sql("SELECT count(*) FROM trail").scalar_one()
    return [tuple(force) for force in forces], trail


@pytest.mark.only_on("postgresql")
@pytest.mark.usefixtures("copies")
def test_an_emptied_database_keeps_the_rows_and_the_counting_of_its_migrations(laid_with_rows):
    copies, engine = laid_with_rows
    for _ in range(3):
        copies.renew()

        assert _state(engine) == ([(1, "Dyfed-Powys")], 0)

        with engine.begin() as connection:
            added = connection.exec_driver_sql(
                "INSERT INTO forces (name) VALUES ('Gwent') RETURNING id"
            ).scalar_one()
            connection.exec_driver_sql("INSERT INTO trail VALUES (1), (2)")
        assert added == 2


@pytest.mark.only_on("postgresql")
@pytest.mark.usefixtures("copies")
def test_a_lock_left_behind_does_not_stop_the_next_test(laid_with_rows):
    copies, engine = laid_with_rows
    copies.renew()
    held = engine.connect()
    held.exec_driver_sql("INSERT INTO forces (name) VALUES ('Gwent')")
    held.exec_driver_sql("LOCK TABLE forces")

    copies.renew()

    assert _state(engine) == ([(1, "Dyfed-Powys")], 0)
    held.invalidate()
    held.close()


@pytest.fixture
def nothing_open():
    """Fails the test whose end left a connection that nobody would close."""
    yield
    gc.collect()


@pytest.mark.only_on("postgresql")
def test_coming_as_the_owner_leaves_no_connection_open(nothing_open, database, as_owner):
    assert database.session.scalar(sa.text("SELECT current_user")) == "dhp_owner"
