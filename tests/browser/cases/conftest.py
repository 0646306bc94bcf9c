"""The unit and two forces before the record, each in a browser that has signed in already."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from playwright.sync_api import Page

from dhp.accounts.models import User
from tests.accounts.people import sign_in_as
from tests.browser.conftest import PHONE, Opener
from tests.cases.conftest import (
    coder,
    essex,
    kent,
    lead,
    make_case,
    make_user,
    spoc,
    stranger,
    whole_case,
)
from tests.harness.examples import sample

__all__ = [
    "coder",
    "essex",
    "kent",
    "lead",
    "make_case",
    "make_user",
    "spoc",
    "stranger",
    "whole_case",
]

Enter = Callable[..., Page]
DEVICES: dict[str, dict[str, Any]] = {
    "desktop": {},
    "phone without scripts": {"viewport": PHONE, "has_touch": True, "java_script_enabled": False},
}


def press(page: Page, button: str) -> None:
    """Press a button of a page that was judged before, which takes a while."""
    page.get_by_role("button", name=button).click()


@pytest.fixture(params=sample(DEVICES, ["desktop"]))
def device(request: pytest.FixtureRequest) -> str:
    """What the people of a story hold in their hands."""
    return str(request.param)


@pytest.fixture
def enter(app: Flask, database: SQLAlchemy, open_context: Opener, address: str) -> Enter:
    """Opens a browser for a user who has signed in; nothing of the test stays open behind it."""
    app.config["WTF_CSRF_ENABLED"] = True
    name = app.config["SESSION_COOKIE_NAME"]

    def come(user: User, device: str) -> Page:
        client = app.test_client()
        sign_in_as(client, user)
        database.session.rollback()  # an open transaction would lock the server out of SQLite
        cookie = client.get_cookie(name)
        assert cookie is not None
        context = open_context(base_url=address, **DEVICES[device])
        context.add_cookies([{"name": name, "value": cookie.value, "url": address}])
        return context.new_page()

    return come
