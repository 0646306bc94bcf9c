import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from dhp.extensions import db, writing


def notes(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.execute(text("SELECT words FROM notes ORDER BY words")).scalars())


def test_a_view_that_succeeds_is_committed(app: Flask, client: FlaskClient) -> None:
    client.post("/save", data={"words": "kept"})

    assert notes(app) == ["kept"]


@pytest.mark.parametrize("status", ["400", "422", "503"])
def test_a_view_that_refuses_is_rolled_back(app: Flask, client: FlaskClient, status: str) -> None:
    client.post("/save", data={"words": "refused later", "status": status})

    assert notes(app) == []


def test_a_view_that_fails_is_rolled_back(app: Flask, client: FlaskClient) -> None:
    answer = client.post("/save", data={"words": "fails"})

    assert answer.status_code == 500
    assert notes(app) == []


def test_a_commit_that_fails_never_looks_like_success(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full() -> None:
        raise OperationalError("COMMIT", {}, Exception("disk full"))

    with monkeypatch.context() as broken:
        broken.setattr(db.session, "commit", full)
        answer = client.post("/save", data={"words": "lost?"})

    assert answer.status_code == 503
    assert "Saved." not in answer.text
    assert "lost?" in answer.text
    assert notes(app) == []


def test_a_refused_constraint_is_a_conflict_and_keeps_the_input(client: FlaskClient) -> None:
    answer = client.post("/save", data={"words": "refused"})

    assert answer.status_code == 409
    assert 'value="refused"' in answer.text


def test_only_requests_that_write_take_the_write_lock(client: FlaskClient) -> None:
    assert client.get("/lock").text == "False"
    assert client.post("/lock").text == "True"
    assert client.get("/record-of-reading").text == "True"


def test_what_a_request_announced_ends_with_it(client: FlaskClient) -> None:
    client.get("/lock")

    assert writing.get() is True
