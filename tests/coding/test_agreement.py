"""Agreement against published examples, and where there is none to measure."""

from dataclasses import astuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhp.coding.agreement import (
    cohen_kappa,
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha,
    pabak,
    percent_agreement,
    positive_agreement,
)

# Fourteen coders, ten units, five categories (Fleiss 1971, as most textbooks print it).
FLEISS = [
    [0, 0, 0, 0, 14],
    [0, 2, 6, 4, 2],
    [0, 0, 3, 5, 6],
    [0, 3, 9, 2, 0],
    [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0],
    [3, 2, 6, 3, 0],
    [2, 5, 3, 2, 2],
    [6, 5, 2, 1, 0],
    [0, 2, 2, 3, 7],
]

# Four coders, twelve units, values missing (Krippendorff 2011, Computing Krippendorff's Alpha).
KRIPPENDORFF = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]


def of_table(table):
    """The two coders' ratings that give this table."""
    cells = [(a, b, n) for a, row in enumerate(table) for b, n in enumerate(row)]
    pairs = [(a, b) for a, b, n in cells for _ in range(n)]
    return [a for a, _ in pairs], [b for _, b in pairs]


def test_cohens_kappa_is_that_of_the_published_example():
    """Two by two with 20, 5, 10 and 15: kappa is 0.4."""
    found = cohen_kappa([[20, 5], [10, 15]])

    assert found.value == pytest.approx(0.4)
    assert found.n == 50


def test_cohens_kappa_has_the_interval_of_fleiss_cohen_and_everitt():
    """Their example of 200 patients and three diagnoses: kappa .429, standard error .054."""
    found = cohen_kappa([[106, 10, 4], [22, 28, 10], [2, 12, 6]])

    assert found.value == pytest.approx(0.4286, abs=5e-5)
    assert (found.high - found.low) / 2 / 1.959964 == pytest.approx(0.0537, abs=5e-4)


def test_fleiss_kappa_is_that_of_the_published_example():
    found = fleiss_kappa(FLEISS)

    assert found.value == pytest.approx(0.2099307, abs=1e-6)
    assert found.low < found.value < found.high


@pytest.mark.parametrize(
    ("level", "alpha"),
    [("nominal", 0.743421), ("ordinal", 0.815388), ("interval", 0.849107), ("ratio", 0.797403)],
)
def test_alpha_is_that_of_the_published_example(level, alpha):
    found = krippendorff_alpha(KRIPPENDORFF, level)

    assert found.value == pytest.approx(alpha, abs=1e-3)
    assert found.n == 11
    assert found.low < found.value <= found.high


def test_the_interval_of_alpha_is_the_same_each_time():
    assert krippendorff_alpha(KRIPPENDORFF) == krippendorff_alpha(KRIPPENDORFF)


def test_a_rare_code_drives_kappa_down_but_not_ac1():
    """Gwet 2008: 118 of 125 alike, both "present" for none of the rest to speak of."""
    table = [[118, 5], [2, 0]]

    assert cohen_kappa(table).value == pytest.approx(-0.0234, abs=5e-4)
    assert gwet_ac1(*of_table(table)).value == pytest.approx(0.9408, abs=5e-4)
    assert pabak(table).value == pytest.approx(2 * 118 / 125 - 1)


def test_ac1_has_chance_of_the_mean_shares():
    table = [[40, 9], [6, 45]]
    present = (40 + 9 + 40 + 6) / 200
    chance = 2 * present * (1 - present)

    assert gwet_ac1(*of_table(table)).value == pytest.approx((0.85 - chance) / (1 - chance))


def test_categories_that_nobody_chose_may_be_named():
    first, second = ["a", "a", "b"], ["a", "b", "b"]

    assert gwet_ac1(first, second, "abc").value > gwet_ac1(first, second).value


def test_pabak_of_many_categories_counts_them():
    assert pabak([[5, 0, 0], [0, 5, 0], [0, 5, 5]]).value == pytest.approx((3 * 0.75 - 1) / 2)


def test_plain_agreement_passes_over_what_one_left_out():
    found = percent_agreement([1, 0, None, 1], [1, 1, 1, None])

    assert (found.value, found.n) == (0.5, 2)


def test_positive_agreement_looks_at_what_either_found():
    found = positive_agreement([1, 1, 0, 0, 0], [1, 0, 0, 0, 0])

    assert found.value == pytest.approx(2 / 3)
    assert found.low < found.value < found.high


NOTHING = [
    percent_agreement([], []),
    percent_agreement([None], [1]),
    positive_agreement([0, 0], [0, 0]),
    cohen_kappa([[0, 0], [0, 0]]),
    cohen_kappa([[7, 0], [0, 0]]),
    pabak([[3]]),
    pabak([[0, 0], [0, 0]]),
    gwet_ac1(["a", "a"], ["a", "a"]),
    gwet_ac1([None], ["a"]),
    fleiss_kappa([]),
    fleiss_kappa([[3, 0], [3, 0]]),
    krippendorff_alpha([[1, 1, 1], [1, 1, 1]]),
    krippendorff_alpha([[1, None], [None, 2]]),
    krippendorff_alpha([]),
]


@pytest.mark.parametrize("found", NOTHING)
def test_what_cannot_be_measured_is_said_to_be_undefined(found):
    assert (found.value, found.low, found.high) == (None, None, None)
    assert str(found) == "undefined"
    assert found.why


@pytest.mark.parametrize(
    "ask",
    [
        lambda: cohen_kappa([[1, 2]]),
        lambda: cohen_kappa([[1, -2], [0, 1]]),
        lambda: fleiss_kappa([[2, 1], [1, 1]]),
        lambda: fleiss_kappa([[1, 0]]),
        lambda: percent_agreement([1], [1, 2]),
        lambda: krippendorff_alpha([[1], [1, 2]]),
        lambda: krippendorff_alpha([[1], [1]], "colour"),
    ],
)
def test_what_is_no_table_is_refused(ask):
    with pytest.raises(ValueError, match=r"\w"):
        ask()


ratings = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1)


@given(pairs=ratings)
def test_full_agreement_is_one_or_undefined(pairs):
    same = [a for a, _ in pairs]

    for found in (gwet_ac1(same, same), krippendorff_alpha([same, same])):
        assert found.value is None or found.value == pytest.approx(1)


@given(pairs=ratings)
def test_the_coders_may_change_places(pairs):
    first, second = zip(*pairs, strict=True)

    for measure in (gwet_ac1, lambda *both: krippendorff_alpha(both)):
        there, back = measure(first, second), measure(second, first)
        assert astuple(there) == pytest.approx(astuple(back))  # sums in another order: a last digit
