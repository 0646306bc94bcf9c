"""A code never vanishes: files, keys and old records still speak it.

`codes.txt` lists every code and option that was ever used. Adding a characteristic adds its lines
there; nothing is ever removed.
"""

import re
from pathlib import Path

import pytest

from dhp.dictionary import DICTIONARY, SECTIONS, Kind
from dhp.dictionary.document import codes_of, guide
from dhp.dictionary.entry import IfAnswer

EVER_USED = Path(__file__).with_name("codes.txt").read_text(encoding="utf-8").split()
ENTRIES = [pytest.param(entry, id=entry.code) for entry in DICTIONARY.values()]


def test_no_code_and_no_option_ever_disappears():
    assert sorted(set(EVER_USED) - set(codes_of(DICTIONARY))) == []


def test_a_new_code_is_added_to_the_list():
    assert sorted(set(codes_of(DICTIONARY)) - set(EVER_USED)) == []


def test_the_list_is_in_order_without_repeats():
    assert sorted(set(EVER_USED)) == EVER_USED


@pytest.mark.parametrize("entry", ENTRIES)
def test_codes_are_lower_case_words(entry):
    assert re.fullmatch(r"[a-z][a-z0-9_]*", entry.code)
    for option in entry.options:
        assert re.fullmatch(r"[a-z0-9][a-z0-9_-]*", option.code)


@pytest.mark.parametrize("entry", ENTRIES)
def test_every_option_has_a_label_of_its_own(entry):
    labels = [option.label for option in entry.options]

    assert all(label.strip() for label in labels)
    assert len(set(labels)) == len(labels)
    assert len({option.code for option in entry.options}) == len(labels)


@pytest.mark.parametrize("entry", ENTRIES)
def test_only_choices_have_options(entry):
    assert bool(entry.options) == (entry.kind in (Kind.ONE_OF, Kind.ANY_OF))


@pytest.mark.parametrize("entry", ENTRIES)
def test_every_entry_is_told_in_words(entry):
    for words in (entry.question, entry.name, entry.definition, entry.source):
        assert words.strip() == words != ""
    assert entry.section in SECTIONS


@pytest.mark.parametrize("entry", ENTRIES)
def test_conditions_point_to_codes_and_options_that_exist(entry):
    for condition in entry.asked_when:
        if isinstance(condition, IfAnswer):
            other = DICTIONARY[condition.code]
            assert [code for code in condition.options if other.option(code) is None] == []


def test_the_guide_tells_of_every_code_and_option():
    text = guide(DICTIONARY, SECTIONS, "1")

    for entry in DICTIONARY.values():
        assert f"### `{entry.code}`: {entry.name}" in text
        for option in entry.options:
            assert f"| `{option.code}` | {option.label}" in text
