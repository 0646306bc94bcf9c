import pytest

from dhp.charts.fonts import FOLDER, drawable, lines_of, missing_glyphs, width_of

NAMES = [
    "Ŵyn Llŷr",
    "Łukasz Żółć",
    "Nguyễn Thị Hạnh",
    "Ọláṣubọ̀mí Adéṣẹ́gun",
    "Siân O’Brien",
    "Ștefan Țîru",
    "Ελένη Παπαδάκη",
    "Олена Їжак",
]


@pytest.mark.parametrize("name", NAMES)
def test_the_typeface_has_every_letter_of_a_name(name):
    assert missing_glyphs(name) == ()


def test_a_character_the_typeface_lacks_is_named_once():
    assert missing_glyphs("李 Li 李, محمد") == ("李", "م", "ح", "د")


def test_letters_and_their_marks_are_composed():
    assert drawable("Sia\N{COMBINING CIRCUMFLEX ACCENT}n") == "Siân"


def test_control_characters_go_and_breaks_become_spaces():
    assert drawable("a\x00b\x0bc\nd\te\x1b[0m") == "abc d e[0m"


def test_half_a_character_is_shown_as_unreadable_rather_than_lost():
    assert drawable("a\ud800b\uffff") == "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}"


def test_lines_break_between_words_only():
    lines = lines_of("Usual range 1 to 10", 9, width_of("Usual range", 9))

    assert lines == ["Usual range", "1 to 10"]


def test_the_fonts_come_with_their_licence():
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FOLDER / "LICENCE.txt").read_text()
