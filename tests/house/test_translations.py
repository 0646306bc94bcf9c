"""The Welsh of the pages of contacts is whole: nothing is missing, left over or put together wrongly."""

import re
from collections import Counter

import pytest

from dhp import create_app
from dhp.language import catalogue
from dhp.language.gathering import gathered
from tests.harness.databases import settings

MARK = re.compile(r"\{\w+\}|</?\w+>")
MESSAGES = {str(one.id): str(one.string or "") for one in catalogue.read() if one.id}


@pytest.fixture(scope="module")
def english():
    return gathered(create_app(settings("sqlite://")).jinja_env)


def test_every_text_of_the_pages_has_its_welsh(english):
    missing = [text for text in english if not MESSAGES.get(text)]

    assert missing == [], "run `flask docs write`, then write the Welsh (docs/how-to/translate.md)"


def test_the_catalogue_holds_nothing_that_no_page_says(english):
    assert sorted(set(MESSAGES) - set(english)) == [], "run `flask docs write`"


def test_values_and_tags_stand_in_the_welsh_as_in_the_english():
    marks = {text: (MARK.findall(text), MARK.findall(welsh)) for text, welsh in MESSAGES.items()}

    wrong = [text for text, (here, there) in marks.items() if Counter(here) != Counter(there)]

    assert wrong == []


def test_the_welsh_begins_and_ends_as_the_english_does():
    def ends(text):
        return text[:1] in ".,(", text[-1:] if text[-1:] in ".?:" else ""

    wrong = [f"{text} | {welsh}" for text, welsh in MESSAGES.items() if ends(text) != ends(welsh)]

    assert wrong == []
