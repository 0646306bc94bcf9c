"""What an export is made of: tables of plain cells, each column with the words of the guide."""

from collections.abc import Iterable
from dataclasses import dataclass

from dhp.dictionary import Characteristic, Kind, Sensitivity

Cell = str | int | None


@dataclass(frozen=True)
class Heading:
    """One column: its name, what it says, and how its cells are written."""

    name: str
    says: str
    written: str = "text"
    sensitivity: Sensitivity = Sensitivity.PLAIN

    @property
    def identifying(self) -> bool:
        """Whether it may name a person or point to one."""
        return self.sensitivity is Sensitivity.IDENTIFYING


@dataclass(frozen=True)
class Table:
    """One table. `rows` may be read once, in the order of `headings`."""

    name: str
    title: str
    headings: tuple[Heading, ...]
    rows: Iterable[tuple[Cell, ...]]


def heading_of(name: str, entry: Characteristic) -> Heading:
    """The heading of a column of the dictionary."""
    return Heading(name, f"{entry.question} {entry.definition}", _written(entry), entry.sensitivity)


def guide_of(tables: Iterable[Table], notes: Iterable[tuple[str, str]] = ()) -> Table:
    """The sheet that explains every column of the others, and whatever is to be noted besides."""
    rows: list[tuple[Cell, ...]] = [
        (table.name, one.name, one.says, one.written, one.sensitivity.value)
        for table in tables
        for one in table.headings
    ]
    rows += [(name, "", words, "", "") for name, words in notes]
    headings = ("table", "column", "what it says", "how it is written", "sensitivity")
    return Table("guide", "Guide", tuple(Heading(name, "") for name in headings), rows)


def _written(entry: Characteristic) -> str:
    codes = "; ".join(f"{option.code} = {option.label}" for option in entry.options)
    return {
        Kind.ONE_OF: f"one code: {codes}",
        Kind.ANY_OF: f"codes with “;” between: {codes}",
        Kind.WHOLE_NUMBER: "a whole number, or a range like 30-39",
        Kind.DATE: "a date like 2021-03-09",
        Kind.PARTIAL_DATE: "a date like 2021-03-09, 2021-03 or 2021",
    }.get(entry.kind, "text") + "; or a state like [not_known]; blank where nothing is recorded"
