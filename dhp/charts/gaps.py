"""Places without a number: why there is none, in a word that stands where the number would be."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import groupby

from dhp.charts import palette
from dhp.charts.fonts import width_of
from dhp.charts.plot import Plot
from dhp.shares import rounded


class Gap(StrEnum):
    """Why a number is not there. None alone means that it is not available."""

    WITHHELD = "withheld"
    NOT_AVAILABLE = "not available"

    @property
    def mark(self) -> str:
        """The shorthand for a place too narrow for the word, explained under the picture."""
        return "c" if self is Gap.WITHHELD else "x"


Value = int | float | Gap | None


def number(value: Value) -> float | None:
    """The number, or None for a gap."""
    return None if value is None or isinstance(value, Gap) else value


def highest(values: Sequence[Value]) -> float:
    """The highest number, 0 where there is none."""
    return max((known for value in values if (known := number(value)) is not None), default=0)


def said(value: Value, unit: str = "") -> str:
    """The number as it is written, thousands separated; of a gap, why there is none."""
    if value is None or isinstance(value, Gap):
        return (value or Gap.NOT_AVAILABLE).value
    return f"{value if isinstance(value, int) else rounded(value, 1):,}{unit}"


def gap_lines(values: Sequence[Value]) -> int:
    """How many lines of words the gaps need under the picture: one, or none."""
    return 1 if any(number(value) is None for value in values) else 0


def draw_gaps(plot: Plot, values: Sequence[Value], foot: float) -> None:
    """Write why in each gap: a word where it has room, else its mark, told at the height `foot`."""
    short: set[Gap] = set()
    for gap, first, last in _runs(values):
        wide = plot.slot * (last - first + 1)
        word = gap.value if width_of(gap.value, plot.size) <= wide else gap.mark
        if word == gap.mark:
            short.add(gap)
        places = [(first + last) / 2] if word == gap.value else range(first, last + 1)
        for place in places:
            x = plot.x0 + plot.slot * (place + 0.5)
            plot.words(word, x, plot.y0 + plot.size * 0.3, anchor="middle", colour=palette.INK)
    if short:
        told = ", ".join(f"{gap.mark}: {gap.value}" for gap in sorted(short))
        plot.words(told, plot.x0, foot)


def _runs(values: Sequence[Value]) -> Iterator[tuple[Gap, int, int]]:
    """Each stretch of one kind of gap, with its first and last place."""
    kinds = [
        (value or Gap.NOT_AVAILABLE) if value is None or isinstance(value, Gap) else None
        for value in values
    ]
    for kind, places in groupby(range(len(kinds)), key=lambda place: kinds[place]):
        stretch = list(places)
        if kind is not None:
            yield kind, stretch[0], stretch[-1]
