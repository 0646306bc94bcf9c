import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dhp.errors import DomainError
from dhp.web.text import clean_text, number_in

NAMES = [
    "Łukasz Żółć",
    "محمد",
    "Ŵyn ŷ",
    "Nguyễn",
    "李",
    "Siân",
    "O’Brien",
    "D'Arcy",
    "Björk",
    "שרה",
]
HIDDEN = [
    "\x00",
    "\x07",
    "\x1b",
    "\x7f",
    "\x85",
    "\x9f",
    "\ud800",
    "\udfff",
    "\u200b",
    "\u200d",
    "\u2060",
    "\ufeff",
    "\u202a",
    "\u202e",
    "\u2066",
    "\u2069",
    "\ufffe",
    "\U000e0041",
]


@pytest.mark.parametrize("name", NAMES)
def test_lawful_names_pass_as_they_are(name: str) -> None:
    assert clean_text(name) == name


@pytest.mark.parametrize("hidden", HIDDEN, ids=ascii)
def test_what_cannot_be_kept_or_seen_is_refused(hidden: str) -> None:
    with pytest.raises(DomainError, match=r"hidden character after “He said”"):
        clean_text(f"He said{hidden} so.")


def test_letters_are_composed_and_lines_are_plain() -> None:
    assert clean_text("Sia\u0302n\r\none\rtwo\u2028three\tfour") == "Siân\none\ntwo\nthree\tfour"


def test_a_text_that_is_too_long_says_by_how_much() -> None:
    with pytest.raises(DomainError, match="Shorten this by 5 characters"):
        clean_text("a" * 15, longest=10)


def test_the_refusal_is_beside_its_field() -> None:
    with pytest.raises(DomainError) as refusal:
        clean_text("\x00", field="name")

    assert refusal.value.field == "name"


@given(st.text(st.characters(codec=None)))
@example("\ud83d")
@example("A\u030a")
def test_whatever_passes_can_be_kept_and_passes_again(text: str) -> None:
    try:
        clean = clean_text(text)
    except DomainError as refusal:
        refusal.message.encode()
        return
    clean.encode()
    assert clean_text(clean) == clean


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("007", 7), ("999", 999)])
def test_plain_digits_are_a_number(text: str, number: int) -> None:
    assert number_in(text, digits=3) == number


@pytest.mark.parametrize("text", [None, "", "1000", "-1", "1_0", " 1", "٣", "²", "seven"])
def test_all_else_is_none(text: str | None) -> None:
    assert number_in(text, digits=3) is None
