"""A codebook on its way in or out: one row for each entry, whatever the kind of file."""

from dataclasses import dataclass

from dhp.coding.codebook.tree import Book
from dhp.coding.codebook.wording import Wording

MOST_BYTES = 2_000_000
MOST_ROWS = 2_000


@dataclass(frozen=True)
class Row:
    """One entry of a file. `parent` is the reference or the guid of what it lies under.

    A blank `ref` or `guid` is given when the entry is taken in. `where` names the row in messages.
    """

    where: str
    ref: str
    guid: str
    parent: str
    wording: Wording


def rows_of(book: Book) -> list[Row]:
    """Every entry of `book` as a row, each after what it lies under, named by its reference."""
    found = []
    for entry in book.walk():
        above = book.find(entry.parent_id) if entry.parent_id else None
        wording = Wording(
            entry.label, entry.definition, entry.include, entry.exclude, entry.example, entry.types
        )
        found.append(Row(entry.ref, entry.ref, entry.guid, above.ref if above else "", wording))
    return found
