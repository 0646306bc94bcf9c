"""Words for people are told apart from names of things in the Python of a room."""

import pytest

from dhp.language import source


@pytest.mark.parametrize("text", ["Give the reason.", "late", "Force"][::2])
def test_what_begins_large_or_has_several_words_is_for_people(text):
    assert source.is_prose(text)


@pytest.mark.parametrize("text", ["accounts.sign_in", "late", "govuk-button", "{id}-error", "/x"])
def test_names_of_things_are_not(text):
    assert not source.is_prose(text)


def test_a_sentence_keeps_a_place_for_each_value():
    texts = set(source.texts_of("dictionary/kinds"))

    assert "{upper} must be between {least} and {most}." in texts
    assert "{value} or over" in texts


def test_docstrings_are_not_gathered():
    assert not any(
        text.startswith("One handler per kind") for text in source.texts_of("dictionary/kinds")
    )
