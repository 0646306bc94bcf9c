from dhp.charts.fonts import REGULAR
from dhp.charts.lettering import needs_lettering, runs_from_right, stretches


def drawn(text):
    return [(part.text, part.strokes[0].font) for part in stretches(text, REGULAR)]


def test_latin_words_need_no_second_typeface():
    assert not needs_lettering("Ŵyn Łukasz Nguyễn", REGULAR)
    assert drawn("Ŵyn Łukasz") == [("Ŵyn Łukasz", REGULAR)]


def test_each_script_is_drawn_by_a_typeface_that_has_it():
    assert drawn("Li 李") == [("Li ", REGULAR), ("李", "NotoSansSC-Regular")]
    assert drawn("ਕੌਰ") == [("ਕੌਰ", "NotoSansGurmukhi-Regular")]


def test_a_name_from_the_right_is_one_stretch_with_its_words_from_the_right():
    before, name, after = stretches("of محمد علي (Kent)", REGULAR)

    assert (before.text, name.text, after.text) == ("of ", "محمد علي", " (Kent)")
    assert name.from_right
    first = stretches("محمد", REGULAR)[0].width
    second = stretches("علي", REGULAR)[0].width
    space = stretches(" ", REGULAR)[0].width
    assert abs(name.width - first - second - space) < 1
    assert name.strokes[0].codes == stretches("علي", REGULAR)[0].strokes[0].codes


def test_letters_that_join_are_drawn_in_other_shapes_than_alone():
    joined = [stroke.codes for stroke in stretches("محمد", REGULAR)[0].strokes]
    alone = [stretches(c, REGULAR)[0].strokes[0].codes for c in "دمحم"]

    assert len(joined) == len(alone) == 4
    assert joined != alone


def test_a_vowel_that_is_written_before_its_letter_is_drawn_before_it():
    vowel, letter = stretches("ਕਿ", REGULAR)[0].strokes
    alone = stretches("ਕ", REGULAR)[0].strokes[0]

    assert letter.width == alone.width
    assert vowel.width != alone.width


def test_numbers_between_words_from_the_right_keep_their_order():
    (name,) = stretches("شارع 12 علي", REGULAR)

    assert " 12 " in [stroke.codes for stroke in name.strokes]


def test_a_bracket_between_words_from_the_right_is_turned_round():
    (name,) = stretches("علي (محمد", REGULAR)

    assert ") " in [stroke.codes for stroke in name.strokes]


def test_only_words_from_the_right_run_from_the_right():
    assert runs_from_right("Name: יעל")
    assert not runs_from_right("ਕੌਰ 李 Siân")
