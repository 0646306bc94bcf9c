"""The people of the stories, each with a browser of their own, and the forms' tokens checked."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from dhp.accounts.forces import force_with, load_forces
from dhp.accounts.permissions import RoleName
from dhp.accounts.roles import ROLES
from tests.accounts.people import add_user
from tests.harness.pages import PageClient
from tests.journeys.visitor import Visitor

Arrive = Callable[..., Visitor]


@pytest.fixture(params=[True, False], ids=["with a code", "demonstration"])
def with_code(request: pytest.FixtureRequest) -> bool:
    """Whether signing in asks for a code from an app, as in production."""
    return bool(request.param)


@pytest.fixture
def arrive(app: Flask, database: SQLAlchemy) -> Arrive:
    """Gives a person of a role an account and a browser, and signs the person in on the pages."""
    app.config["WTF_CSRF_ENABLED"] = True

    def come(
        role: RoleName, name: str, *, force: str = "E23000032", with_code: bool = True
    ) -> Visitor:
        app.config["SECOND_FACTOR"] = with_code
        word = "".join(filter(str.isalpha, name.split(maxsplit=1)[0]))
        email = f"{word.lower()}@example.org"
        load_forces(database.session())
        of = {"force": force_with(force)} if ROLES[role].of_a_force else {}
        add_user(role, email=email, name=name, **of)
        client = app.test_client()
        assert isinstance(client, PageClient)
        return Visitor(client, email).sign_in(with_code=with_code)

    return come
