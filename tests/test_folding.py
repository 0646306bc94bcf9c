"""What is written differently and means the same is found alike."""

import pytest

from dhp.folding import bare, folded, plain_letters


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Siân", "Sian"),
        ("Sia\u0302n", "Sian"),
        ("Michał Łuc", "Michal Luc"),
        ("Jørgen", "Jorgen"),
        ("Ngọc Đặng", "Ngoc Dang"),
        ("李", "李"),
    ],
)
def test_accents_and_strokes_are_left_out(written, plain):
    assert plain_letters(written) == plain
    assert folded(written.upper()) == plain.casefold()


@pytest.mark.parametrize(
    ("reference", "key"), [("42/7 A", "427a"), ("42-7_a", "427a"), (" ", ""), (None, "")]
)
def test_a_reference_is_compared_by_letters_and_digits(reference, key):
    assert bare(reference) == key
