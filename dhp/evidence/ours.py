"""The place for our own figures, which are counted above this room, and how they stand beside others'."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from flask import Flask, current_app

from dhp.evidence.models import BenchmarkPoint, BenchmarkSeries

_KEY = "evidence_counter"

# Deaths by financial year and type, as known at an instant.
Counts = Mapping[tuple[str, str], int]
Counter = Callable[[datetime], Counts]


@dataclass(frozen=True)
class Line:
    """One year: their latest figure, those that it replaced (oldest first), and ours.

    `ours` is None where our record holds no death of that year at all: that is no nought.
    """

    year: str
    theirs: BenchmarkPoint | None
    earlier: tuple[BenchmarkPoint, ...]
    ours: int | None

    @property
    def gap(self) -> Decimal | None:
        """Ours less theirs, where both are known."""
        if self.ours is None or self.theirs is None:
            return None
        return self.ours - self.theirs.number


def set_counter(app: Flask, counter: Counter) -> None:
    """Let a room above count our deaths by financial year and type."""
    app.extensions[_KEY] = counter


def our_counts(as_at: datetime) -> Counts:
    """Our deaths by financial year and type; nothing where no room counts them."""
    counter: Counter | None = current_app.extensions.get(_KEY)
    return counter(as_at) if counter else {}


def beside(series: BenchmarkSeries, points: Sequence[BenchmarkPoint], counts: Counts) -> list[Line]:
    """A line for each year that they or we know of, in order."""
    types = series.types.split()
    held = {year for year, _type in counts} if types else set()
    lines = []
    for year in sorted({point.year for point in points} | held):
        told = sorted((one for one in points if one.year == year), key=_vintage)
        ours = sum(counts.get((year, one), 0) for one in types) if year in held else None
        lines.append(Line(year, told[-1] if told else None, tuple(told[:-1]), ours))
    return lines


def _vintage(point: BenchmarkPoint) -> date:
    return point.vintage
