import base64
import random

import pytest
from flask import Flask, Response

from tests.harness.weight import too_heavy


def noise(many):
    """About so many bytes that do not shrink when they are packed, being random."""
    return base64.b64encode(random.Random(1).randbytes(many)).decode()


@pytest.fixture
def served(tmp_path):
    """Gives what is found on a page of about so many bytes, whose script imports so many."""
    app = Flask(__name__, static_folder=str(tmp_path), static_url_path="/static")

    def look(page, imported):
        (tmp_path / "one.js").write_text('import { a } from "./two.js";')
        (tmp_path / "two.js").write_bytes(b"x" * imported)
        html = '<script src="/static/one.js?v=1"></script>' + noise(page)
        app.add_url_rule("/", "page", lambda: Response(html, mimetype="text/html"))
        return too_heavy(app, app.test_client().get("/"))

    return look


def test_a_page_within_both_bounds_passes(served):
    assert served(58_000, 139_000) == []


def test_a_page_that_is_heavy_by_itself_is_named(served):
    [found] = served(61_000, 10)

    assert found.startswith("/: the page alone is 6")


def test_a_page_whose_scripts_import_too_much_is_named(served):
    [found] = served(1_000, 200_000)

    assert found.startswith("/: 201,")
