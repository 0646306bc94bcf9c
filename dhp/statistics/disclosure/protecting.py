"""Which cells to hide: the small ones, and as few others as keep those from being worked out."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dhp.statistics.disclosure.attack import Attack, Interval
from dhp.statistics.disclosure.audit import intervals
from dhp.statistics.disclosure.defence import Defence, safe
from dhp.statistics.disclosure.limits import Limits, limits_of
from dhp.statistics.disclosure.rolling import comparable, seen_before
from dhp.statistics.disclosure.system import Cell, Cells, System, Tie, system

if TYPE_CHECKING:
    import pandas as pd

# The cost of hiding: a cell by its size, a margin and the grand total far more, a nought more than
# a small count, because it can only be more than it is.
MARGIN, GRAND, NOUGHT = 50.0, 5_000.0, 8.0
TIE = 1e-4  # by place, so that the same tables are always protected alike

__all__ = ["Protection", "bounds", "protect", "safe"]


@dataclass(frozen=True)
class Protection:
    """What is not to be shown, and how closely an attacker could then tell each hidden cell.

    For one table `hidden` is a set of cells and `audit` a mapping from each to its interval; for
    linked tables both are tuples, an entry a table.
    """

    hidden: Cells | tuple[Cells, ...]
    audit: dict[Cell, Interval] | tuple[dict[Cell, Interval], ...]


Issue = tuple["pd.DataFrame | Sequence[pd.DataFrame]", "Iterable[Cell] | Sequence[Iterable[Cell]]"]


def bounds(table: "pd.DataFrame", hidden: Iterable[Cell]) -> dict[Cell, Interval]:
    """The least and the greatest that each hidden cell can be, given all that is published.

    `table` holds inner counts, published with all margins but those in `hidden`; a cell is (row
    label, column label), and "total" names a margin. Whole numbers; the greatest is infinite
    where nothing bounds it. Raises ValueError for what is no table of counts, KeyError for a cell
    that it does not have.
    """
    found = system([table])
    cells = list(hidden)
    attack = Attack(found, found.quantities([frozenset(cells)]))
    return {cell: attack.interval(found.places[0][cell], whole=True) for cell in cells}


def protect(
    table: "pd.DataFrame | Sequence[pd.DataFrame]",
    threshold: int | Sequence[Limits],
    earlier: Iterable[Issue] = (),
    *,
    unsafe: Sequence[Iterable[Cell]] = (),
    insiders: Iterable[Hashable] = (),
    reopened: Sequence[Iterable[Cell]] = (),
    ties: Sequence[Tie] = (),
) -> Protection:
    """Hide what is small, what changed by little since an earlier issue, and what would tell these.

    `table` is one table of inner counts or several linked ones that share labels. Counts from 1 to
    `threshold` - 1 are hidden, margins too, and others until an attacker could place each of them
    only in an interval at least `threshold` wide that goes up to it. `earlier` are the issues of
    the same growing table: their tables and what was hidden. A cell shown before is hidden where it
    changed by less than `threshold`, against any issue; what was hidden stays hidden. As few other
    cells are hidden as will do: none of them could be shown. The same input gives the same cells.

    `threshold` may also be given as limits, one for each table. `unsafe` names for each table cells
    that are hidden as small ones are, whatever their size. `insiders` are labels of rows or columns
    whose numbers somebody knows: nobody of them can tell a hidden cell of the others either. What
    is `reopened`, a set of cells a table, need not stay hidden. `ties` are true sums between tables.

    Raises ValueError for what is no table of counts, or a threshold below 2.
    """
    tables = _several(table)
    found = system(tables, ties)
    limits, issues = limits_of(found, threshold), list(earlier)
    kept, moved = _told_before(found, tables, issues, limits)
    kept -= _numbers(found, reopened)
    small = {n for n, value in enumerate(found.values) if 0 < value < limits[n]}
    small |= _numbers(found, unsafe)
    defence = Defence(found, sorted(small | moved), kept, limits, _costs(found))
    seen = seen_before(found, tables, issues)
    defence.expect(*(_row_of(found, label) for label in insiders), *([seen] if seen else []))
    defence.cover()
    defence.prune()
    hidden, audits = _audited(found, defence.attacks[0])
    return Protection(hidden, audits) if _many(table) else Protection(hidden[0], audits[0])


def _audited(
    found: System, attack: Attack
) -> tuple[tuple[Cells, ...], tuple[dict[Cell, Interval], ...]]:
    """What an outsider does not see of each table, and the interval of each hidden cell."""
    audit = intervals(attack)
    hidden = found.cells(attack.hidden)
    audits = tuple(
        {cell: audit[place[cell]] for cell in sorted(cells, key=str)}
        for cells, place in zip(hidden, found.places, strict=True)
    )
    return hidden, audits


def _numbers(found: System, sets: Sequence[Iterable[Cell]]) -> frozenset[int]:
    """The quantities of cells named for each table; of none where nothing is named."""
    return found.quantities([frozenset(cells) for cells in sets]) if sets else frozenset()


def _row_of(found: System, label: Hashable) -> frozenset[int]:
    """The quantities of whatever is called `label`, in every table."""
    return frozenset(
        number for place in found.places for cell, number in place.items() if label in cell
    )


def _told_before(
    found: System,
    tables: Sequence["pd.DataFrame"],
    earlier: Iterable[Issue],
    limits: Sequence[int],
) -> tuple[frozenset[int], set[int]]:
    """Quantities that were hidden before, and those whose change since then is small."""
    kept: set[int] = set()
    moved: set[int] = set()
    for before, hidden in earlier:
        then = system(_several(before))
        if len(then.places) != len(tables):
            raise ValueError("An earlier issue has other tables.")
        sets = hidden if _many(before) else [hidden]
        for n, cells in enumerate(frozenset(one) for one in sets):
            now, past = found.places[n], then.places[n]
            kept |= {now[cell] for cell in cells if cell in now}
            for cell in comparable(tables[n], now.keys() & past.keys() - cells, past):
                change = abs(found.values[now[cell]] - then.values[past[cell]])
                if 0 < change < limits[now[cell]]:
                    moved.add(now[cell])
    return frozenset(kept), moved


def _costs(found: System) -> list[float]:
    def cost(n: int, value: float) -> float:
        if n in found.grand:
            return GRAND + value
        if n in found.margins:
            return MARGIN + value
        return value + 1 if value else NOUGHT

    return [
        cost(n, value) * (1 + TIE * n / len(found.values)) for n, value in enumerate(found.values)
    ]


def _many(table: object) -> bool:
    return isinstance(table, Sequence)


def _several(table: "pd.DataFrame | Sequence[pd.DataFrame]") -> Sequence["pd.DataFrame"]:
    return table if isinstance(table, Sequence) else [table]
