"""Timing two things in turn, and what came out of it."""

import statistics
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

Act = Callable[[], object]
WARM_UPS = 8  # enough for both workers to have loaded their templates


@dataclass(frozen=True)
class Result:
    """What was timed at which size: milliseconds of it and of its floor, and the aim of the ratio.

    A part of something else has no aim of its own.
    """

    what: str
    deaths: int
    times: tuple[float, ...]
    floors: tuple[float, ...]
    aim: float | None = None

    @property
    def median(self) -> float:
        """The median time in milliseconds."""
        return statistics.median(self.times)

    @property
    def floor(self) -> float:
        """The median time of the floor in milliseconds."""
        return statistics.median(self.floors)

    @property
    def ratio(self) -> float:
        """How many times the floor it takes."""
        return self.median / self.floor

    @property
    def verdict(self) -> str:
        """Whether the aim is met."""
        if self.aim is None:
            return "a part"
        return "met" if self.ratio <= self.aim else "missed"


def in_turn(
    prepare: Callable[[], Act], floor: Act, repeats: int
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Milliseconds of each act and of each floor: one, the other, one, the other.

    `prepare` gives an act that is ready to be timed; what it does before is not timed.
    """
    times, floors = [], []
    for turn in range(WARM_UPS + repeats):
        act = prepare()
        taken, least = _time(act), _time(floor)
        if turn >= WARM_UPS:
            times.append(taken)
            floors.append(least)
    return tuple(times), tuple(floors)


def _time(act: Act) -> float:
    began = perf_counter()
    act()
    return (perf_counter() - began) * 1000
