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
    """The figures of one table that changed, how many did not, and the rows that one issue has alone."""

    id: str
    title: str
    changes: tuple[Change, ...]
    unchanged: int
    added: tuple[str, ...]
    dropped: tuple[str, ...]


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
    old, new = _rows(then), _rows(now)
    pairs = list(_pairs(then, now))
    changes = tuple(change for change in pairs if change.then != change.now)
    return ChangedTable(
        now["id"],
        now["title"],
        changes,
        len(pairs) - len(changes),
        tuple(label for key, label in new.items() if key not in old),
        tuple(label for key, label in old.items() if key not in new),
    )


def _pairs(then: Data, now: Data) -> Iterator[Change]:
    """Every figure of the rows that both have, in the order of the present table."""
    old, new, heads = _cells(then), _cells(now), _heads(then) | _heads(now)
    rows = _rows(now)
    for row in (key for key in rows if key in _rows(then)):
        for column in heads:
            before, after = old.get((row, column)), new.get((row, column))
            if before or after:
                figure = f"{rows[row]}, {heads[column]}"
                yield Change(figure, before or NOT_THERE, after or NOT_THERE)


def _cells(table: Data) -> dict[tuple[str, str], str]:
    return {
        (row["key"], key): cell["shown"]
        for row in table["rows"]
        for key, cell in row["cells"].items()
    }


def _rows(table: Data) -> dict[str, str]:
    return {row["key"]: row["label"] for row in table["rows"]}


def _heads(table: Data) -> dict[str, str]:
    return {column["key"]: column["label"] for column in table["columns"]}


def _named(table: Data) -> str:
    return f"Table {table['id']}: {table['title']}"
