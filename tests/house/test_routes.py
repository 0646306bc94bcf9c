"""Every address of the service says who may come, and what only looks never changes anything."""

import re

import pytest

from dhp import create_app
from tests.harness.databases import settings

# Words with hyphens, converters such as <any(death,people):section>, and both with an ending.
SEGMENT = r"(?:[a-z0-9]+(?:-[a-z0-9]+)*|<[^<>/]+>)(?:\.(?:[a-z]+|<[^<>/]+>))?"
KEBAB = re.compile(rf"/(?:{SEGMENT}/)*(?:{SEGMENT})?")
FLASK_S_OWN = {"static"}


@pytest.fixture(scope="module")
def routes():
    """Each rule with its view function."""
    app = create_app(settings("sqlite://"))
    return [
        (rule, app.view_functions[rule.endpoint])
        for rule in app.url_map.iter_rules()
        if rule.endpoint not in FLASK_S_OWN
    ]


def test_every_endpoint_declares_its_access(routes):
    undeclared = {rule.endpoint for rule, view in routes if not hasattr(view, "__access__")}

    assert undeclared == set()


def test_nothing_that_answers_get_is_declared_to_write(routes):
    writing = {
        rule.endpoint
        for rule, view in routes
        if "GET" in (rule.methods or ()) and getattr(view, "__writes__", False)
    }

    assert writing == set()


def test_addresses_are_in_kebab_case(routes):
    assert [rule.rule for rule, _ in routes if not KEBAB.fullmatch(rule.rule)] == []
