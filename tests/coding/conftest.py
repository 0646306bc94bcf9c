"""The starting codebook and the people of the tests of coding."""

from collections.abc import Callable
from types import ModuleType

import pytest
from flask import Flask
from flask.testing import FlaskClient

from dhp.accounts.models import User
from dhp.accounts.permissions import RoleName
from dhp.coding.codebook.loading import load_codebook
from dhp.extensions import db
from tests.accounts.people import add_user, sign_in_as
from tests.cases.conftest import Statements, statements
from tests.coding import world as invented

__all__ = ["Statements", "statements"]


def starting() -> None:
    """The starting codebook, a lead, a coder and a reader."""
    load_codebook(db.session())
    for role in (RoleName.LEAD, RoleName.CODER, RoleName.READER):
        add_user(role)


@pytest.fixture
def book_loaded(once: Callable[[Callable[[], None]], None]) -> None:
    """The starting codebook, in force."""
    once(starting)


def _user(role: RoleName) -> User:
    return db.session.query(User).filter_by(role=role).one()


@pytest.fixture
def lead(book_loaded: None) -> User:
    """The lead, who edits the codebook."""
    return _user(RoleName.LEAD)


@pytest.fixture
def coder(book_loaded: None) -> User:
    """A coder, who reads it."""
    return _user(RoleName.CODER)


@pytest.fixture
def reader(book_loaded: None) -> User:
    """A reader of reports."""
    return _user(RoleName.READER)


@pytest.fixture
def world(once: Callable[[Callable[[], None]], None]) -> ModuleType:
    """Five people of the unit, the codebook and three cases to code; see `world.py`."""
    once(invented.build)
    return invented


@pytest.fixture
def signed_in(app: Flask, world: ModuleType) -> Callable[[str], FlaskClient]:
    """A browser of one of the people of the world."""

    def come(local: str) -> FlaskClient:
        client = app.test_client()
        sign_in_as(client, world.person(local))
        return client

    return come
