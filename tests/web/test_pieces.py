"""What a template writes out is what Jinja's own escape gives."""

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as some
from markupsafe import Markup, escape

from dhp.web.pieces import safe
from dhp.web.templating import StrictEnvironment


@given(some.text() | some.integers() | some.none() | some.text().map(Markup))
def test_it_is_as_escaped(value: object) -> None:
    assert safe(value) == str(escape(value))


@pytest.mark.parametrize("mark", ["&", "<", ">", "'", '"'])
def test_each_mark_of_html_is_replaced(mark: str) -> None:
    assert safe(f"a{mark}b") in {
        f"a{entity}b" for entity in ("&amp;", "&lt;", "&gt;", "&#39;", "&#34;")
    }


def test_what_says_its_own_html_is_asked_for_it() -> None:
    class Said:
        def __html__(self) -> str:
            return "<b>said</b>"

    assert safe(Said()) == "<b>said</b>"


def test_templates_write_by_it_and_their_macros_give_markup(app: Flask) -> None:
    environment = app.jinja_env
    assert isinstance(environment, StrictEnvironment)
    source = (
        "{% macro bold(x) %}<b>{{ x }}</b>{% endmacro %}"
        "{{ bold(x) }}{% set y %}{{ x }}{% endset %}{{ y }}"
    )

    assert environment.from_string(source).render(x="<i>") == "<b>&lt;i&gt;</b>&lt;i&gt;"
