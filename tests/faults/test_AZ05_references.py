"""AZ-05: 100,000 references as the service makes them."""

import pytest

from dhp.references import is_reference, new_reference
from tests.test_references import correlation, slips

pytestmark = pytest.mark.faults
MANY = 100_000


def test_az05_many_references_differ_and_say_nothing_of_their_order(capsys):
    drawn = [new_reference() for _ in range(MANY)]
    found = correlation(drawn)
    refused = tried = 0
    for one in drawn[:1_000]:
        for slip in slips(one):
            tried += 1
            refused += not is_reference(slip)

    with capsys.disabled():
        print(
            f"AZ-05: {MANY} references, {MANY - len(set(drawn))} twice, rank correlation "
            f"{found:.4f}; {refused} of {tried} slips refused"
        )
    assert len(set(drawn)) == MANY
    # Of truly random ones 1 in 600 draws is further off than 0.01; 1 in 60,000 than this.
    assert abs(found) < 0.0135
    assert refused == tried
