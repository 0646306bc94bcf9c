from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from dhp.audit import queries as trail
from dhp.audit.acts import Act
from dhp.audit.trail import Command, record
from dhp.duties import Duty, Outcome, add_duty, run_due
from dhp.duties.models import DutyDone
from dhp.extensions import db

AT = datetime(2026, 3, 6, 9, tzinfo=UTC)


def done_rows() -> list[tuple[str, str]]:
    statement = sa.select(DutyDone.duty, DutyDone.key).order_by(DutyDone.duty, DutyDone.key)
    return [tuple(row) for row in db.session.execute(statement)]


def counting(app: Flask, keys: list[str], name: str = "counting") -> list[str]:
    """Adds a duty that notes each key it is given."""
    seen: list[str] = []
    add_duty(app, Duty(name, lambda _at: keys, lambda key, _at: seen.append(key)))
    return seen


def test_each_key_is_done_once_however_often_it_is_due(
    bare_app: Flask, database: SQLAlchemy
) -> None:
    seen = counting(bare_app, ["2026-W10 a", "2026-W10 b", "2026-W10 a"])

    first, second = run_due(AT), run_due(AT)

    assert seen == ["2026-W10 a", "2026-W10 b"]
    assert first.done == [("counting", "2026-W10 a"), ("counting", "2026-W10 b")]
    assert second == Outcome()


def test_the_same_key_of_another_duty_is_another_thing(
    bare_app: Flask, database: SQLAlchemy
) -> None:
    first, second = counting(bare_app, ["k"], "first"), counting(bare_app, ["k"], "second")

    run_due(AT)

    assert (first, second) == (["k"], ["k"])


def test_only_the_duties_that_are_named_are_seen_to(bare_app: Flask, database: SQLAlchemy) -> None:
    first, second = counting(bare_app, ["k"], "first"), counting(bare_app, ["k"], "second")

    run_due(AT, {"second"})

    assert (first, second) == ([], ["k"])


def test_a_key_that_fails_leaves_nothing_and_is_tried_again_while_others_go_on(
    bare_app: Flask, database: SQLAlchemy
) -> None:
    broken = [True]

    def do(key: str, _at: datetime) -> None:
        record(Act.TRAIL_VERIFIED, by=Command(), about=key)
        if key == "bad" and broken:
            raise RuntimeError("no luck")

    add_duty(bare_app, Duty("shaky", lambda _at: ["bad", "good"], do))

    first = run_due(AT)
    after_first = [trail.about(key) != [] for key in ("bad", "good")]
    broken.clear()
    second = run_due(AT)

    assert (first.failed, first.done) == ([("shaky", "bad")], [("shaky", "good")])
    assert after_first == [False, True]
    assert (second.failed, second.done) == ([], [("shaky", "bad")])
    assert [len(trail.about(key)) for key in ("bad", "good")] == [1, 1]


def test_a_duty_that_cannot_say_what_is_due_does_not_stop_the_others(
    bare_app: Flask, database: SQLAlchemy
) -> None:
    def cannot_tell(_at: datetime) -> list[str]:
        raise RuntimeError("no luck")

    add_duty(bare_app, Duty("lost", cannot_tell, lambda _key, _at: None))
    seen = counting(bare_app, ["k"])

    outcome = run_due(AT)

    assert (seen, outcome.failed) == (["k"], [("lost", "")])


def test_what_failed_is_logged_without_its_words(
    bare_app: Flask, database: SQLAlchemy, caplog: pytest.LogCaptureFixture
) -> None:
    def do(_key: str, _at: datetime) -> None:
        raise ValueError("Jane Doe")

    add_duty(bare_app, Duty("telling", lambda _at: ["k"], do))

    run_due(AT)

    assert "Duty telling failed: ValueError" in caplog.text
    assert "Jane" not in caplog.text


def test_a_key_that_another_process_finished_meanwhile_is_left_alone(
    bare_app: Flask, database: SQLAlchemy
) -> None:
    """The other one comes between asking what is due and doing it."""
    seen: list[str] = []

    def due(_at: datetime) -> list[str]:
        return ["first", "second"]

    def do(key: str, at: datetime) -> None:
        seen.append(key)
        if key == "first":
            db.session.add(DutyDone(duty="raced", key="second", done_at=at))

    add_duty(bare_app, Duty("raced", due, do))

    outcome = run_due(AT)

    assert (seen, outcome) == (["first"], Outcome(done=[("raced", "first")]))


def test_two_duties_cannot_share_a_name(bare_app: Flask) -> None:
    counting(bare_app, [])

    with pytest.raises(ValueError, match="counting"):
        counting(bare_app, [])


def test_the_command_says_what_was_done_and_fails_when_something_did(
    bare_app: Flask, database: SQLAlchemy
) -> None:
    def do(key: str, _at: datetime) -> None:
        if key == "bad":
            raise RuntimeError("no luck")

    add_duty(bare_app, Duty("shaky", lambda _at: ["bad", "good"], do))

    result = bare_app.test_cli_runner().invoke(args=["due"])

    assert result.exit_code == 1
    assert "Done: shaky good\n" in result.output
    assert "Failed, and tried again at the next run: shaky bad\n" in result.output


def test_the_command_is_silent_when_nothing_is_due(bare_app: Flask, database: SQLAlchemy) -> None:
    result = bare_app.test_cli_runner().invoke(args=["due"])

    assert (result.exit_code, result.output) == (0, "")
