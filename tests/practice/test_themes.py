"""References of the codebook as people type them."""

import pytest

from dhp.errors import DomainError
from dhp.practice.themes import DOMAINS, domain_of, is_theme, theme_words, themes_in


def test_references_are_kept_in_order_each_once():
    assert themes_in(["10", "5"], " 6.02, 5.03;5.03 ") == ("5", "5.03", "6.02", "10")


@pytest.mark.parametrize("typed", ["11", "0.01", "5.3", "5.03.02.01", "five", "5..03", "٥"])
def test_what_is_no_reference_is_refused(typed):
    with pytest.raises(DomainError) as refusal:
        themes_in(["5"], typed)

    assert refusal.value.field == "finer"
    assert not is_theme(typed)


def test_too_many_are_refused():
    with pytest.raises(DomainError, match="at most 20"):
        themes_in(list(DOMAINS), " ".join(f"5.{number:02d}" for number in range(1, 12)))


def test_a_reference_is_told_with_its_domain():
    assert [theme_words(ref) for ref in ("5", "5.03")] == [
        "Police response",
        "5.03 (Police response)",
    ]
    assert domain_of("10.01.02") == "10"
