"""Columns of what is known, and over the last ones, in outline, what is estimated to come."""

from dataclasses import dataclass
from typing import ClassVar

from dhp.charts import palette
from dhp.charts.chart import Told
from dhp.charts.columns import Columns
from dhp.charts.fonts import lines_of, width_of
from dhp.charts.gaps import number, said
from dhp.charts.marks import ring, stroke
from dhp.charts.plot import Plot


@dataclass(frozen=True)
class Estimate:
    """What the value at `place`, from 0, is estimated to become, with its interval."""

    place: int
    value: float
    low: float
    high: float

    @property
    def words(self) -> str:
        """The estimate and its interval."""
        return f"{said(self.value)} ({said(self.low)} to {said(self.high)})"


@dataclass(frozen=True)
class Nowcast(Columns):
    """Columns with estimates: an outline on top of what is known, a ring, and a whisker for the interval."""

    estimates: tuple[Estimate, ...] = ()
    estimate_label: str = "estimated, with its interval"

    kind: ClassVar[str] = "nowcast"

    def __post_init__(self) -> None:
        """Also refuse an estimate of no place, or outside its own interval."""
        super().__post_init__()
        for one in self.estimates:
            if not 0 <= one.place < len(self.values) or not 0 <= one.low <= one.value <= one.high:
                raise ValueError(f"The estimate of place {one.place} does not fit.")

    def data(self) -> Told:
        """The columns as a table, and what is estimated beside."""
        heads, rows = super().data()
        told = {one.place: one.words for one in self.estimates}
        return (*heads, _upper(self.estimate_label)), tuple(
            (*row, told.get(place, "none")) for place, row in enumerate(rows)
        )

    def alternative(self) -> str:
        """What the picture shows, in words."""
        told = "; ".join(f"{self.labels[one.place]}: {one.words}" for one in self.estimates)
        return super().alternative() + (f" {_upper(self.estimate_label)}: {told}." if told else "")

    def _top(self) -> float:
        return max([super()._top(), *(one.high for one in self.estimates)])

    def _right(self, size: float) -> float:
        return max(super()._right(size), size * 7 if self.estimates else 0)

    def _draw_value(self, plot: Plot, index: int, text: str, *, fit: bool) -> None:
        """Where a whisker stands, the known number lies in the foot of its column, on white."""
        if index not in {one.place for one in self.estimates}:
            super()._draw_value(plot, index, text, fit=fit)
            return
        wide, x = width_of(text, plot.size) + plot.size * 0.3, plot.x(index)
        low = plot.y0 + plot.size * 0.25
        plot.box(x - wide / 2, low, wide, plot.size * 1.1, fill=palette.PAPER)
        plot.words(text, x, low + plot.size * 0.2, anchor="middle", colour=palette.INK)

    def _draw_over(self, plot: Plot) -> None:
        for one in self.estimates:
            known = number(self.values[one.place]) or 0
            x, wide = plot.x(one.place), plot.slot * 0.72
            if one.value > known:
                low, high = plot.y(known), plot.y(one.value)
                plot.box(
                    x - wide / 2, low, wide, high - low, fill=palette.PAPER, edge=palette.QUIET
                )
            low, high = plot.y(one.low), plot.y(one.high)
            stroke(plot.drawing, (x, low, x, high), palette.INK, plot.size / 9)
            for y in (low, high):
                cap = (x - wide / 4, y, x + wide / 4, y)
                stroke(plot.drawing, cap, palette.INK, plot.size / 9)
            ring(plot.drawing, x, plot.y(one.value), plot.size / 4)
        if self.estimates:
            self._name(plot)

    def _name(self, plot: Plot) -> None:
        """Name the outline beside the last estimate, above the name of the band."""
        last = self.estimates[-1]
        y = min(plot.y(last.high), plot.height - plot.size)
        for text in lines_of(self.estimate_label, plot.size, plot.right - plot.size):
            plot.words(text, plot.x1 + plot.size * 0.8, y)
            y -= plot.size * 1.2


def _upper(phrase: str) -> str:
    return phrase[:1].upper() + phrase[1:]
