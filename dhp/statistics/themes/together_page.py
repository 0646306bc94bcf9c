"""What occurs with what as a page shows it: the pairs as a table, and the most found as a heat table."""

from collections.abc import Sequence
from dataclasses import dataclass

from dhp.coding.codebook import Entry
from dhp.statistics.tables import Cell, Column, Mark, Row, Table
from dhp.statistics.themes.coded import Coded
from dhp.statistics.themes.coded_table import coded_table
from dhp.statistics.themes.seen import Cases
from dhp.statistics.themes.together import (
    LEAST,
    LEAST_SHARED,
    MOST_IN_A_PICTURE,
    Pair,
    able,
    pair,
    pairs,
)

# From which Jaccard a cell is shaded, lightest first; the cell says the number too.
SHADES = (0.1, 0.2, 0.3, 0.5)

_NOTES = (
    (
        f"Only pairs that at least {LEAST} cases hold. A pair stands for cases in which both were looked "
        "for and settled. Nothing is said of which came first, or why."
    ),
    (
        "Jaccard is the cases with both as a share of those with either. Lift is how many times more often "
        "both occur than if one told nothing of the other: 1 is what chance gives."
    ),
)


def _columns(first: str, second: str) -> tuple[Column, ...]:
    return (
        Column("both", "Cases with both"),
        Column("in_first", first),
        Column("in_second", second),
        Column("base", "Cases"),
        Column("jaccard", "Jaccard", of="both"),
        Column("lift", "Lift", of="both"),
    )


_OF_TWO = _columns("With the first", "With the second")
_OF_ONE = _columns("With it", "With the other")


@dataclass(frozen=True)
class Square:
    """One cell of the heat table: its words and its shade, 0 for none; None on the diagonal."""

    words: str
    shade: int


@dataclass(frozen=True)
class Heat:
    """The heat table: entries, the most found first, each held against all of them."""

    entries: tuple[Entry, ...]
    rows: tuple[tuple[Entry, tuple[Square | None, ...]], ...]


def heat(coded: Coded, entries: Sequence[Entry]) -> Heat:
    """The heat table of those of `entries` that may be reported, twelve at most."""
    chosen = tuple(one.entry for one in able(coded, entries)[:MOST_IN_A_PICTURE])
    rows = tuple(
        (row, tuple(None if row is other else _square(pair(coded, row, other)) for other in chosen))
        for row in chosen
    )
    return Heat(chosen, rows)


def pairs_table(coded: Coded, entries: Sequence[Entry], among: Cases | None = None) -> Table:
    """T5: every pair of those of `entries` that may be reported, the closest first."""
    found = pairs(coded, [one.entry for one in able(coded, entries, among)], among)
    rows = [_row(one, f"{one.first.label} with {one.second.label}") for one in found]
    return _table(coded, "T5", "What occurs together", _OF_TWO, rows)


def with_table(coded: Coded, entry: Entry, entries: Sequence[Entry], most: int) -> Table:
    """T6: what occurs with one entry, the closest first; no row where it may not be reported."""
    others = able(coded, entries)
    reported = any(one.entry.id == entry.id for one in others)
    found = [pair(coded, entry, one.entry) for one in others if one.entry.id != entry.id]
    found = [one for one in found if one.told] if reported else []
    found.sort(key=lambda one: (-one.jaccard, -one.both))
    rows = [_row(one, one.second.label) for one in found[:most]]
    title = f"What occurs with {entry.label}"
    return _table(coded, f"T6-{entry.ref}", title, _OF_ONE, rows)


def _table(
    coded: Coded, number: str, title: str, columns: tuple[Column, ...], rows: Sequence[Row]
) -> Table:
    return coded_table(
        coded,
        id=number,
        title=title,
        row_head="Pair" if columns is _OF_TWO else "Theme or code",
        base="cases in which both were looked for and settled",
        columns=columns,
        rows=tuple(rows),
        rows_by="pair",
        rows_add=False,
        notes=_NOTES,
        least=LEAST_SHARED,
    )


def _row(one: Pair, label: str) -> Row:
    counts = {key: getattr(one, key) for key in ("both", "in_first", "in_second", "base")}
    cells = {key: Cell.count(count) for key, count in counts.items()}
    cells["jaccard"] = Cell(one.jaccard, f"{one.jaccard:.2f}")
    lift = one.lift
    cells["lift"] = Cell.marked(Mark.NOT_APPLICABLE) if lift is None else Cell(lift, f"{lift:.1f}")
    return Row(f"{one.first.ref}+{one.second.ref}", label, cells)


def _square(one: Pair) -> Square:
    if not one.told:
        return Square(f"under {LEAST}", 0)
    shade = sum(one.jaccard >= limit for limit in SHADES)
    return Square(f"{one.both:,}", shade)
