"""References say nothing of what they name, and a slip of the keyboard never finds another one."""

import random
import re
import secrets

import pytest
from werkzeug.routing import IntegerConverter

from dhp import create_app
from dhp.references import ALPHABET, is_reference, new_reference, plain_reference, shown_reference
from tests.harness.databases import settings

# The only whole numbers in addresses: places in a list that was issued and stays as it is.
NUMBERED = {
    "/explore/issued/<ref>/<int:number>",
    "/explore/issued/<ref>/<int:number>/table.<ending>",
}


@pytest.fixture
def drawn(monkeypatch):
    """References in the order in which they were made, the same ones each time."""
    monkeypatch.setattr(secrets, "randbits", random.Random(5).getrandbits)
    return [new_reference() for _ in range(5_000)]


def slips(reference):
    """Every wrong character at every place, and every swap of two neighbours that differ."""
    for place, right in enumerate(reference):
        before, after = reference[:place], reference[place + 1 :]
        yield from (before + wrong + after for wrong in ALPHABET if wrong != right)
        if after and after[0] != right:
            yield before + after[0] + right + after[1:]


def correlation(references):
    """How far the order of the references follows the order of making: Spearman, from -1 to 1."""
    count = len(references)
    rank = {reference: place for place, reference in enumerate(sorted(references))}
    apart = sum((place - rank[one]) ** 2 for place, one in enumerate(references))
    return 1 - 6 * apart / (count * (count**2 - 1))


def test_no_two_are_alike_and_their_order_says_nothing(drawn):
    assert len(set(drawn)) == len(drawn)
    assert abs(correlation(drawn)) < 0.05
    assert correlation(sorted(drawn)) == 1  # what a sequence would give


def test_every_single_slip_and_every_swap_of_neighbours_is_refused(drawn):
    accepted = [slip for one in drawn[:40] for slip in slips(one) if is_reference(slip)]

    assert accepted == []
    assert all(map(is_reference, drawn))


def test_every_character_is_random_but_the_last(drawn):
    for place in range(13):
        assert {one[place] for one in drawn} == set(ALPHABET)  # 13 times 5 bits


def test_it_is_the_same_reference_however_it_is_typed(drawn):
    for one in drawn[:200]:
        typed = shown_reference(one).lower().replace("0", "o").replace("1", "l")

        assert plain_reference(typed) == one


def test_no_address_holds_the_number_of_a_row_or_an_identifier_that_tells_its_time():
    app = create_app(settings("sqlite://"))
    numbered = {
        rule.rule
        for rule in app.url_map.iter_rules()
        if any(isinstance(one, IntegerConverter) for one in rule._converters.values())
    }

    assert numbered == NUMBERED
    # A uuid is in nobody's address either: its seventh version begins with the time.
    assert not [rule for rule in app.url_map.iter_rules() if re.search("uuid", str(rule))]
