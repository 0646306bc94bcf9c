"""Whoever has the keys of the database tampers with the trail; the long form is in tests/faults."""

import pytest

from tests.audit.mutations import KINDS, NEEDS_AN_ANCHOR, anchor, judged, long_trail, tampered

# What the chain and its anchors show does not depend on the kind of database.
pytestmark = pytest.mark.only_on("sqlite")
SEEDS = range(6)


@pytest.mark.parametrize("kind", KINDS)
def test_with_an_anchor_every_tampering_is_caught(database, once, kind):
    once(long_trail)

    tally = tampered(kind, SEEDS, anchor())

    assert tally.caught == tally.tried == len(SEEDS)


@pytest.mark.parametrize("kind", sorted(NEEDS_AN_ANCHOR))
def test_without_one_a_cut_and_a_chain_made_anew_are_not(database, once, kind):
    """The control: the anchor is what catches these."""
    once(long_trail)

    assert tampered(kind, SEEDS, anchor()).caught_alone == 0


@pytest.mark.parametrize("kind", sorted(KINDS.keys() - NEEDS_AN_ANCHOR))
def test_all_other_tamperings_are_caught_by_the_chain_alone(database, once, kind):
    once(long_trail)

    assert tampered(kind, SEEDS, anchor()).caught_alone == len(SEEDS)


def test_a_clean_trail_passes(database, once):
    once(long_trail)

    assert (judged(anchor()), judged()) == (0, 0)
