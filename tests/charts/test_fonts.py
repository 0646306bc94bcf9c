import pytest

from dhp.charts.fonts import FOLDER, between_words, drawable, lines_of, missing_glyphs, width_of

NAMES = [
    "Ŵyn Llŷr",
    "Łukasz Żółć",
    "Nguyễn Thị Hạnh",
    "Ọláṣubọ̀mí Adéṣẹ́gun",
    "Siân O’Brien",
    "Ștefan Țîru",
    "Ελένη Παπαδάκη",
    "Олена Їжак",
    "محمد علاء الدين",
    "چوہدری ڈاکٹر پیٹر",
    "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",
    "李伟 歐陽麗華",
    "יעל לוי",
    "प्रिया शर्मा",
    "তাসনিম রহমান",
    "દીપા પટેલ",
    "தமிழ்ச்செல்வி",
]


@pytest.mark.parametrize("name", NAMES)
def test_the_typeface_has_every_letter_of_a_name(name):
    assert missing_glyphs(name) == ()


def test_a_character_the_typeface_lacks_is_named_once():
    assert missing_glyphs("ສີ Li ສີ, 한") == ("ສ", "ີ", "한")


def test_letters_and_their_marks_are_composed():
    assert drawable("Sia\N{COMBINING CIRCUMFLEX ACCENT}n") == "Siân"


def test_control_characters_go_and_breaks_become_spaces():
    assert drawable("a\x00b\x0bc\nd\te\x1b[0m") == "abc d e[0m"


def test_half_a_character_is_shown_as_unreadable_rather_than_lost():
    assert drawable("a\ud800b\uffff") == "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}"


def test_signs_that_only_turn_the_writing_round_are_left_out():
    assert drawable("a\N{RIGHT-TO-LEFT OVERRIDE}b\N{RIGHT-TO-LEFT MARK}") == "ab"
    assert drawable("a\N{ZERO WIDTH JOINER}b") == "a\N{ZERO WIDTH JOINER}b"


def test_a_borrowed_letter_counts_into_the_width_of_its_line():
    assert width_of("李伟", 10) == pytest.approx(20)
    assert width_of("Li 李", 10) == pytest.approx(width_of("Li ", 10) + 10)


def test_a_space_that_holds_words_together_is_no_place_to_break():
    assert between_words("call 116\N{NO-BREAK SPACE}123 now") == [
        "call",
        "116\N{NO-BREAK SPACE}123",
        "now",
    ]


def test_lines_break_between_words_only():
    lines = lines_of("Usual range 1 to 10", 9, width_of("Usual range", 9))

    assert lines == ["Usual range", "1 to 10"]


def test_the_fonts_come_with_their_licence():
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FOLDER / "LICENCE.txt").read_text()
