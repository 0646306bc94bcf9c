"""What the other tests rely on: each begins with the database as the migrations leave it."""

import pytest
import sqlalchemy as sa


@pytest.mark.parametrize("turn", ["first", "second"])
def test_no_test_sees_what_another_committed(database, turn):
    database.session.execute(sa.text("CREATE TABLE left_behind (id INTEGER)"))
    database.session.commit()

    assert sa.inspect(database.engine).has_table("left_behind")


def test_the_database_is_the_kind_that_was_asked_for(database, request):
    assert database.engine.dialect.name == request.config.getoption("--database")


def test_the_client_refuses_to_ask_before_the_test_has_saved(database, client):
    table = sa.table("left_behind", sa.column("id"))
    database.session.execute(sa.text("CREATE TABLE left_behind (id INTEGER)"))
    database.session.execute(sa.insert(table).values(id=1))

    with pytest.raises(AssertionError, match="Save first"):
        client.get("/")


def test_a_request_shares_neither_transaction_nor_globals_with_the_test(new_app, database):
    app = new_app()
    app.add_url_rule("/held", view_func=lambda: {"held": database.session().in_transaction()})
    database.session.execute(sa.text("SELECT 1"))

    answer = app.test_client().get("/held")

    assert answer.json == {"held": False}


@pytest.mark.parametrize("turn", ["first", "second"])
def test_a_changed_setting_is_put_back(app, turn):
    assert app.config["SERVICE_NAME"] != "Changed"

    app.config["SERVICE_NAME"] = "Changed"
