from itertools import pairwise

import pytest

from dhp.charts.spacing import spread


def test_blocks_with_room_stay_where_they_are():
    assert spread([80, 20], [10, 10], 0, 100) == [80, 20]


@pytest.mark.parametrize("middles", [[50, 50, 50], [2, 1, 0], [99, 100, 98], [50, 52, 3]])
def test_no_block_covers_another_or_leaves_the_picture(middles):
    placed = sorted(spread(middles, [10, 10, 10], 0, 100))

    assert all(b - a >= 10 - 1e-9 for a, b in pairwise(placed))
    assert placed[0] >= 5
    assert placed[-1] <= 95


def test_the_order_from_top_to_bottom_stays():
    assert spread([30, 31], [10, 10], 0, 100)[1] > spread([30, 31], [10, 10], 0, 100)[0]
