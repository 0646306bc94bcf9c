import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import text

from dhp.accounts.models import User
from dhp.audit import queries as trail
from dhp.audit.acts import Act
from dhp.extensions import db
from dhp.references import shown_reference
from tests.audit.tampering import unguard
from tests.cases.conftest import MakeCase


def run(app: Flask, *words: str) -> tuple[int, str]:
    """Exit code and everything said by `flask audit ...`."""
    db.session.rollback()  # a transaction left open would lock the command out of SQLite
    result = app.test_cli_runner().invoke(args=["audit", *words])
    return result.exit_code, result.output


def tamper(statement: str) -> None:
    """Change the trail as somebody with the database's own rights could."""
    unguard(db)
    db.session.execute(text("DELETE FROM trail_subjects"))
    db.session.execute(text(statement))
    db.session.commit()


def test_a_sound_trail_exits_0_and_is_recorded_as_verified(
    app: Flask, database: SQLAlchemy, make_case: MakeCase
) -> None:
    make_case()

    code, said = run(app, "verify")

    assert (code, "The trail is sound: 1 events." in said) == (0, True)
    assert [e.act for e in trail.by_actor("command")] == [Act.TRAIL_VERIFIED]


@pytest.mark.only_on("sqlite")
def test_a_changed_event_exits_1(app: Flask, make_case: MakeCase) -> None:
    make_case()
    make_case()
    tamper("UPDATE trail_events SET body = '{}' WHERE seq = 1")

    code, said = run(app, "verify")

    assert (code, "broken at event 1" in said) == (1, True)


def test_a_chain_that_no_longer_holds_what_was_witnessed_exits_2(
    app: Flask, make_case: MakeCase
) -> None:
    make_case()
    _, said = run(app, "verify")
    kept = said.strip().rpartition(" ")[2]

    assert run(app, "verify", "--witness", kept)[0] == 0
    assert run(app, "verify", "--witness", f"1:{'a' * 64}")[0] == 2
    assert run(app, "verify", "--witness", f"99:{'a' * 64}")[0] == 2


@pytest.mark.only_on("sqlite")
def test_a_missing_event_exits_3(app: Flask, make_case: MakeCase) -> None:
    make_case()
    make_case()
    tamper("DELETE FROM trail_events WHERE seq = 1")

    assert run(app, "verify")[0] == 3


@pytest.mark.usefixtures("as_owner")
def test_a_trail_that_cannot_be_read_exits_4(app: Flask, database: SQLAlchemy) -> None:
    database.session.execute(text("DROP TABLE trail_head"))
    database.session.commit()

    code, said = run(app, "verify")

    assert (code, "cannot be read" in said) == (4, True)


@pytest.mark.parametrize("witness", ["", "12", "x:y", f"1:{'g' * 64}"])
def test_a_witness_that_cannot_be_read_is_refused_before_anything_is_done(
    app: Flask, database: SQLAlchemy, witness: str
) -> None:
    code, said = run(app, "verify", "--witness", witness)

    assert "Give a witness as it was printed" in said
    assert code == 2
    assert trail.by_actor("command") == []


def test_who_saw_a_case_is_told_a_sentence_a_line(
    app: Flask, database: SQLAlchemy, make_case: MakeCase
) -> None:
    case = make_case()

    code, said = run(app, "who-saw", shown_reference(case.ref))

    assert code == 0
    expected = f"Cora Coder (coder in the central unit) opened a case, {shown_reference(case.ref)}."
    assert expected in said
    assert len(said.splitlines()) == 1
    assert [e.act for e in trail.about(case.ref)] == [Act.CASE_OPENED, Act.TRAIL_READ]


def test_what_a_person_did_is_told_by_their_address(
    app: Flask, database: SQLAlchemy, make_case: MakeCase, coder: User
) -> None:
    make_case()

    code, said = run(app, "what-did", coder.email)

    assert (code, said.count("opened a case")) == (0, 1), said
    assert [e.act for e in trail.about(coder.ref)] == [Act.TRAIL_READ]


def test_an_address_without_an_account_is_an_error(app: Flask, database: SQLAlchemy) -> None:
    code, said = run(app, "what-did", "nobody@example.org")

    assert (code, "No account has this e-mail address." in said) == (1, True)
