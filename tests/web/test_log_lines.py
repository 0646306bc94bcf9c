"""The log holds kinds and places, never what somebody typed: errors of every sort are provoked."""

import io
import json
import logging
import sys
from collections.abc import Iterator
from types import FunctionType
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from reportlab.platypus import Paragraph

from dhp.extensions import db
from dhp.web.access import public
from dhp.web.log_lines import JsonLines
from tests.web.conftest import MakeApp

CANARY = "Xq7Canary Siân Example"


def _constraint() -> None:
    db.session.execute(sa.text("INSERT INTO notes VALUES ('refused')"), {})


def _parameters() -> None:
    db.session.execute(sa.text("SELECT * FROM nothing WHERE words = :w"), {"w": CANARY})


def _value() -> None:
    int(CANARY)


def _key() -> None:
    {}[CANARY]


def _paragraph() -> None:
    Paragraph(f"<para><b>{CANARY}</i></para>")


def _unicode() -> None:
    CANARY.encode("ascii")


def _chained() -> None:
    try:
        _value()
    except ValueError as error:
        raise RuntimeError(f"no place for {CANARY}") from error


def _foreign() -> None:
    logging.getLogger("some.library").error("Bad request %s", CANARY)
    put_together = f"Already put together: {CANARY}"
    logging.getLogger("some.library").error(put_together)
    raise RuntimeError(CANARY)


SORTS = (_parameters, _value, _key, _paragraph, _unicode, _chained, _foreign, _constraint)


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What is written to the standard output; afterwards the log is as it was."""
    root, ours = logging.getLogger(), logging.getLogger("dhp")
    before = (list(root.handlers), root.level, list(ours.handlers), ours.level)
    written = io.StringIO()
    monkeypatch.setattr(sys, "stdout", written)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    yield written
    logging.captureWarnings(False)
    root.handlers[:], root.level, ours.handlers[:], ours.level = before
    logging.Logger.manager._clear_cache()


@pytest.fixture
def noisy(lines: io.StringIO, new_app: MakeApp) -> Flask:
    """The pages of the throwaway application, and one for each sort of error."""
    app = new_app(LOG="json")
    for sort in SORTS:
        app.add_url_rule(
            f"/fails/{sort.__name__}/<word>",
            sort.__name__,
            public(lambda word, sort=sort: sort()),
            methods=["GET", "POST"],
        )
    return app


def told(lines: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines.getvalue().splitlines()]


@pytest.mark.parametrize("sort", SORTS)
def test_an_error_is_told_by_kind_and_place_alone(
    noisy: Flask, lines: io.StringIO, sort: FunctionType
) -> None:
    name = sort.__name__

    answer = noisy.test_client().post(
        f"/fails/{name}/{CANARY}?q={CANARY}",
        data={"words": CANARY},
        headers={"User-Agent": CANARY, "Referer": f"http://localhost/{CANARY}"},
    )

    assert answer.status_code in (409, 500, 503)
    assert "Xq7Canary" not in lines.getvalue()
    assert "Si\\u00e2n" not in lines.getvalue()
    request = told(lines)[-1]
    assert request | {"ms": 0, "time": ""} == {
        "event": "request",
        "request": answer.headers["X-Request-Id"],
        "endpoint": name,
        "method": "POST",
        "status": answer.status_code,
        "ms": 0,
        "user": "",
        "level": "info",
        "time": "",
    }


def test_the_place_of_a_fault_can_be_found(noisy: Flask, lines: io.StringIO) -> None:
    noisy.test_client().get(f"/fails/_chained/{CANARY}")

    fault = told(lines)[0]
    kinds = [cause["kind"] for cause in fault["error"]]
    assert fault["level"] == "error"
    assert kinds == ["builtins.RuntimeError", "builtins.ValueError"]
    assert "test_log_lines.py" in fault["error"][0]["at"][-1]


def test_health_and_files_are_not_told_unless_they_fail(noisy: Flask, lines: io.StringIO) -> None:
    noisy.test_client().get("/static/nothing.css")

    assert [line["status"] for line in told(lines)] == [404]


def test_an_end_of_the_program_is_told_without_its_words(noisy: Flask, lines: io.StringIO) -> None:
    try:
        _chained()
    except RuntimeError as error:
        sys.excepthook(RuntimeError, error, error.__traceback__)

    assert "Xq7Canary" not in lines.getvalue()
    assert told(lines)[0]["level"] == "critical"


def test_a_plain_formatter_would_tell_what_was_typed(client: FlaskClient) -> None:
    """The control: with the formatter everybody uses, the canary is found."""
    try:
        _chained()
    except RuntimeError:
        record = logging.LogRecord("dhp", 40, __file__, 1, "failed", (), sys.exc_info())

    assert "Xq7Canary" in logging.Formatter().format(record)
    assert "Xq7Canary" not in JsonLines().format(record)
