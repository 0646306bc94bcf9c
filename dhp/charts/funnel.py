"""A funnel: places by their size, their rates, and how far chance alone takes places of that size."""

from dataclasses import dataclass
from typing import ClassVar

from reportlab.graphics.shapes import Drawing

from dhp.charts import palette
from dhp.charts.chart import Chart, Told
from dhp.charts.field import Field
from dhp.charts.fonts import lines_of, width_of
from dhp.charts.gaps import Value, highest, number, said
from dhp.charts.marks import diamond, ring, stroke
from dhp.charts.spacing import spread

LIMITS = ("low_outer", "low_inner", "high_inner", "high_outer")


@dataclass(frozen=True)
class Place:
    """One place: its label, its size on the foot, its rate, and in words where it lies.

    `outside` says that it lies beyond the outer limits: such a place is named in the picture, no
    other one is.
    """

    label: str
    size: float
    value: Value
    position: str
    outside: bool = False


@dataclass(frozen=True)
class Limit:
    """The limits at one size, as rates."""

    size: float
    low_outer: float
    low_inner: float
    high_inner: float
    high_outer: float


@dataclass(frozen=True)
class Funnel(Chart):
    """Places in the order of their names, never of their rates, about the rate of all, `common`.

    `across` names the places, `along` what their size is, `measure` what the rates are of.
    `inner_label` and `outer_label` name the limits.
    """

    across: str
    along: str
    measure: str
    places: tuple[Place, ...]
    limits: tuple[Limit, ...]
    common: float
    common_label: str
    inner_label: str = "95% limits"
    outer_label: str = "99.8% limits"

    kind: ClassVar[str] = "funnel"

    def data(self) -> Told:
        """The places as a table, in the order given: its heads, then its rows, all in words."""
        rows = tuple(
            (place.label, said(float(place.size)), said(place.value), place.position)
            for place in self.places
        )
        return (self.across, _upper(self.along), self.measure, "Where it lies"), rows

    def alternative(self) -> str:
        """What the picture shows, in words."""
        drawn = [place for place in self.places if number(place.value) is not None]
        named = ", ".join(f"{one.label} ({one.position})" for one in drawn if one.outside)
        text = f"{self.measure}, {len(drawn):,} places by {_lower(self.along)}. {_upper(self.common_label)}: "
        text += f"{said(float(self.common))}. Beyond the {self.outer_label}: {named or 'none'}."
        missing = len(self.places) - len(drawn)
        return f"{text} Not drawn: {missing:,} without a rate." if missing else text

    def draw(self, width: int, height: int, size: float) -> Drawing:
        """The funnel `width` by `height`, its letters `size` high, all in one unit."""
        top, furthest = self._ends()
        plot = Field(
            width,
            height,
            size,
            1,
            top,
            size * 7.2,
            2,
            furthest=furthest,
            foot_title=self.along,
        )
        plot.grid()
        plot.foot_scale()
        self._draw_limits(plot)
        for place in self.places:
            if (rate := number(place.value)) is not None:
                draw = diamond if place.outside else ring
                radius = size * (0.5 if place.outside else 0.28)
                draw(plot.drawing, plot.across(place.size), plot.y(rate), radius)
        self._name_places(plot)
        return plot.drawing

    def _ends(self) -> tuple[float, float]:
        """How high and how wide the scales reach: the limits of the smallest places may leave it."""
        rates = highest([place.value for place in self.places])
        reach = sorted(limit.high_outer for limit in self.limits)
        usual = reach[len(reach) * 3 // 4] if reach else 0
        sizes = [place.size for place in self.places] + [limit.size for limit in self.limits]
        return max(rates * 1.08, usual, self.common), max([1.0, *sizes]) * 1.03

    def _draw_limits(self, plot: Field) -> None:
        ordered = sorted(self.limits, key=lambda limit: limit.size)
        ends = []
        for name in LIMITS:
            inner = name.endswith("inner")
            inside = [
                (limit.size, getattr(limit, name))
                for limit in ordered
                if getattr(limit, name) <= plot.ticks[-1]
            ]
            dashes = (5.0, 3.0) if inner else None
            plot.curve(inside, palette.QUIET, plot.size / 11, dashes)
            if inside and name.startswith("high"):
                label = self.inner_label if inner else self.outer_label
                ends.append((label, inside[-1], palette.QUIET))
        y = plot.y(self.common)
        stroke(plot.drawing, (plot.x0, y, plot.x1, y), palette.NAVY, plot.size / 8)
        ends.append((self.common_label, (plot.furthest, self.common), palette.NAVY))
        room = plot.right - plot.size
        blocks = [lines_of(label, plot.size, room) for label, _at, _colour in ends]
        heights = [len(lines) * plot.size * 1.2 for lines in blocks]
        middles = spread([plot.y(at[1]) for _, at, _ in ends], heights, 0, plot.height)
        for middle, lines, high, (_, _, colour) in zip(middles, blocks, heights, ends, strict=True):
            y = middle + high / 2 - plot.size * 0.95
            for line in lines:
                plot.words(line, plot.x1 + plot.size * 0.6, y, colour=colour)
                y -= plot.size * 1.2

    def _name_places(self, plot: Field) -> None:
        """The names of the places outside the outer limits, beside their marks."""
        named = [
            (one, value)
            for one in self.places
            if one.outside and (value := number(one.value)) is not None
        ]
        heights = [plot.size * 1.25] * len(named)
        middles = spread([plot.y(value) for _, value in named], heights, plot.y0, plot.height)
        for (place, _value), middle in zip(named, middles, strict=True):
            x, gap = plot.across(place.size), plot.size * 0.8
            y = middle - plot.size * 0.35
            if x + gap + width_of(place.label, plot.size) <= plot.width:
                plot.words(place.label, x + gap, y, colour=palette.INK, bold=True)
            else:
                plot.words(place.label, x - gap, y, anchor="end", colour=palette.INK, bold=True)


def _upper(phrase: str) -> str:
    return phrase[:1].upper() + phrase[1:]


def _lower(phrase: str) -> str:
    return phrase[:1].lower() + phrase[1:]
