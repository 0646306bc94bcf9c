"""Addresses that are remembered are those that Flask builds."""

import pytest
from flask import Flask, url_for

REFS = ["4Q7T9KD2M0XW3E", "AnyReference", "a b", "../up", "é", ""]


@pytest.fixture
def things(app: Flask) -> Flask:
    """The application with the page of a thing, at its reference and without one."""
    app.add_url_rule("/things/<ref>/parts", "things.parts", str)
    app.add_url_rule("/things", "things.all", str)
    return app


@pytest.mark.parametrize("ref", [ref for ref in REFS if ref])
def test_the_address_of_a_thing_holds_its_reference(things: Flask, ref: str) -> None:
    for _ in range(2):
        with things.test_request_context():
            built = Flask.url_for(things, "things.parts", ref=ref)
            assert url_for("things.parts", ref=ref) == built


@pytest.mark.parametrize("ref", REFS)
def test_a_reference_may_also_be_a_parameter(things: Flask, ref: str) -> None:
    for _ in range(2):
        with things.test_request_context():
            assert url_for("things.all", ref=ref) == Flask.url_for(things, "things.all", ref=ref)


def test_an_address_lies_where_the_service_does(things: Flask) -> None:
    seen = []
    for root in ("/", "/dhp"):
        with things.test_request_context(base_url=f"http://localhost{root}"):
            seen.append(url_for("things.parts", ref="A"))

    assert seen == ["/things/A/parts", "/dhp/things/A/parts"]
