"""A throwaway application around the web toolkit, with one page for each thing that can happen."""

from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from config import Settings
from dhp import ROOT, web
from dhp.extensions import csrf, db, sign_in_manager
from tests.web import pages

MakeApp = Callable[..., Flask]


class Officer(SimpleNamespace):
    """An invented person who may read and nothing else."""

    is_authenticated = True
    is_active = True
    name = "Siân Example"

    def get_id(self) -> str:
        return "officer"

    def may(self, permission: StrEnum) -> bool:
        return permission == pages.Right.READ


@pytest.fixture
def new_app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MakeApp]:
    """Builds an application with the pages of `pages`, on a small database of its own."""
    monkeypatch.setattr(sign_in_manager, "login_view", "accounts.sign_in")
    monkeypatch.setattr(sign_in_manager, "_user_callback", lambda _identity: Officer())
    built: list[Flask] = []

    def build(**given: object) -> Flask:
        settings = Settings(
            "test",
            SECRET_KEY="a secret of the tests only, long enough",
            SQLALCHEMY_DATABASE_URI=f"sqlite:///{tmp_path / 'web.sqlite3'}",
            SQLALCHEMY_ENGINE_OPTIONS={},
            **{"WTF_CSRF_ENABLED": False, **given},
        )
        app = _bare(settings)
        app.config["PROPAGATE_EXCEPTIONS"] = False
        pages.add_to(app, Officer)
        with app.app_context():
            db.session.execute(
                text("CREATE TABLE IF NOT EXISTS notes (words TEXT CHECK (words <> 'refused'))")
            )
            db.session.commit()
        built.append(app)
        return app

    yield build
    for app in built:
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def app(new_app: MakeApp) -> Flask:
    return new_app()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def officer(client: FlaskClient) -> FlaskClient:
    client.post("/sign-in")
    return client


def _bare(settings: Settings) -> Flask:
    """The service without its rooms."""
    app = Flask("dhp", template_folder=str(ROOT / "templates"))
    app.config.from_object(settings)
    db.init_app(app)
    web.init_app(app)
    csrf.init_app(app)
    sign_in_manager.init_app(app)
    return app
