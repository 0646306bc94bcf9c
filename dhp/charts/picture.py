"""A chart as a page shows it: for a wide page and for a narrow one, with a name and words."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, cast

from markupsafe import Markup

from dhp.charts.chart import Chart
from dhp.charts.svg import inline_svg

Size = tuple[str, int, int, float]  # its name, and in pixels width, height and letters


@dataclass(frozen=True)
class Picture:
    """`chart` in each of `sizes`, under the ids that begin with `prefix`.

    `title` and `words` are what a screen reader says instead of it.
    """

    chart: Chart
    prefix: str
    title: str
    words: str
    sizes: tuple[Size, ...]

    def __iter__(self) -> Iterator[tuple[str, Markup]]:
        """Each drawing with the name of its size."""
        for name, width, height, size in self.sizes:
            drawing = self.chart.draw(width, height, size)
            yield name, inline_svg(drawing, f"{self.prefix}-{name}", self.title, self.words)

    def said(self, say: Callable[[str], str]) -> "Picture":
        """The same picture with other words, drawn anew so that they have room."""
        chart = self.chart.from_data(_said(asdict(cast(Any, self.chart)), say))
        return replace(self, chart=chart, title=say(self.title), words=say(self.words))


def _said(plain: Mapping[str, object], say: Callable[[str], str]) -> dict[str, object]:
    def put(value: object) -> object:
        if isinstance(value, Mapping):
            return _said(value, say)
        if isinstance(value, list | tuple):
            return type(value)(map(put, value))
        return say(value) if type(value) is str else value  # why there is no value stays as it is

    return {name: put(value) for name, value in plain.items()}
