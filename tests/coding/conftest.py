"""The world of the tests of coding, and somebody signed in."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.accounts.people import sign_in_as
from tests.cases.conftest import statements
from tests.coding import world as invented

__all__ = ["statements"]


@pytest.fixture
def world(once):
    """Five people of the unit, the codebook and three cases to code; see `world.py`."""
    once(invented.build)
    return invented


@pytest.fixture
def signed_in(app, world) -> Callable[[str], FlaskClient]:
    """A browser of one of the people."""

    def come(local: str) -> FlaskClient:
        client = app.test_client()
        sign_in_as(client, world.person(local))
        return client

    return come
