"""Clearing tables for everybody: coarser first, then hidden, against all that was issued before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from dhp.statistics.disclosure.attack import Interval
from dhp.statistics.disclosure.cleared import cleared
from dhp.statistics.disclosure.coarser import coarser
from dhp.statistics.disclosure.grids import Grid, Issued, Place, counts_of, grids
from dhp.statistics.disclosure.limits import Limits
from dhp.statistics.disclosure.merging import level_of, raised
from dhp.statistics.disclosure.policy import POLICY, Policy
from dhp.statistics.disclosure.protecting import protect
from dhp.statistics.disclosure.steps import told_by_steps
from dhp.statistics.disclosure.system import Cell
from dhp.statistics.disclosure.ties import ties_between
from dhp.statistics.disclosure.unsafe import unsafe_places, whole_rows
from dhp.statistics.tables import TOTAL, ClearedTable, Table

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Entry:
    """What the ledger keeps of one table: the counts as issued, and between which numbers an
    attacker could place each hidden one.
    """

    series: str
    issued: Issued
    intervals: Mapping[Place, Interval]


@dataclass(frozen=True)
class Clearing:
    """The cleared tables of one release, in the order of the tables, and their entries."""

    tables: tuple[ClearedTable, ...]
    entries: tuple[Entry, ...]
    policy: Policy = field(default=POLICY)


def clear(
    tables: Sequence[Table],
    policy: Policy = POLICY,
    earlier: Sequence[Mapping[str, Issued]] = (),
    reopened: Mapping[str, frozenset[Place]] = MappingProxyType({}),
) -> Clearing:
    """Clear `tables`, which are released together, after the releases `earlier`.

    An earlier release names what it issued of each series. Where a table has counts that are too
    small and wider groups are declared, its rows are merged; a series that was merged stays so. What
    is then too small, or changed by too little since any earlier release, or could be worked out
    from anything issued, or tells of a whole group, is hidden, in every figure computed from it.
    Forces that are told apart count as attackers who know their own numbers. What was hidden stays
    hidden, save the places `reopened` of a series, which are shown where that is safe. The same input gives
    the same output. Raises ValueError for a table that cannot be cleared.
    """
    before = [[release.get(table.series) for release in earlier] for table in tables]
    depth = [level_of(table, policy, past) for table, past in zip(tables, before, strict=True)]
    merged = [coarser(table, level) for table, level in zip(tables, depth, strict=True)]
    counts = [counts_of(table) for table in merged]
    past = [
        [raised(one, table, level) for one in issues]
        for table, issues, level in zip(tables, before, depth, strict=True)
    ]
    found = _protected(merged, counts, policy, past, reopened)
    done = [
        (cleared(table, frozenset(intervals), policy.limits(table)), intervals)
        for table, intervals in zip(merged, found, strict=True)
    ]
    entries = tuple(
        Entry(table.series, Issued(count, frozenset(intervals), level), intervals)
        for table, count, intervals, level in zip(tables, counts, found, depth, strict=True)
    )
    return Clearing(tuple(table for table, _intervals in done), entries, policy)


def _protected(
    tables: Sequence[Table],
    counts: Sequence[Mapping[Place, int]],
    policy: Policy,
    past: Sequence[Sequence[Issued]],
    reopened: Mapping[str, frozenset[Place]],
) -> list[dict[Place, Interval]]:
    """The hidden places of each table, with the interval that an attacker could find."""
    every = [grid for number, table in enumerate(tables) for grid in grids(table, number)]
    frames = [grid.frame(counts[grid.table]) for grid in every]
    limits = [_limits(grid, policy.limits(tables[grid.table])) for grid in every]
    pairs = zip(tables, counts, strict=True)
    told = [unsafe_places(table, count, policy.limits(table).inner) for table, count in pairs]
    unsafe = _cells(every, frames, told)
    again = _cells(every, frames, [reopened.get(table.series, frozenset()) for table in tables])
    issues = [_issue(every, one) for one in zip(*past, strict=True)]
    # What is hidden stays so: a step from an older issue is a sum of steps that are safe, unless
    # something is shown again.
    before = issues if any(again) else [_issue(every, [_last(one) for one in past])]
    ties = ties_between(tables, every, frames)
    also: list[frozenset[Cell]] = [frozenset() for _grid in every]
    while True:
        protection = protect(
            frames,
            limits,
            [*issues, (frames, also)],
            unsafe=unsafe,
            insiders=_forces(tables),
            reopened=[one - kept for one, kept in zip(again, also, strict=True)],
            ties=ties,
        )
        hidden = cast(tuple[frozenset[Cell], ...], protection.hidden)
        rows = _rows(tables, every, frames, hidden)
        steps = told_by_steps(frames, before, limits, hidden)
        more = [one | other for one, other in zip(rows, steps, strict=True)]
        if not any(more):
            audits = cast(tuple[dict[Cell, Interval], ...], protection.audit)
            return _places(every, audits, counts)
        also = [one | cells for one, cells in zip(hidden, more, strict=True)]


def _rows(
    tables: Sequence[Table],
    every: Sequence[Grid],
    frames: "Sequence[pd.DataFrame]",
    hidden: Sequence[frozenset[Cell]],
) -> list[frozenset[Cell]]:
    """What else must go where a row hides as a whole."""
    places: list[frozenset[Place]] = [frozenset() for _table in tables]
    for grid, cells in zip(every, hidden, strict=True):
        places[grid.table] |= {grid.place(cell) for cell in cells}
    whole = [whole_rows(table, found) for table, found in zip(tables, places, strict=True)]
    wanted = _cells(every, frames, whole)
    return [one - cells for one, cells in zip(wanted, hidden, strict=True)]


def _places(
    every: Sequence[Grid],
    audits: Sequence[Mapping[Cell, Interval]],
    counts: Sequence[Mapping[Place, int]],
) -> list[dict[Place, Interval]]:
    """What was found of the cells of grids, by the places of each table."""
    found: list[dict[Place, Interval]] = [{} for _table in counts]
    for grid, audit in zip(every, audits, strict=True):
        for cell, interval in audit.items():
            if (place := grid.place(cell)) in counts[grid.table]:
                found[grid.table][place] = interval
    return [dict(sorted(one.items())) for one in found]


def _last(issues: Sequence[Issued]) -> Issued:
    """The last issue of a table; an empty one where there was none."""
    return next((one for one in reversed(issues) if one.counts), Issued({}))


def _forces(tables: Sequence[Table]) -> list[str]:
    """Who knows a row: every force that is told apart."""
    return sorted({row.key for t in tables if t.rows_by == "force" for row in t.rows} - {TOTAL})


def _limits(grid: Grid, limits: Limits) -> Limits:
    """In a grid of one column the total of a row is the row's one count."""
    if grid.row is not None:
        return Limits(*[limits.inner] * 4)
    if len(grid.columns) == 1:
        return Limits(limits.inner, limits.inner, limits.columns, limits.columns)
    return limits


def _issue(
    every: Sequence[Grid], issues: Sequence[Issued]
) -> "tuple[list[pd.DataFrame], list[frozenset[Cell]]]":
    """An earlier release in the grids of this one."""
    frames = [grid.frame(issues[grid.table].counts) for grid in every]
    return frames, _cells(every, frames, [issue.hidden for issue in issues])


def _cells(
    every: Sequence[Grid],
    frames: "Sequence[pd.DataFrame]",
    places: Sequence[frozenset[Place]],
) -> list[frozenset[Cell]]:
    """In each grid the cells that stand for places of its table."""
    return [
        grid.cells(places[grid.table], frame) for grid, frame in zip(every, frames, strict=True)
    ]
