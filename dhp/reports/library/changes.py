"""What changed since the last issue: the tables of one number in two kept reports, held side by side."""

from collections.abc import Iterator
from dataclasses import dataclass

from dhp.reports.library.stored import Data, tables

NOT_THERE = "not in it"


@dataclass(frozen=True)
class Change:
    """One figure that is shown otherwise: which it is, then and now."""

    figure: str
    then: str
    now: str


@dataclass(frozen=True)
class ChangedTable:
    """The figures of one table that changed, and how many did not."""

    id: str
    title: str
    changes: tuple[Change, ...]
    unchanged: int


@dataclass(frozen=True)
class Comparison:
    """The tables that both issues have, and the titles of those that one of them has alone."""

    tables: tuple[ChangedTable, ...]
    added: tuple[str, ...]
    dropped: tuple[str, ...]


def compared(then: Data, now: Data) -> Comparison:
    """The tables of two issues of one report, by their stable numbers. Only what is shown is compared."""
    old, new = tables(then), tables(now)
    return Comparison(
        tuple(_changed(old[id_], table) for id_, table in new.items() if id_ in old),
        tuple(_named(table) for id_, table in new.items() if id_ not in old),
        tuple(_named(table) for id_, table in old.items() if id_ not in new),
    )


def _changed(then: Data, now: Data) -> ChangedTable:
    pairs = list(_pairs(then, now))
    changes = tuple(change for change in pairs if change.then != change.now)
    return ChangedTable(now["id"], now["title"], changes, len(pairs) - len(changes))


def _pairs(then: Data, now: Data) -> Iterator[Change]:
    """Every figure of either table, in the order of the present one, with the rows that went last."""
    old, new = _cells(then), _cells(now)
    names = _names(then) | _names(now)
    for place in dict.fromkeys([*new, *old]):
        yield Change(names[place], old.get(place, NOT_THERE), new.get(place, NOT_THERE))


def _cells(table: Data) -> dict[tuple[str, str], str]:
    return {
        (row["key"], key): cell["shown"]
        for row in table["rows"]
        for key, cell in row["cells"].items()
    }


def _names(table: Data) -> dict[tuple[str, str], str]:
    return {
        (row["key"], column["key"]): f"{row['label']}, {column['label']}"
        for row in table["rows"]
        for column in table["columns"]
    }


def _named(table: Data) -> str:
    return f"Table {table['id']}: {table['title']}"
