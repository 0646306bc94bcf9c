"""What may point to a person is found in invented sentences, and harmless ones are left alone."""

import sys
import time
from pathlib import Path

import pytest

from dhp.identifiers import NAMING, Kind, pieces, read
from tests.identifiers.sentences import parsed

HERE = Path(__file__).parent
LISTED = [parsed(line) for line in (HERE / "sentences.txt").read_text("utf-8").splitlines()]
# Written after the patterns, and read once before anything was changed for them.
FURTHER = [parsed(line) for line in (HERE / "further.txt").read_text("utf-8").splitlines()]


def overlaps(remark, planted):
    return (
        remark.kind.value == planted.kind
        and remark.start < planted.end
        and planted.start < remark.end
    )


@pytest.mark.parametrize("sentences", [LISTED, FURTHER], ids=["listed", "further"])
def test_planted_identifiers_are_found_and_harmless_words_left_alone(sentences):
    read_of = [(one, read(one.text)) for one in sentences]
    planted = [(at, remarks) for one, remarks in read_of for at in one.planted]
    made = [(remark, one) for one, remarks in read_of for remark in remarks]
    found = sum(any(overlaps(one, at) for one in remarks) for at, remarks in planted)
    right = sum(any(overlaps(remark, at) for at in one.planted) for remark, one in made)

    figures = (
        f"{len(sentences)} sentences: recall {found}/{len(planted)}, precision {right}/{len(made)}"
    )
    sys.stdout.write(figures + "\n")  # shown by `pytest -s`
    assert found >= 0.95 * len(planted)
    assert right >= 0.95 * len(made)


def test_there_are_sixty_sentences_of_which_some_are_harmless():
    assert len(LISTED) == 60
    assert sum(not one.planted for one in LISTED) >= 15


@pytest.mark.parametrize(
    ("words", "advice"),
    [
        ("a 34-year-old woman", "Say “in their thirties”."),
        ("aged 7", "Say “a child” or “a young person”."),
        ("a three-week-old baby", "Say “a baby” or “a child”."),
        ("he was eighty-six years old", "Say “over 75”: few people are older."),
        ("aged 19", "Say “a young adult”."),
    ],
)
def test_the_advice_for_an_age_says_what_to_write(words, advice):
    (remark,) = read(words)

    assert (remark.kind, remark.advice) == (Kind.AGE, advice)


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("Her sister (07700 900123) rang.", "07700 900123"),
        ("Ring (01632) 960123 today.", "(01632) 960123"),
        ("Ring (+44 7700 900123).", "+44 7700 900123"),
    ],
)
def test_a_number_is_marked_with_its_own_brackets_and_no_others(words, marked):
    (remark,) = read(words)

    assert (remark.kind, remark.words) == (Kind.CONTACT, marked)


def test_what_the_record_says_is_found_whatever_its_letters():
    (remark,) = read("See cr/99-ab for what was known.", known=["CR/99-AB", "x"])

    assert (remark.kind, remark.words) == (Kind.KNOWN, "cr/99-ab")


def test_several_weak_things_in_one_sentence_are_remarked_together():
    alone = read("The woman had reported him.")
    together = read("A deaf woman in her fifties was stabbed by her brother.")

    assert alone == ()
    assert [one.kind for one in together] == [Kind.TOGETHER]


def test_things_spread_over_a_text_are_remarked_on_the_whole_of_it():
    text = "She lived in a village. He was a retired vicar. It was in May 2023. Her son found her."

    assert [one.kind for one in read(text)][-1] is Kind.TOGETHER
    assert read(text)[-1].words == text


def test_a_name_in_another_script_is_a_name():
    assert [one.words for one in read("She wrote to 王芳 about it.")] == ["王芳"]


def test_an_invented_example_is_one_quotation_and_a_term_in_marks_is_none():
    assert read("The offence of “coercive control” is known.") == ()
    assert [one.kind for one in read("She said “he will find me there”.")] == [Kind.QUOTE]


def test_pieces_add_up_to_the_text_and_carry_the_numbers_of_remarks():
    text = "Kasia, 34, of Hull, rang at 02:15 on 3 May 2024.\nShe was a nurse."
    remarks = read(text)
    found = list(pieces(text, remarks, first=4))

    assert "".join(one.text for one in found) == text
    marked = [one.number for one in found if one.number]
    assert marked == list(range(4, 4 + len(remarks)))
    assert all(
        one.text == remarks[one.number - 4].words for one in found if one.number and one.text
    )


def test_a_heading_in_the_style_of_titles_names_nobody():
    assert read("Search Before You Leave: Ask About History") == ()


def test_a_long_text_full_of_near_misses_is_read_in_a_moment():
    for hostile in (
        "A" * 20_000,
        "1" * 20_000,
        "Aa " * 6_600,
        "a@" * 10_000,
        "“" * 20_000,
        "1/" * 9_999,
    ):
        begun = time.process_time()
        read(hostile)
        assert time.process_time() - begun < 2


def test_kinds_say_what_they_are_and_what_to_do():
    assert all(kind.words and kind.advice.endswith(".") and kind.source for kind in Kind)
    assert Kind.AGE not in NAMING
