"""Whether the service lives and is ready: said without sign-in, in one word, and to the point."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError


@pytest.fixture
def broken(database):
    """A database whose server has gone away."""

    def fail(*_):
        raise OperationalError("SELECT", {}, ConnectionError("the server went away"))

    sa.event.listen(database.engine, "before_cursor_execute", fail)
    yield
    sa.event.remove(database.engine, "before_cursor_execute", fail)


def test_a_service_that_can_serve_says_one_word(client, database):
    assert (client.get("/health/live").text, client.get("/health/ready").text) == (
        "live\n",
        "ready\n",
    )


def test_without_its_database_it_lives_and_is_not_ready(client, broken):
    ready = client.get("/health/ready")

    assert client.get("/health/live").status_code == 200
    assert (ready.status_code, ready.text) == (503, "not ready\n")


@pytest.mark.usefixtures("as_owner")
def test_on_an_older_schema_it_is_not_ready(client, database):
    database.session.execute(sa.text("UPDATE alembic_version SET version_num = '0001'"))
    database.session.commit()

    assert client.get("/health/ready").status_code == 503


def test_health_is_no_act_and_no_sign_in_is_looked_for(client, database):
    statements = []

    def note(_connection, _cursor, statement, *_):
        statements.append(statement)

    sa.event.listen(database.engine, "before_cursor_execute", note)
    client.get("/health/live")
    client.get("/health/ready")
    sa.event.remove(database.engine, "before_cursor_execute", note)

    assert any("alembic_version" in statement for statement in statements)
    assert not any("sign_ins" in one or "trail" in one for one in statements)
