"""The second wall as PostgreSQL holds it: whatever is asked, and whoever asks without saying so."""

import threading
from itertools import cycle, islice

import pytest
import sqlalchemy as sa

from dhp.accounts.forces import force_with, load_forces
from dhp.accounts.models import Force
from dhp.accounts.permissions import RoleName
from dhp.accounts.row_security import reach
from dhp.accounts.row_security.policies import walled
from dhp.accounts.row_security.reach import Asker, Reach, asker_for, asker_for_client, asking_for
from dhp.calendar import now
from dhp.cases.actions import open_case
from dhp.cases.forces.restricting import restrict
from dhp.cases.models import Case
from dhp.cases.opening.submission import Submission
from dhp.extensions import Base, db
from dhp.notifications.drafting import start
from dhp.notifications.models import Notification
from tests.accounts.people import add_user
from tests.cases.conftest import HOMICIDE

pytestmark = [pytest.mark.only_on("postgresql"), pytest.mark.database]
ESSEX, KENT = "E23000028", "E23000032"


def build():
    """A case of Essex, one of Kent, a restricted one of Kent, and a draft of each force."""
    load_forces(db.session())
    lead = add_user(RoleName.LEAD)
    for role in (RoleName.CODER, RoleName.READER, RoleName.ADMINISTRATOR, RoleName.AUDITOR):
        add_user(role)
    cases = [
        open_case(Submission(force_with(code), now(), HOMICIDE), by=lead)
        for code in (ESSEX, KENT, KENT)
    ]
    restrict(cases[-1], "A suspect is an officer.", by=lead)
    for code in (ESSEX, KENT):
        spoc = add_user(RoleName.SPOC, email=f"{code}@example.org", force=force_with(code))
        start(spoc.force, f"key-{code}", by=spoc)


@pytest.fixture
def world(once, database):
    once(build)
    people = database.session.scalars(sa.select(reach.User)).all()
    return {person.email.partition("@")[0]: person for person in people}


@pytest.fixture
def bare(world, copies):
    """The application's own role on a pool of two, without what the tests tell by default."""
    engine = sa.create_engine(copies.url, pool_size=2, max_overflow=0)
    yield engine
    engine.dispose()


def held(engine):
    """How many cases and notifications a transaction on `engine` is given."""
    with engine.begin() as connection:
        return tuple(
            connection.scalar(sa.select(sa.func.count()).select_from(model))
            for model in (Case, Notification)
        )


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("lead", (3, 0)),
        ("coder", (2, 0)),
        (ESSEX, (1, 1)),
        (KENT, (1, 1)),
        ("reader", (0, 0)),
        ("administrator", (0, 0)),
        ("auditor", (0, 0)),
    ],
)
def test_who_asks_is_given_what_is_theirs(bare, world, name, given):
    with asking_for(asker_for(world[name])):
        assert held(bare) == given


def test_the_system_of_a_force_is_given_no_case(bare, world):
    with asking_for(asker_for_client(1, world[KENT].force_id)):
        assert held(bare) == (0, 1)


def test_nothing_is_given_to_whoever_does_not_say_who_asks(bare, world):
    counts = {}
    for _again in range(2):  # after a commit a setting is an empty text, before it is null
        with bare.begin() as connection:
            for table in walled(Base.metadata):
                count = sa.select(sa.func.count()).select_from(Base.metadata.tables[table])
                counts[table] = connection.scalar(count)
        with asking_for(asker_for(world["lead"])):
            assert held(bare) == (3, 0)

    assert counts == dict.fromkeys(counts, 0)


def test_the_owner_of_the_tables_stands_before_the_wall_too(world, copies):
    engine = sa.create_engine(copies.owner_url, poolclass=sa.NullPool)

    assert held(engine) == (0, 0)


def test_a_row_cannot_be_put_where_one_may_not_look(bare, world):
    taken = sa.update(Notification).values(force_id=world[KENT].force_id)
    with (
        asking_for(asker_for(world[ESSEX])),
        pytest.raises(sa.exc.DBAPIError, match="row-level security"),
        bare.begin() as connection,
    ):
        connection.execute(taken)


def test_every_table_that_should_be_is_walled_in_the_database_too(world, bare):
    query = sa.text("""
        SELECT c.relname FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid
        WHERE c.relrowsecurity AND c.relforcerowsecurity AND p.polcmd = '*'
          AND p.polqual IS NOT NULL AND p.polwithcheck IS NOT NULL
    """)
    with bare.begin() as connection:
        assert set(connection.scalars(query)) == walled(Base.metadata).keys()


def test_the_role_of_the_application_owns_nothing_and_goes_around_nothing(world, bare):
    flags = "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles"
    owned = "SELECT count(*) FROM pg_class WHERE relowner = 'dhp_app'::regrole"
    copied = "SELECT count(*) FROM pg_class WHERE relkind IN ('m', 'v') AND relnamespace = "
    with bare.begin() as connection:
        found = connection.exec_driver_sql(f"{flags} WHERE rolname = current_user").one()
        assert not any(found)
        assert connection.exec_driver_sql(owned).scalar() == 0
        assert connection.exec_driver_sql(f"{copied}'public'::regnamespace").scalar() == 0


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE another (id integer)",
        "ALTER TABLE cases DISABLE ROW LEVEL SECURITY",
        "DROP POLICY second_wall ON cases",
        "DELETE FROM trail_events",
        "UPDATE trail_subjects SET ref = ''",
        "TRUNCATE cases",
    ],
)
def test_the_application_can_change_neither_the_schema_nor_what_only_grows(world, bare, statement):
    refused = pytest.raises(sa.exc.ProgrammingError, match=r"permission denied|must be owner")
    with bare.connect() as connection, refused:
        connection.exec_driver_sql(statement)


def visits(world, times):
    """Who asks in turn, and whether it ends in a fault."""
    people = [world[name] for name in (ESSEX, KENT, "coder", "lead", "reader")]
    return list(islice(zip(cycle(people), cycle([False, False, True])), times))


def leaks(engine, world, times):
    """How often a connection of the pool was given something that was of the one before."""
    found, together = [], threading.Barrier(2)

    def visit(part):
        together.wait()
        for person, fails in part:
            try:
                with asking_for(asker_for(person)):
                    mine = held(engine)
                    if fails:
                        with engine.begin() as connection:
                            connection.exec_driver_sql("SELECT 1 / 0")
            except sa.exc.DataError:
                pass
            # Somebody whose code forgot to say who asks.
            if held(engine) != (0, 0):
                found.append(mine)

    plan = visits(world, times)
    threads = [threading.Thread(target=visit, args=(plan[half::2],)) for half in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(found)


def test_a_connection_of_the_pool_carries_nothing_over(world, bare):
    assert leaks(bare, world, 120) == 0


def test_a_setting_that_outlives_its_transaction_would_be_noticed(world, bare, monkeypatch):
    monkeypatch.setattr(reach, "_TELL", reach._TELL.replace("true", "false"))

    assert leaks(bare, world, 20) > 0


def test_who_asks_within_a_transaction_is_told_at_once_and_taken_back(world, database):
    with asking_for(Asker(Reach.NOBODY)):
        assert database.session.scalars(sa.select(Case)).all() == []
        with reach.whole_record():
            assert len(database.session.scalars(sa.select(Case)).all()) == 3
        assert database.session.scalars(sa.select(Case)).all() == []


def test_after_a_failed_statement_the_next_transaction_is_told_again(world, database):
    with asking_for(asker_for(world[ESSEX])):
        with pytest.raises(sa.exc.DataError), reach.whole_record():
            database.session.execute(sa.text("SELECT 1 / 0"))
        database.session.rollback()

        assert len(database.session.scalars(sa.select(Case)).all()) == 1


def test_after_a_failed_flush_the_fault_is_told_and_not_another_one(world, database):
    database.session.add(Force(code=KENT, name="Kent twice", territorial=True))
    with asking_for(asker_for(world[ESSEX])):
        with pytest.raises(sa.exc.IntegrityError), reach.whole_record():
            database.session.flush()
        database.session.rollback()

        assert len(database.session.scalars(sa.select(Case)).all()) == 1


def test_a_server_that_has_gone_when_it_is_told_is_out_of_service(database):
    with database.engine.connect() as connection, asking_for(reach.SERVICE):
        connection.connection.dbapi_connection.close()

        with pytest.raises(sa.exc.OperationalError):
            connection.begin()
