"""A template speaks when Welsh is laid over it: whole sentences, values, and attributes read out."""

import jinja2
import pytest

from dhp.language import say, say_sentence, say_typed
from dhp.language.pages import lay_over
from dhp.language.saying import markup_of


class Speaking(jinja2.Environment):
    heard: list[str]

    def _parse(self, source, name, filename):
        return lay_over(super()._parse(source, name, filename), self.heard.append)


@pytest.fixture
def speaking():
    environment = Speaking(autoescape=True)
    environment.heard = []
    environment.globals.update(
        say=say, say_sentence=say_sentence, say_typed=say_typed, markup_of=markup_of
    )
    return environment


def drawn(speaking, source, **values):
    return speaking.from_string(source).render(**values)


def test_a_sentence_goes_with_the_tags_inside_it(speaking):
    source = '<p>If your authenticator works, <a href="{{ way }}">sign in</a>. If not, wait.</p>'

    page = drawn(speaking, source, way="/x?a=1&b")

    assert speaking.heard == ["If your authenticator works, <a>sign in</a>. If not, wait."]
    assert page == (
        '<p>If your authenticator works, <a href="/x?a=1&amp;b">sign in</a>. If not, wait.</p>'
    )


def test_tags_around_a_sentence_stay_outside_it(speaking):
    assert drawn(speaking, "<p> <strong>Sign in</strong> </p>") == (
        "<p> <strong>Mewngofnodi</strong> </p>"
    )


def test_a_value_is_said_and_escaped(speaking):
    page = drawn(speaking, "<li>{{ one }}</li><li>{{ two }}</li>", one="Sign out", two="<b>")

    assert page == "<li>Allgofnodi</li><li>&lt;b&gt;</li>"


def test_an_attribute_that_is_read_out_is_said_and_no_other(speaking):
    source = '<nav class="No" aria-label="Way back"><input value="{{ typed }}"></nav>'

    page = drawn(speaking, source, typed="No")

    assert page == '<nav class="No" aria-label="Y ffordd yn ôl"><input value="No"></nav>'


@pytest.mark.parametrize(
    "source",
    ['<dd dir="auto">{{ typed }}</dd>', "<bdi>{{ typed }}</bdi>", "<code>{{ typed }}</code>"],
)
def test_where_people_write_their_words_stay(speaking, source):
    assert drawn(speaking, source, typed="No") == source.replace("{{ typed }}", "No")


def test_the_page_s_own_word_in_place_of_a_missing_one_is_said(speaking):
    source = '<dd dir="auto">{{ typed or "Not answered" }}</dd>'

    assert drawn(speaking, source, typed="") == '<dd dir="auto">Heb ei ateb</dd>'
    assert drawn(speaking, source, typed="No") == '<dd dir="auto">No</dd>'


def test_branches_and_macros_are_said_each_in_its_place(speaking):
    source = (
        "{% macro say_it(x) %}<i>{{ x }}</i>{% endmacro %}"
        '<p{% if y %} class="Yes"{% endif %}>{% if y %}Yes{% else %}No{% endif %}</p>'
        '{{ say_it("Back") }}'
    )

    assert drawn(speaking, source, y=True) == '<p class="Yes">Ie</p><i>Yn ôl</i>'
    assert drawn(speaking, source, y=False) == "<p>Na</p><i>Yn ôl</i>"
