"""The people and cases of the tests of retention, with keys, as cases in service have them."""

from collections.abc import Sequence

import pytest
from flask import Flask

from dhp.accounts.models import User
from dhp.accounts.permissions import RoleName
from tests.cases.conftest import MakeUser, coder, given, kent, make_case, make_user

__all__ = ["coder", "given", "kent", "make_case", "make_user"]

KEY = "QW4gb2xkIG1hc3RlciBrZXkgb2YgdGhlIHRlc3RzISE="


@pytest.fixture(autouse=True)
def keyed(app: Flask) -> None:
    app.config["MASTER_KEYS"] = [KEY]


@pytest.fixture
def leads(make_user: MakeUser) -> Sequence[User]:
    return make_user(RoleName.LEAD, "One"), make_user(RoleName.LEAD, "Two")
