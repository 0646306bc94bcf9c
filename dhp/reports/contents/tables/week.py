"""Tables W1 and W2 of the weekly briefing."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from dhp.calendar import financial_year
from dhp.definitions import DeathType
from dhp.reports.contents.contents import Brief
from dhp.reports.contents.tables import week_asked
from dhp.reports.contents.tables.asking import defined_here
from dhp.reports.contents.tables.week_figures import WeeklyFigures
from dhp.reports.contents.tables.week_figures import figures as measured
from dhp.statistics.comparison import HIGHER, LOWER
from dhp.statistics.measured import Measured
from dhp.statistics.revising.movements import Revision
from dhp.statistics.tables import TOTAL, Cell, Column, Mark, Row, Table
from dhp.statistics.usual import Usual

TYPES = tuple(DeathType)
_UNIT = "Deaths (victims)"
_USUAL = "The mean and the usual range are of the 12 weeks before, each as known now."
SOURCE = "Notifications and returns of forces to the central unit"


def received(brief: Brief) -> Table:
    """W1: what was received, beside the weeks before and the year before."""
    figures = measured(brief)
    columns = (
        Column("week", "This week"),
        Column("last_week", "Last week"),
        Column("mean", "Mean of 12 weeks before"),
        Column("usual", "Usual range", numeric=False),
        Column("year", f"{financial_year(figures.week.end)} so far"),
        Column("last_year_then", "Last year, as known then"),
        Column("last_year_now", "Last year, as known now"),
    )

    def cells(kind: DeathType | None) -> dict[str, Cell]:
        then = figures.last_year_then
        return {
            "week": Cell.count(_of(figures.this_week, kind)),
            "last_week": Cell.count(_of(figures.last_week, kind)),
            "mean": _mean(figures.usual[kind]),
            "usual": _usual(figures.usual[kind], _of(figures.this_week, kind), whole=kind is None),
            "year": Cell.count(_of(figures.year, kind)),
            "last_year_then": Cell.marked(Mark.NOT_AVAILABLE)
            if then is None
            else Cell.count(_of(then, kind)),
            "last_year_now": Cell.count(_of(figures.last_year_now, kind)),
        }

    return Table(
        id="W1",
        **about(brief),
        rows_by="type",
        title="Notifications received, by type of death",
        unit=_UNIT,
        base="Received from all forces, in scope or not yet judged",
        row_head="Type of death",
        columns=traced(columns, week_asked.received(brief)),
        rows=_by_type(cells),
        notes=(defined_here(_USUAL, brief), *_received_notes(figures)),
    )


def changed(brief: Brief) -> Table:
    """W2: from the total of the last edition to this one's, by type. It balances, or nothing is built."""
    figures = measured(brief)
    moves: dict[str, tuple[str, Callable[[Revision], int]]] = {
        "opening": ("Last edition", lambda one: one.opening),
        "received": ("Received", lambda one: one.new),
        "late": ("Accepted late", lambda one: one.late),
        "reinstated": ("Back in scope", lambda one: one.reinstated),
        "withdrawn": ("Out of scope", lambda one: -one.withdrawn),
        "merged": ("Same death as another", lambda one: one.parted - one.merged),
        "reclassified": ("Type changed", lambda one: one.reclassified),
        "closing": ("This edition", lambda one: one.closing),
    }

    def cells(kind: DeathType | None) -> dict[str, Cell]:
        totals, changes = ("opening", "closing"), figures.changes
        one = changes.groups.get(kind, Revision()) if kind else changes.every
        return {
            key: (Cell.count if key in totals else _signed)(number(one))
            for key, (_label, number) in moves.items()
        }

    return Table(
        id="W2",
        **about(brief),
        rows_by="type",
        title=f"Running total for {financial_year(figures.week.end)}: what changed",
        unit=_UNIT,
        base="Accepted cases received since 1 April, in scope or not yet judged",
        row_head="Type of death",
        columns=traced(
            [Column(key, label) for key, (label, _number) in moves.items()],
            week_asked.changed(brief),
        ),
        rows=_by_type(cells),
        notes=_moved_note(figures),
    )


def about(brief: Brief) -> dict[str, Any]:
    """What all tables of the briefing say of their days, their instant and where they come from."""
    return {"period": brief.period, "as_at": brief.as_at, "source": SOURCE}


def traced(columns: Iterable[Column], asked: Mapping[str, Measured]) -> tuple[Column, ...]:
    """The columns, with what a measure of the catalogue was asked where it gives their numbers."""
    return tuple(replace(one, asked=asked.get(one.key)) for one in columns)


def _moved_note(figures: WeeklyFigures) -> tuple[str, ...]:
    moved = sum(abs(one.reclassified) for one in figures.changes.groups.values()) // 2
    return (f"Type changed: {moved:,} net moved between types.",) if moved else ()


def _by_type(cells: Callable[[DeathType | None], dict[str, Cell]]) -> tuple[Row, ...]:
    rows = [Row(kind.value, kind.label, cells(kind)) for kind in TYPES]
    return (*rows, Row(TOTAL, "All deaths", cells(None)))


def _of(counts: Counter[DeathType], kind: DeathType | None) -> int:
    return counts.total() if kind is None else counts[kind]


def _usual(usual: Usual, count: int, *, whole: bool) -> Cell:
    """The usual range, and the verdict on `count` where it lies outside or where all are counted."""
    verdict = usual.verdict(count)
    words = f"{usual.low} to {usual.high}"
    return Cell.words(f"{words}: {verdict}" if whole or verdict in (HIGHER, LOWER) else words)


def _mean(usual: Usual) -> Cell:
    shown = int(usual.mean * 10 + 0.5) / 10  # half away from zero, once, for display
    return Cell(usual.mean, f"{shown:.1f}")


def _signed(count: int) -> Cell:
    return Cell(count, f"{count:+,}" if count else "0")


def _received_notes(figures: WeeklyFigures) -> tuple[str, ...]:
    notes = []
    if waiting := figures.awaiting:
        words = "notification waits" if waiting == 1 else "notifications wait"
        notes.append(
            f"{waiting:,} sent {words} for acceptance and count here as not yet classified."
        )
    if past := figures.back_records:
        words = "record" if past == 1 else "records"
        notes.append(f"{past:,} {words} of past deaths collected this week are not in this table.")
    return tuple(notes)
