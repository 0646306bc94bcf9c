"""The database cannot be reached at all: every kind of call is told so, and nothing else goes wrong."""

import pytest

from dhp import create_app
from tests.harness.databases import settings

NOBODY_LISTENS = "postgresql+psycopg://somebody@127.0.0.1:9/nowhere"


@pytest.fixture(scope="module")
def client():
    return create_app(settings(NOBODY_LISTENS)).test_client()


def test_a_system_of_a_force_is_told_to_wait(client):
    headers = {"Authorization": "Bearer dhp_key", "Idempotency-Key": "a-key-of-its-own"}

    answer = client.post("/api/v1/notifications", json={"answers": {}}, headers=headers)

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")


def test_a_person_is_told_to_wait(client):
    with client.session_transaction() as session:
        session["_user_id"] = "a token"

    assert client.get("/notifications").status_code == 503


def test_whoever_routes_is_told_that_it_is_not_ready(client):
    assert client.get("/health/ready").status_code == 503
