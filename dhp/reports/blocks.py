"""The blocks a report is made of: plain, frozen, the same for the page, the paper and the file."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from dhp.charts.chart import Chart
from dhp.reports.told_numbers import numbers_in, numbers_of_chart, numbers_of_size, numbers_of_table
from dhp.statistics.tables import Cell, ClearedTable, Column, Laid, Mark, Row

__all__ = [
    "Block",
    "Bullets",
    "Cell",
    "Chart",
    "ChartBlock",
    "ClearedChart",
    "Column",
    "Comment",
    "Heading",
    "Laid",
    "Mark",
    "Note",
    "Row",
    "Text",
]


@dataclass(frozen=True)
class Heading:
    """A heading of level 2 or 3; the title of the document is level 1.

    `key` is the lasting name of the section that a heading of level 2 opens: comments are bound to
    it. Left empty it is made from the words.
    """

    level: int
    text: str
    key: str = ""
    kind: ClassVar[str] = "heading"

    def __post_init__(self) -> None:
        if not self.key:
            object.__setattr__(self, "key", key_of(self.text))


def key_of(title: str) -> str:
    """The key of a section with this title: its words in small letters with hyphens between them."""
    letters = "".join(one if one.isalnum() else " " for one in title.lower())
    return "-".join(letters.split())


@dataclass(frozen=True)
class Text:
    """A paragraph. `fixed` says that it tells a method or a definition, alike in every edition."""

    text: str
    fixed: bool = False
    kind: ClassVar[str] = "text"


@dataclass(frozen=True)
class Bullets:
    """A list of short points."""

    items: tuple[str, ...]
    kind: ClassVar[str] = "bullets"


@dataclass(frozen=True)
class Note:
    """Words set apart from the text: a support line, a correction, a warning."""

    text: str
    title: str = ""
    kind: ClassVar[str] = "note"


@dataclass(frozen=True)
class Comment:
    """What a person of the unit says of a section. `written_at` carries its time zone."""

    text: str
    author: str
    written_at: datetime
    kind: ClassVar[str] = "comment"

    @property
    def title(self) -> str:
        """What stands above it, so that nobody takes it for a figure."""
        return "Comment by the unit"


@dataclass(frozen=True)
class ChartBlock:
    """A chart: its message as `title`, what is measured as `subtitle`, the same in words."""

    id: str
    title: str
    subtitle: str
    alternative: str
    chart: Chart
    notes: tuple[str, ...] = field(default=())
    kind: ClassVar[str] = "chart"

    @property
    def words(self) -> tuple[str, ...]:
        """Everything that is said with it."""
        return (self.title, self.subtitle, self.alternative, *self.notes)


@dataclass(frozen=True, kw_only=True)
class ClearedChart(ChartBlock):
    """A chart that may be shown to everybody, with the cleared table that it was drawn from.

    It refuses every number, drawn or said, that the table does not show: TypeError for a table that
    was not cleared, ValueError for such a number.
    """

    table: ClearedTable

    def __post_init__(self) -> None:
        if not isinstance(self.table, ClearedTable):
            raise TypeError("A chart for everybody is drawn from a cleared table.")
        shown = numbers_of_table(self.table) | numbers_of_size(self.chart)
        told = numbers_of_chart(self.chart).union(*(numbers_in(text) for text in self.words))
        if more := sorted(told - shown):
            raise ValueError(f"Chart {self.id} tells what its table does not show: {more}.")


Block = Heading | Text | Bullets | Note | Comment | Laid | ChartBlock
