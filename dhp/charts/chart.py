"""What every kind of chart can do: be drawn, be told as a table and in words, and be read back."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from reportlab.graphics.shapes import Drawing

from dhp.charts.plain import read

Told = tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]


@dataclass(frozen=True)
class Chart(ABC):
    """One picture of plain numbers and words: each kind is a frozen dataclass.

    `dataclasses.asdict` gives its plain form, and `from_data` the chart again.
    """

    kind: ClassVar[str]

    @abstractmethod
    def draw(self, width: int, height: int, size: float) -> Drawing:
        """The picture `width` wide, its letters `size` high, all in one unit.

        `height` is that of the plot, or of each plot where there are several; a kind made of lines
        of words is as high as these need.
        """

    @abstractmethod
    def data(self) -> Told:
        """The same numbers as a table: its heads, then its rows, all in words."""

    @abstractmethod
    def alternative(self) -> str:
        """What the picture shows, in a sentence or two for somebody who does not see it."""

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """The chart whose plain form is `data`. Raises ValueError for a word that no field has."""
        return read(cls, data)
