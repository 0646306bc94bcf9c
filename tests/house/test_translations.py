"""The Welsh of the pages of contacts is whole: nothing is missing, left over or put together wrongly."""

import re
from collections import Counter

import pytest

from dhp import create_app
from dhp.language import catalogue, counting
from dhp.language.gathering import gathered
from tests.harness.databases import settings

MARK = re.compile(r"\{\w+\}|</?\w+>")
MESSAGES = {
    catalogue.english_of(one): catalogue.welsh_of(one) for one in catalogue.read() if one.id
}


@pytest.fixture(scope="module")
def english():
    return gathered(create_app(settings("sqlite://")).jinja_env)


def test_every_text_of_the_pages_has_its_welsh(english):
    missing = [text for text in english if not all(MESSAGES.get(text, ("",)))]

    assert missing == [], "run `flask docs write`, then write the Welsh (docs/how-to/translate.md)"


def test_the_catalogue_holds_nothing_that_no_page_says(english):
    assert sorted(set(MESSAGES) - set(english)) == [], "run `flask docs write`"


def test_values_and_tags_stand_in_the_welsh_as_in_the_english():
    def marks(text):
        return Counter(MARK.findall(text))

    wrong = [
        text for text, forms in MESSAGES.items() for welsh in forms if marks(text) != marks(welsh)
    ]

    assert wrong == []


def test_the_welsh_begins_and_ends_as_the_english_does():
    def ends(text):
        return text[:1] in ".,(", text[-1:] if text[-1:] in ".?:" else ""

    said = [(text, welsh) for text, forms in MESSAGES.items() for welsh in forms]
    wrong = [f"{text} | {welsh}" for text, welsh in said if ends(text) != ends(welsh)]

    assert wrong == []


def test_a_text_that_counts_has_a_form_for_each_kind_of_number():
    counting_texts = {text for text in MESSAGES if counting.place_of_count(text)}

    assert {len(MESSAGES[text]) for text in counting_texts} == {len(counting.KINDS)}
    assert {len(MESSAGES[text]) for text in MESSAGES.keys() - counting_texts} == {1}
