"""What a crosswalk declares: where each foreign column goes, and what each foreign value means."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from dhp.exchange.rows import Conversion
from dhp.exchange.sheets import Sheet

UNTOLD = frozenset({"unknown", "not known", "not_known", "not recorded", "not stated", "n/a"})
_SILENT = UNTOLD | {"", "false"}


@dataclass(frozen=True)
class Scheme:
    """One kind of file. `convert` makes rows of our own columns of its tables, read on a given day.

    `by_rule`: whether its rows are back-records to be classified as the definition proposes.
    `attribution` is printed wherever the data is shown.
    """

    name: str
    title: str
    convert: Callable[[Sequence[Sheet], date], Conversion]
    by_rule: bool = False
    attribution: str = ""


@dataclass(frozen=True)
class Mapped:
    """One foreign column whose values become texts of one of our columns.

    `values` go by the foreign value in lower case. A value in `untold`, like a blank, says nothing.
    """

    source: str
    to: str
    values: Mapping[str, str]
    untold: frozenset[str] = UNTOLD


@dataclass
class Tally:
    """What found no place on the way: values by (column, value), and columns with something said."""

    values: Counter[tuple[str, str]] = field(default_factory=Counter)
    columns: Counter[str] = field(default_factory=Counter)

    def translate(self, mapped: Mapped, cells: Mapping[str, str]) -> str:
        """The text for our column; blank, and counted, for a value that has no place."""
        value = plain(cells.get(mapped.source, ""))
        if not value or value in mapped.untold:
            return ""
        if value not in mapped.values:
            self.values[mapped.source, cells[mapped.source].strip()] += 1
            return ""
        return mapped.values[value]

    def leave(self, carried: frozenset[str], cells: Mapping[str, str]) -> None:
        """Count the columns of a row that say something and are not `carried`."""
        told = (name for name, text in cells.items() if plain(text) not in _SILENT)
        self.columns.update(name for name in told if name not in carried)


def plain(text: str) -> str:
    """A foreign value without case and surplus space, for comparing."""
    return " ".join(text.split()).casefold()
