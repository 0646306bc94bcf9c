"""Which cells to hide: the small ones, and as few others as keep those from being worked out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dhp.statistics.disclosure.attack import Attack, Interval, path
from dhp.statistics.disclosure.system import Cell, Cells, System, system

if TYPE_CHECKING:
    import pandas as pd

# The cost of hiding: a cell by its size, a margin and the grand total far more, a nought more than
# a small count, because it can only be more than it is.
MARGIN, GRAND, NOUGHT = 50.0, 5_000.0, 8.0
TIE = 1e-4  # by place, so that the same tables are always protected alike


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
    table: "pd.DataFrame | Sequence[pd.DataFrame]", threshold: int, earlier: Iterable[Issue] = ()
) -> Protection:
    """Hide what is small, what changed by little since an earlier issue, and what would tell these.

    `table` is one table of inner counts or several linked ones that share labels. Counts from 1 to
    `threshold` - 1 are hidden, margins too, and others until an attacker could place each of them
    only in an interval at least `threshold` wide that goes up to it. `earlier` are the issues of
    the same growing table: their tables and what was hidden. A cell shown before is hidden where it
    changed by less than `threshold`, against any issue; what was hidden stays hidden. As few other
    cells are hidden as will do: none of them could be shown. The same input gives the same cells.

    Raises ValueError for what is no table of counts, or a threshold below 2.
    """
    if threshold < 2:
        raise ValueError("A threshold is 2 or more.")
    tables = _several(table)
    found = system(tables)
    kept, moved = _told_before(found, tables, earlier, threshold)
    small = {n for n, value in enumerate(found.values) if 0 < value < threshold}
    primary = sorted(small | moved)
    attack = Attack(found, frozenset(primary) | kept)
    costs = _costs(found)
    _cover(attack, primary, threshold, costs)
    extra = attack.hidden - frozenset(primary) - kept
    attack = _prune(attack, primary, threshold, sorted(extra, key=lambda n: -costs[n]))
    audit = {n: attack.interval(n) for n in sorted(attack.hidden)}
    hidden = found.cells(attack.hidden)
    audits = tuple(
        {cell: audit[place[cell]] for cell in sorted(cells, key=str)}
        for cells, place in zip(hidden, found.places, strict=True)
    )
    return Protection(hidden, audits) if _many(table) else Protection(hidden[0], audits[0])


def safe(value: float, interval: Interval, threshold: int) -> bool:
    """Whether an interval is wide enough about the count that it hides."""
    low, high = interval
    about = low < value < high or (value == 0 and high > 0)
    return about and high >= threshold and high - low >= threshold


def _cover(attack: Attack, primary: Sequence[int], threshold: int, costs: Sequence[float]) -> None:
    """Hide more until every primary quantity is safe, the cheapest way for each in turn."""
    for quantity in primary:
        if _is_safe(attack, quantity, threshold):
            continue
        value = attack.system.values[quantity]
        least = max(0.0, value - 1)
        for change in (least + threshold - value, least - value):
            more = path(attack, quantity, change, costs) if change else frozenset()
            if more is None:
                raise ValueError("The tables are too small to be protected: make them coarser.")
            attack.hide(more)


def _prune(attack: Attack, primary: Sequence[int], threshold: int, extra: Iterable[int]) -> Attack:
    """Show again, the dearest first, whatever no primary quantity needs."""
    for quantity in extra:
        shown = attack.without(quantity)
        if all(_is_safe(shown, n, threshold) for n in primary):
            attack = shown
    return attack


def _is_safe(attack: Attack, quantity: int, threshold: int) -> bool:
    value = attack.system.values[quantity]
    if safe(value, attack.seen(quantity), threshold):
        return True
    return safe(value, attack.interval(quantity), threshold)


def _told_before(
    found: System, tables: Sequence["pd.DataFrame"], earlier: Iterable[Issue], threshold: int
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
            for cell in now.keys() & past.keys() - cells:
                change = abs(found.values[now[cell]] - then.values[past[cell]])
                if 0 < change < threshold:
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
    return isinstance(table, (list, tuple))


def _several(table: "pd.DataFrame | Sequence[pd.DataFrame]") -> Sequence["pd.DataFrame"]:
    return table if isinstance(table, (list, tuple)) else [table]  # type: ignore[list-item]
