"""Pages of documentation that are written from the code say what the code says."""

import pytest

from dhp import create_app
from dhp.commands.docs import PAGES, pages
from tests.harness.databases import settings


@pytest.fixture(scope="module")
def app():
    return create_app(settings("sqlite://"))


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_current(app, name):
    with app.app_context():
        written = {path.name: (path, text) for path, text in pages()}
    path, text = written[name]

    assert path.read_text(encoding="utf-8") == text, "run `flask docs write`"
