import re
from datetime import datetime

import pytest
import sqlalchemy as sa

from dhp.accounts.permissions import RoleName
from dhp.audit import guards, trail
from dhp.audit.acts import Act
from dhp.audit.appending import NewEvent, append, lock_head
from dhp.audit.chain import LONG, canonical, event_hash
from dhp.audit.grants import APPLICATION
from dhp.audit.models import TrailEvent
from dhp.audit.verifying import verify
from dhp.calendar import now
from dhp.notifications import actions as notifications
from tests.accounts.people import add_user
from tests.journeys.world import draft_of


def accepted():
    """A notification that was sent and became a case, with its receipt and its answers."""
    spoc, coder = add_user(RoleName.SPOC), add_user(RoleName.CODER)
    draft = draft_of(spoc, "one")
    notifications.send(draft, draft.send_key, "", by=spoc)
    notifications.accept(draft, by=coder)


TRAIL = ("trail_events", "trail_subjects", "trail_lists", "trail_repeats", "trail_head")
REFUSED = [
    *(f"INSERT INTO {table} SELECT * FROM {table}" for table in TRAIL),
    "UPDATE trail_events SET actor = 'nobody'",
    "UPDATE trail_subjects SET ref = 'B'",
    "UPDATE trail_lists SET seq = 9",
    "UPDATE trail_repeats SET first_seq = 9",
    "UPDATE trail_head SET seq = 9",
    *(f"DELETE FROM {table}" for table in TRAIL),
    *(f"TRUNCATE {table} CASCADE" for table in TRAIL),
]


@pytest.fixture
def owner(database, copies):
    """The database as the role that owns its tables."""
    engine = sa.create_engine(copies.owner_url)
    yield engine
    engine.dispose()


@pytest.fixture
def event(database):
    """One event in the trail."""
    trail.record_read(Act.CASE_READ, by=trail.Command(), about="A")


@pytest.fixture
def listed(database, event):
    """Two events more, of one long list."""
    for _ in range(2):
        about = [f"L{number}" for number in range(LONG + 1)]
        trail.record_read(Act.CASES_LISTED, by=trail.Command(), about=about)


def test_every_guard_is_laid_by_the_migrations(database):
    connection = database.session.connection()
    wanted = {
        tuple(re.search(r"TRIGGER (\w+) .* ON (\w+)", statement).groups()[::-1])
        for statement in guards.statements(connection)
        if statement.startswith("CREATE TRIGGER")
    }

    assert set(guards.triggers(connection)) == wanted
    assert {table for table, _ in wanted} == {one.table for one in guards.GUARDED} | {"trail_head"}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE trail_events SET actor = 'nobody'",
        "UPDATE trail_subjects SET ref = 'B'",
        "DELETE FROM trail_subjects",
        "UPDATE trail_lists SET seq = 9",
        "DELETE FROM trail_lists",
        "UPDATE trail_repeats SET first_seq = 2",
        "DELETE FROM trail_repeats",
        "DELETE FROM trail_events",
        "UPDATE trail_head SET seq = 0",
        "DELETE FROM trail_head",
    ],
)
def test_the_owner_too_is_refused_to_change_the_past(database, owner, listed, statement):
    database.session.rollback()

    with pytest.raises(sa.exc.DBAPIError, match="append-only"), owner.begin() as connection:
        connection.exec_driver_sql(statement)

    assert verify().code == 0


def test_the_past_stays_though_the_code_itself_asks(database, event):
    kept = database.session.get(TrailEvent, 1)
    kept.actor = "nobody"

    with pytest.raises(sa.exc.DBAPIError, match=r"append-only|permission denied"):
        database.session.commit()


@pytest.mark.parametrize("act", ["UPDATE receipts SET sent_at = sent_at", "DELETE FROM receipts"])
def test_a_receipt_stays_as_it_was_given(database, once, act):
    once(accepted)

    with pytest.raises(sa.exc.DBAPIError, match=r"append-only|permission denied"):
        database.session.execute(sa.text(act))


def test_an_answer_may_be_superseded_once_and_never_changed(database, once):
    once(accepted)
    first = "SELECT min(id) FROM answers WHERE superseded_at IS NULL"
    found = database.session.scalar(sa.text(first))
    end = sa.text("UPDATE answers SET superseded_at = :at WHERE id = :id")
    database.session.execute(end, {"at": now(), "id": found})

    for statement in (end, sa.text("UPDATE answers SET value = 'x' WHERE id = :id AND :at = :at")):
        with (
            pytest.raises(sa.exc.DBAPIError, match="append-only"),
            database.session.begin_nested(),
        ):
            database.session.execute(statement, {"at": now(), "id": found})


@pytest.mark.only_on("postgresql")
class TestAsTheApplication:
    """The application's role on PostgreSQL, which may append and read, and nothing else."""

    @pytest.fixture
    def application(self, database, event):
        """The connection of the tests, which is that role's; what it did is taken back."""
        connection = database.session.connection()
        assert connection.exec_driver_sql("SELECT current_user").scalar() == APPLICATION
        yield connection
        database.session.rollback()

    @pytest.mark.parametrize("statement", REFUSED)
    def test_it_is_refused_to_write(self, application, statement):
        with (
            pytest.raises(sa.exc.ProgrammingError, match="permission denied"),
            application.begin_nested(),
        ):
            application.exec_driver_sql(statement)

    def test_it_appends_by_the_functions(self, application, database):
        head = lock_head(application)
        facts = {"seq": 2, "at": now().isoformat(), "act": "case.read", "actor": "me"}
        body = canonical(facts | {"about": ["B"]})
        at, digest = datetime.fromisoformat(facts["at"]), event_hash(2, head.hash, body)
        append(application, [NewEvent(2, at, "case.read", "me", body, digest, ("B",))])

        assert application.execute(sa.select(sa.func.max(TrailEvent.seq))).scalar() == 2
        assert verify().code == 0

    @pytest.mark.parametrize(("seq", "digest"), [(2, "0" * 64), (3, None)])
    def test_what_does_not_follow_is_refused(self, application, seq, digest):
        head = application.exec_driver_sql("SELECT hash FROM trail_lock()").scalar()
        call = sa.text(
            "SELECT trail_append(ARRAY[CAST(:seq AS bigint)], now(), ARRAY['case.read'],"
            " ARRAY['me'], ARRAY['{}'], ARRAY[:hash], '{}', '{}')"
        )

        with (
            pytest.raises(sa.exc.DBAPIError, match="does not follow the trail"),
            application.begin_nested(),
        ):
            application.execute(call, {"seq": seq, "hash": digest or head})

    def test_the_catalogue_says_so_too(self, application):
        rights = sa.text(
            "SELECT table_name, privilege_type FROM information_schema.table_privileges"
            " WHERE grantee = :role AND table_name LIKE 'trail~_%' ESCAPE '~'"
        )
        found = application.execute(rights, {"role": APPLICATION}).all()

        assert {tuple(row) for row in found if row.table_name in TRAIL} == {
            (table, "SELECT") for table in TRAIL
        }
