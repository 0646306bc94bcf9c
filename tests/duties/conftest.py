"""Duties of the tests' own, in place of those of the rooms."""

from collections.abc import Iterator

import pytest
from flask import Flask


@pytest.fixture
def bare_app(app: Flask) -> Iterator[Flask]:
    """The application without any duty, until the test is over."""
    kept = app.extensions.pop("duties", {})
    yield app
    app.extensions["duties"] = kept
