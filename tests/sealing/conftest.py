"""The record's own people and cases, with master keys in the settings."""

import pytest

from tests.cases.conftest import coder, kent, make_case, make_user, sign_in, statements

__all__ = ["coder", "kent", "make_case", "make_user", "sign_in", "statements"]

OLD = "QW4gb2xkIG1hc3RlciBrZXkgb2YgdGhlIHRlc3RzISE="
NEW = "QSBuZXcgbWFzdGVyIGtleSBvZiB0aGUgdGVzdHMhISE="


@pytest.fixture
def masters(app):
    """The master keys of the settings, the newest first; a test may change them."""
    app.config["MASTER_KEYS"] = [OLD]
    return app.config["MASTER_KEYS"]
