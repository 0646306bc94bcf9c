"""The step from an earlier issue to this one: what came in between is a table too, and hides as one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from dhp.statistics.disclosure.limits import Limits
from dhp.statistics.disclosure.protecting import protect
from dhp.statistics.disclosure.system import Cell

if TYPE_CHECKING:
    import pandas as pd


def told_by_steps(
    frames: "Sequence[pd.DataFrame]",
    issues: "Sequence[tuple[list[pd.DataFrame], list[frozenset[Cell]]]]",
    limits: Sequence[Limits],
    hidden: Sequence[frozenset[Cell]],
) -> list[frozenset[Cell]]:
    """What must be hidden beside `hidden`, a set of cells a frame, so that nobody can place what
    came since any of `issues`.

    Two hidden cells may be safe and still have grown by one together. What came is attacked as a
    table of its own, whose counts are not negative: so a frame is left out where something fell,
    for there an attacker cannot know that, and where nothing was issued before.
    """
    more = [frozenset[Cell]() for _frame in frames]
    for then, before in issues:
        unseen = [one | past for one, past in zip(hidden, before, strict=True)]
        found = _told_by_step(frames, then, limits, unseen)
        more = [one | cells for one, cells in zip(more, found, strict=True)]
    return more


def _told_by_step(
    frames: "Sequence[pd.DataFrame]",
    last: "Sequence[pd.DataFrame]",
    limits: Sequence[Limits],
    hidden: Sequence[frozenset[Cell]],
) -> list[frozenset[Cell]]:
    """What must be hidden beside `hidden`, what is not seen of a step from `last`."""
    steps = {
        n: step
        for n, (now, then) in enumerate(zip(frames, last, strict=True))
        if not then.empty and (step := _step(now, then)) is not None
    }
    more: list[frozenset[Cell]] = [frozenset() for _frame in frames]
    if not steps:
        return more
    tables = list(steps.values())
    protection = protect(tables, [limits[n] for n in steps], [(tables, [hidden[n] for n in steps])])
    for n, cells in zip(steps, cast(tuple[frozenset[Cell], ...], protection.hidden), strict=True):
        more[n] = cells - hidden[n]
    return more


def _step(now: "pd.DataFrame", then: "pd.DataFrame") -> "pd.DataFrame | None":
    """What came between two issues; None where a count fell or the later one lacks a label."""
    if now.attrs.get("rolling"):  # what rolled out is no part of a step
        then = then.loc[[row for row in then.index if row in now.index]]
    if set(then.index) - set(now.index) or set(then.columns) - set(now.columns):
        return None
    before = then.reindex(index=now.index, columns=now.columns, fill_value=0)
    step = now - before
    step.index.name, step.columns.name = now.index.name, now.columns.name
    step.attrs = dict(now.attrs)
    return step if (step.to_numpy() >= 0).all() else None
