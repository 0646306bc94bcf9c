"""A name is found however it is written, and a passage shows nobody else."""

from datetime import date

import pytest

from dhp.errors import DomainError
from dhp.subjects.matching import (
    HIDDEN,
    Sought,
    may_name_them,
    names_them,
    others_in,
    passages,
    plain_text,
    redacted,
)

SIAN = Sought(("Siân Quince-Okoro", "Sian Vale"), date(1980, 3, 9))


@pytest.mark.parametrize(
    "text",
    [
        "Siân Quince-Okoro was there.",
        "SIAN VALE rang twice.",
        "Vale, Sian (neighbour)",
        "S. Vale gave a statement.",
        "We spoke to Sian Mary Vale’s mother.",
        "born 9 March 1980",
        "dob 09/03/1980",
        "1980-03-09",
    ],
)
def test_a_name_or_a_date_of_birth_is_found(text):
    assert names_them(text, SIAN)


@pytest.mark.parametrize("text", ["Mrs Vale rang.", "Sian rang.", "The vale of Sian’s", ""])
def test_half_a_name_is_not_the_person(text):
    assert not names_them(text.replace("The vale of Sian’s", "Siansvale"), SIAN)


def test_a_surname_alone_may_be_them():
    assert may_name_them("Mrs Vale rang.", SIAN)
    assert not may_name_them("Sian rang.", SIAN)


@pytest.mark.parametrize("names", [(), ("Vale",), ("Sian Vale", "Vale")])
def test_nobody_is_looked_for_by_one_word(names):
    with pytest.raises(DomainError, match="in full"):
        Sought(names)


def test_a_passage_hides_everybody_else():
    text = "Sian Vale told PC Xanthippe Brand that xanthippe rang 07700 900123 on 9 March 1980."
    others = others_in([text], SIAN)

    shown = redacted(text, SIAN, others)

    assert shown == (
        f"Sian Vale told {HIDDEN} {HIDDEN} {HIDDEN} that {HIDDEN} rang {HIDDEN} {HIDDEN} on "
        "9 March 1980."
    )


@pytest.mark.parametrize(
    "strange", ["O’Brien", "x@example.org", "محمد", "mcDonald", "Łukasz", "1a"]
)
def test_names_of_any_shape_are_hidden(strange):
    shown = redacted(f"She told {strange} that she left.", SIAN, ())

    assert strange not in shown
    assert shown.startswith("She told")


def test_only_sentences_that_name_the_person_are_passages():
    text = "Brand drove. Sian Vale stayed! They spoke of Vale. Nothing else."

    assert passages(text, SIAN) == ["Sian Vale stayed!", "They spoke of Vale."]


def test_what_is_kept_as_json_is_read_as_its_values():
    assert plain_text('{"a": "One", "b": ["Two", {"c": "Three"}]}') == "One\nTwo\nThree"
    assert plain_text("{not json") == "{not json"
