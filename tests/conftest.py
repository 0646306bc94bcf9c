"""Which database the tests run on, and the application, the database and the client they get."""

import os
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import click
import pytest
import sqlalchemy as sa
from flask import Flask, has_app_context
from flask_sqlalchemy import SQLAlchemy
from hypothesis import HealthCheck, settings

from dhp import create_app
from dhp.demonstration.memory import seldom_collected
from dhp.extensions import db
from tests.harness import databases, instants, shared
from tests.harness.examples import DRAWN_ANEW, tries
from tests.harness.pages import PageClient, watch_unsaved

OURS = ("DHP_TEST_DATABASE_URL", "DHP_CHROMIUM", "DHP_THOROUGH")

pytest_plugins = ["tests.harness.record"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=("sqlite", "postgresql"),
        default="sqlite",
        help="the kind of database that tests run on",
    )
    parser.addoption(
        "--at",
        help=f"when the tests happen, like 2027-03-28T00:30+00:00; {instants.REAL}: now",
    )
    parser.addoption(
        "--every-statement",
        action="store_true",
        default=bool(tries(0, thorough=1)),
        help="kill commands at each of their statements, not at a sample",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Shut out the settings of whoever runs the tests, lest a test reach a real database."""
    for name in [name for name in os.environ if name.startswith("DHP_")]:
        if name not in OURS:
            del os.environ[name]
    # How long an example takes says how busy the machine is, and nothing about the code.
    settings.register_profile(
        "dhp",
        deadline=None,
        derandomize=not DRAWN_ANEW,
        max_examples=tries(50, thorough=300),
        suppress_health_check=[HealthCheck.too_slow],
    )
    settings.load_profile("dhp")
    os.environ |= {
        "DHP_PROFILE": "test",
        "DHP_DATABASE_URL": "sqlite://",
        "DHP_SECRET_KEY": "a secret of the tests, long enough to pass",
    }
    whole = ExitStack()
    # What is imported and collected stays: looking through it for rubbish finds none.
    whole.enter_context(seldom_collected())
    whole.enter_context(instants.clock_of_run(config))
    config.add_cleanup(whole.close)
    if not hasattr(config, "workerinput"):
        shared.open_folder()
        config.add_cleanup(shared.close_folder)
        stack = ExitStack()
        config.add_cleanup(stack.close)  # before the folder goes: the last one added is the first
        databases.open_server(config, stack)


def pytest_report_header(config: pytest.Config) -> str:
    return f"database: {config.getoption('--database')}, at {instants.begins(config) or 'present'}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    with instants.clock_of_test(item):
        return (yield)


@pytest.hookimpl(tryfirst=True)  # before -m selects by the marks set here
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    kind = config.getoption("--database")
    elsewhere = []
    for item in items:
        if "copies" in getattr(item, "fixturenames", ()):
            item.add_marker("database")
        if not _means_something_on(kind, item):
            elsewhere.append(item)
    if elsewhere:
        config.hook.pytest_deselected(items=elsewhere)
        items[:] = [item for item in items if item not in elsewhere]
    _begin_what_others_wait_for(items)


def _begin_what_others_wait_for(items: list[pytest.Item]) -> None:
    """One test that builds the history comes first and the others last: else workers wait for it."""
    asking = [item for item in items if hasattr(getattr(item, "module", None), "small_history")]
    if len(asking) < len(items):  # else there is nothing to do meanwhile
        rest = [item for item in items if item not in asking]
        items[:] = [*asking[:1], *rest, *asking[1:]]


def _means_something_on(kind: str, item: pytest.Item) -> bool:
    """Whether a test is for databases of this kind; those of pages are for SQLite unless they say.

    What a page shows is the same on either. The queries and actions behind it are tried on both by
    tests of their own, and `tests/journeys/test_every_page.py` draws each page on PostgreSQL.
    So are those marked `usually_on`. Thorough runs try both kinds before the second wall too.
    """
    said = [marker.args for marker in item.iter_markers("only_on")]
    usual = [marker.args for marker in item.iter_markers("usually_on")]
    if not (said or usual) and item.path.stem.endswith(("_pages", "_views")):
        usual = [("sqlite",)]
    asked = said if tries(0, thorough=1) else said + usual
    return all(kind in kinds for kinds in asked)


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Says one line on the terminal: what was measured, or done how often, and what came of it."""

    def told(line: str) -> None:
        with capsys.disabled():
            click.echo(line)

    return told


@pytest.fixture(scope="session")
def copies(request: pytest.FixtureRequest) -> Iterator[databases.Copies]:
    """The database under test, for the harness alone; tests ask for `database` or `client`."""
    try:
        with databases.open_copies(request.config.getoption("--database")) as copies:
            # For tests that run a command as a process of its own.
            os.environ["DHP_DATABASE_URL"] = copies.url
            yield copies
    except databases.NoServerError as missing:
        if os.environ.get("CI") == "true":
            pytest.fail(str(missing))
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def shared_app(copies: databases.Copies) -> Iterator[Flask]:
    """One application for all tests of a worker: building it, and its templates, takes time."""
    app = create_app(databases.settings(copies.url))
    app.test_client_class = PageClient
    shared.share_templates(app)
    with seldom_collected():
        yield app
    _disconnect(app)


@pytest.fixture
def app(shared_app: Flask, copies: databases.Copies) -> Iterator[Flask]:
    """The application, with its database as the migrations leave it and its settings as built."""
    if not copies.empty():
        _disconnect(shared_app)
        copies.renew()
    config = dict(shared_app.config)
    yield shared_app
    shared_app.config.clear()
    shared_app.config.update(config)


@pytest.fixture
def as_owner(app: Flask, copies: databases.Copies) -> Iterator[None]:
    """Lets the test, and the application in it, come as the role that owns the tables."""
    with _coming_as(copies.owner_url, app):
        yield


@contextmanager
def _coming_as(url: str, app: Flask) -> Iterator[None]:
    with app.app_context():
        engines = db.engines
    ordinary, engines[None] = (
        engines[None],
        sa.create_engine(url, **databases.settings(url).SQLALCHEMY_ENGINE_OPTIONS),
    )
    yield
    # A test that asked for its session before still holds a connection: no pool would close it.
    if has_app_context():
        db.session.remove()
    engines[None].dispose()
    engines[None] = ordinary


@pytest.fixture
def new_app(app: Flask, copies: databases.Copies) -> Iterator[Callable[..., Flask]]:
    """Builds another application on the same database: for other settings, or routes of its own."""
    built: list[Flask] = []

    def build(**given: Any) -> Flask:
        another = create_app(databases.settings(copies.url, **given))
        another.test_client_class = PageClient
        shared.share_templates(another)
        built.append(another)
        return another

    yield build
    for another in built:
        _disconnect(another)


@pytest.fixture
def database(app: Flask) -> Iterator[SQLAlchemy]:
    """A fresh database, with the application's context around the test: use `database.session`."""
    with app.app_context():
        watch_unsaved(db.session())
        yield db
        db.session.remove()


@pytest.fixture
def once(database: SQLAlchemy, copies: databases.Copies) -> Callable[[Callable[[], None]], None]:
    """Fills the fresh database as the given function does; it runs once, for all tests that ask."""
    return lambda build: databases.fill_once(copies, build)


@pytest.fixture
def client(app: Flask) -> PageClient:
    """A browser's stand-in that nobody has signed in; see `tests/harness/pages.py`."""
    client = app.test_client()
    assert isinstance(client, PageClient)
    return client


def _disconnect(app: Flask) -> None:
    with app.app_context():
        for engine in db.engines.values():
            engine.dispose()
