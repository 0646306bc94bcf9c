"""Room for words beside a plot: blocks moved apart so that none covers another."""

from collections.abc import Sequence


def spread(
    middles: Sequence[float], heights: Sequence[float], lowest: float, highest: float
) -> list[float]:
    """The middles of blocks of these `heights`, moved apart and kept from `lowest` to `highest`.

    The order from top to bottom stays, and only what is in the way moves. Where there is less room
    than the blocks need, they reach beyond the top.
    """
    order = sorted(range(len(middles)), key=lambda place: -middles[place])
    placed = list(middles)
    ceiling = highest
    for place in order:
        half = heights[place] / 2
        placed[place] = min(middles[place], ceiling - half)
        ceiling = placed[place] - half
    floor = lowest
    for place in reversed(order):
        half = heights[place] / 2
        placed[place] = max(placed[place], floor + half)
        floor = placed[place] + half
    return placed
