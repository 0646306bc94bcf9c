"""The commands for accounts and reference data."""

import re

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, select

from dhp.accounts.api_keys.queries import key_shown
from dhp.accounts.models import Force, Region, RegionSystem, User
from tests.harness.pages import PageClient

SPOC = ["create-user", "--email", "jo@example.org", "--name", "Jo Moss", "--role", "spoc"]


@pytest.fixture
def loaded(database: SQLAlchemy, app: Flask) -> None:
    app.test_cli_runner().invoke(args=["reference", "load"])


def test_reference_data_may_be_loaded_again_and_again(database: SQLAlchemy, app: Flask) -> None:
    runner = app.test_cli_runner()

    first, second = (runner.invoke(args=["reference", "load"]).output for _ in range(2))

    assert (first, second) == (
        "Forces added: 44. Strands added: 5. Entries of the codebook added: 149.\n",
        "Forces added: 0. Strands added: 0. Entries of the codebook added: 0.\n",
    )
    assert database.session.scalar(select(func.count()).select_from(Force)) == 44


def test_create_user_prints_a_link_that_works_and_no_password(
    loaded: None, database: SQLAlchemy, app: Flask, client: PageClient
) -> None:
    answer = app.test_cli_runner().invoke(args=[*SPOC, "--force", "E23000032"])

    user = database.session.scalars(select(User)).one()
    database.session.commit()
    link = re.search(r"http://[^/]+(/invitations/\S+)", answer.output)
    assert answer.exit_code == 0
    assert (user.force_code, user.password_hash) == ("E23000032", None)
    assert link is not None
    assert client.get(link[1]).status_code == 200


ANALYST = ["create-user", "--email", "jo@example.org", "--name", "Jo Moss", "--role", "analyst"]


@pytest.mark.parametrize(
    ("more", "system", "name"),
    [
        (["--region", "South East"], RegionSystem.HOME_OFFICE, "South East"),
        (["--region", "Eastern", "--region-system", "rocu"], RegionSystem.ROCU, "Eastern"),
    ],
)
def test_create_user_takes_the_region_of_an_analyst(
    loaded: None,
    database: SQLAlchemy,
    app: Flask,
    more: list[str],
    system: RegionSystem,
    name: str,
) -> None:
    app.test_cli_runner().invoke(args=[*ANALYST, *more])

    assert database.session.scalars(select(User)).one().region == Region(system, name)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ([], "Choose the region"),
        (["--region", "Eastern"], "There is no Home Office region Eastern. Use one of: East Mid"),
    ],
)
def test_create_user_says_what_is_wrong_with_a_region(
    loaded: None, database: SQLAlchemy, app: Flask, more: list[str], message: str
) -> None:
    answer = app.test_cli_runner().invoke(args=[*ANALYST, *more])

    assert answer.exit_code == 1
    assert message in answer.output
    assert database.session.scalars(select(User)).all() == []


@pytest.mark.parametrize(
    ("more", "message"),
    [([], "Choose the force"), (["--force", "E23999999"], "There is no force E23999999")],
)
def test_create_user_says_what_is_wrong(
    loaded: None, database: SQLAlchemy, app: Flask, more: list[str], message: str
) -> None:
    answer = app.test_cli_runner().invoke(args=[*SPOC, *more])

    assert answer.exit_code == 1
    assert message in answer.output
    assert database.session.scalars(select(User)).all() == []


def test_create_api_key_prints_the_key_alone(
    loaded: None, database: SQLAlchemy, app: Flask
) -> None:
    answer = app.test_cli_runner().invoke(args=["create-api-key", "--force", "E23000032"])

    key = key_shown(answer.stdout.strip())
    assert answer.exit_code == 0
    assert key is not None
    assert key.client.force_code == "E23000032"
    assert "shown only now" in answer.stderr


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (["--force", "nowhere"], "There is no force nowhere."),
        (["--force", "btp", "--days", "731"], "1<=x<=730"),
        (["--force", "btp", "--name", " "], "Say which system the key is for."),
    ],
)
def test_create_api_key_says_what_is_wrong(
    loaded: None, app: Flask, more: list[str], message: str
) -> None:
    answer = app.test_cli_runner().invoke(args=["create-api-key", *more])

    assert answer.exit_code != 0
    assert message in answer.output
