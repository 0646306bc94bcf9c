"""Tables of months whose window moves: the same month is the same figure in every issue.

The first months leave and new ones come, so totals over the months are of other days each time, and
a month that covered another one may be gone. So what was shown of a month before counts as known.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dhp.statistics.disclosure.system import TOTAL, Cell, System, system

if TYPE_CHECKING:
    import pandas as pd


def comparable(
    table: "pd.DataFrame", cells: Iterable[Cell], past: Mapping[Cell, int]
) -> Iterable[Cell]:
    """Those of `cells`, which both issues have, that are of the same days in both: all of them, save
    the totals over the rows where a table rolled. `past` are the cells of the earlier issue.
    """
    if not _rolled(table, past):
        return cells
    return (cell for cell in cells if cell[0] != TOTAL)


def seen_before(
    found: System, tables: "Sequence[pd.DataFrame]", earlier: Iterable[tuple[Any, Any]]
) -> frozenset[int]:
    """The quantities of rolled tables that some earlier issue showed.

    Somebody who kept the issues knows about what they are, so that they cover nothing.
    """
    seen: set[int] = set()
    for before, hidden in earlier:
        several = isinstance(before, (list, tuple))
        then = system(before if several else [before])
        sets = hidden if several else [hidden]
        for n, cells in enumerate(frozenset(one) for one in sets):
            now, past = found.places[n], then.places[n]
            if _rolled(tables[n], past):
                shown = (now.keys() & past.keys()) - cells
                seen |= {now[cell] for cell in shown if cell[0] != TOTAL}
    return frozenset(seen)


def _rolled(table: "pd.DataFrame", past: Mapping[Cell, int]) -> bool:
    """Whether rows that an earlier issue had are gone."""
    rows = {row for row, _column in past} - {TOTAL}
    return bool(table.attrs.get("rolling")) and not rows <= set(table.index)
