from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhp.dictionary import Given, Kind, State, Unreadable, read, shown, write
from dhp.dictionary.kinds import KINDS, range_of
from tests.dictionary.entries import BY_KIND, COLOURS, entry

TODAY = date(2026, 3, 27)
RANGED = entry(Kind.WHOLE_NUMBER, ranges=True, most=120)
CODES = [option.code for option in COLOURS]

PAST = st.dates(date(1900, 1, 1), TODAY)
NUMBERS = st.integers(0, 120)
TEXTS = {
    Kind.ONE_OF: st.sampled_from(CODES),
    Kind.ANY_OF: st.lists(st.sampled_from(CODES), min_size=1).map(";".join),
    Kind.WHOLE_NUMBER: NUMBERS.map(str),
    Kind.DATE: PAST.map(str),
    Kind.PARTIAL_DATE: PAST.map(str)
    | PAST.map(lambda day: str(day)[:7])
    | PAST.map(lambda day: str(day)[:4]),
    Kind.SHORT_TEXT: st.text("abc déÿ,;", min_size=1, max_size=50),
    Kind.LONG_TEXT: st.text("abc\n déÿ,;", min_size=1, max_size=200),
}


def test_every_kind_has_its_handler():
    assert set(KINDS) == set(Kind)


@pytest.mark.parametrize("kind", Kind)
@given(data=st.data())
def test_what_is_written_reads_back_as_the_same_answer(kind, data):
    first = read(BY_KIND[kind], data.draw(TEXTS[kind]), today=TODAY)

    again = read(BY_KIND[kind], write(first), today=TODAY)

    assert again == first
    assert write(again) == write(first)


@given(low=NUMBERS, high=NUMBERS)
def test_a_range_reads_back_and_keeps_its_ends(low, high):
    if low >= high:
        with pytest.raises(Unreadable, match="from a lower to a higher"):
            read(RANGED, f"{low}-{high}", today=TODAY)
        return

    answer = read(RANGED, f"{low} to {high}", today=TODAY)

    assert answer.value == f"{low}-{high}"
    assert range_of(answer.value) == (low, high)
    assert read(RANGED, write(answer), today=TODAY) == answer


@pytest.mark.parametrize("state", [s for s in State if s is not State.ANSWERED])
@pytest.mark.parametrize("kind", Kind)
def test_every_state_reads_back(kind, state):
    answer = Given(state)

    assert read(BY_KIND[kind], write(answer), today=TODAY) == answer
    assert shown(BY_KIND[kind], answer) == state.label


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        (Kind.ONE_OF, "green", "Dark green"),
        (Kind.ANY_OF, "blue; red", "Red; Blue"),
        (Kind.WHOLE_NUMBER, "34", "34"),
        (Kind.DATE, "2026-03-09", "9 March 2026"),
        (Kind.PARTIAL_DATE, "2026-03", "March 2026"),
        (Kind.PARTIAL_DATE, "2026", "2026"),
        (Kind.SHORT_TEXT, "AB/1", "AB/1"),
        (Kind.LONG_TEXT, "One.\nTwo.", "One.\nTwo."),
    ],
)
def test_an_answer_is_shown_in_words(kind, text, words):
    assert shown(BY_KIND[kind], read(BY_KIND[kind], text, today=TODAY)) == words


@pytest.mark.parametrize(("text", "words"), [("35-44", "35 to 44"), ("65+", "65 or over")])
def test_a_range_is_shown_in_words(text, words):
    assert shown(RANGED, read(RANGED, text, today=TODAY)) == words


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_a_blank_is_no_answer(text):
    assert read(BY_KIND[Kind.ONE_OF], text, today=TODAY) == Given(State.NOT_RECORDED)


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    [
        (
            Kind.ONE_OF,
            "mauve",
            "Thing: “mauve” is not a choice. Choose one of: red, green, blue.",
        ),
        (
            Kind.ANY_OF,
            "red;mauve",
            "Thing: “mauve” is not a choice. Choose one of: red, green, blue.",
        ),
        (Kind.WHOLE_NUMBER, "many", "Thing must be a whole number, like 34."),
        (Kind.WHOLE_NUMBER, "1_000", "Thing must be a whole number, like 34."),
        (Kind.WHOLE_NUMBER, "٣٤", "Thing must be a whole number, like 34."),
        (Kind.WHOLE_NUMBER, "131", "Thing must be between 0 and 130."),
        (Kind.WHOLE_NUMBER, "30-39", "Thing must be a whole number, like 34."),
        (Kind.DATE, "2026-02-30", "Thing must be a real date, like 27 3 2026."),
        (Kind.DATE, "2026-03", "Thing must include a day, a month and a year."),
        (Kind.DATE, "2026-03-28", "Thing must be today or in the past."),
        (Kind.PARTIAL_DATE, "1899", "Thing must be in 1900 or later."),
        (Kind.PARTIAL_DATE, "27/3/2026", "Thing must be a real date, like 27 3 2026."),
        (Kind.SHORT_TEXT, "x" * 201, "Thing must be 200 characters or fewer."),
        (
            Kind.SHORT_TEXT,
            "[unknown]",
            "“[unknown]” is not a state. Use one of those in the guide, such as [not_known].",
        ),
        (
            Kind.SHORT_TEXT,
            "[answered]",
            "“[answered]” is not a state. Use one of those in the guide, such as [not_known].",
        ),
    ],
)
def test_an_unreadable_text_gives_a_sentence_that_says_what_to_do(kind, text, message):
    with pytest.raises(Unreadable) as error:
        read(BY_KIND[kind], text, today=TODAY)

    assert str(error.value) == message


@pytest.mark.parametrize(
    ("state", "known"),
    [(State.ANSWERED, True), (State.NO_CONFIRMED, True)]
    + [(s, False) for s in State if s not in (State.ANSWERED, State.NO_CONFIRMED)],
)
def test_only_answers_and_confirmed_absence_are_known(state, known):
    assert Given(state, "red" if state is State.ANSWERED else None).known is known
