"""Tables W1, W2 and W3 of the weekly briefing."""

from collections import Counter
from collections.abc import Callable

from dhp.calendar import financial_year
from dhp.definitions import DeathType
from dhp.reports.blocks import Cell, Column, Mark, Row, TableBlock
from dhp.reports.contents.weekly_figures import WeeklyFigures
from dhp.statistics.usual import Usual

TYPES = tuple(DeathType)
_UNIT = "Deaths (victims)"


def received(figures: WeeklyFigures) -> TableBlock:
    """W1: what was received, beside the weeks before and the year before."""
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
            "usual": Cell.words(f"{figures.usual[kind].low} to {figures.usual[kind].high}"),
            "year": Cell.count(_of(figures.year, kind)),
            "last_year_then": Cell.marked(Mark.NOT_AVAILABLE)
            if then is None
            else Cell.count(_of(then, kind)),
            "last_year_now": Cell.count(_of(figures.last_year_now, kind)),
        }

    return TableBlock(
        id="W1",
        title="Notifications received, by type of death",
        unit=_UNIT,
        base="Received from all forces, in scope or not yet judged",
        row_head="Type of death",
        columns=columns,
        rows=_by_type(cells),
        notes=_received_notes(figures),
    )


def changed(figures: WeeklyFigures) -> TableBlock:
    """W2: from the total of the last edition to this one's, by type. It balances, or nothing is built."""
    moves = {
        "opening": ("Last edition", figures.changes.opening, 1),
        "received": ("Received", figures.changes.received, 1),
        "late": ("Accepted late", figures.changes.late, 1),
        "reinstated": ("Back in scope", figures.changes.reinstated, 1),
        "withdrawn": ("Out of scope", figures.changes.withdrawn, -1),
        "merged": ("Same death as another", figures.changes.merged, -1),
        "reclassified": ("Type changed", figures.changes.reclassified, 1),
        "closing": ("This edition", figures.changes.closing, 1),
    }

    def cells(kind: DeathType | None) -> dict[str, Cell]:
        totals = ("opening", "closing")
        return {
            key: (Cell.count if key in totals else _signed)(sign * _of(counts, kind))
            for key, (_label, counts, sign) in moves.items()
        }

    return TableBlock(
        id="W2",
        title=f"Running total for {financial_year(figures.week.end)}: what changed",
        unit=_UNIT,
        base="Accepted cases received since 1 April, in scope or not yet judged",
        row_head="Type of death",
        columns=tuple(Column(key, label) for key, (label, _counts, _sign) in moves.items()),
        rows=_by_type(cells),
    )


def forces(figures: WeeklyFigures) -> TableBlock:
    """W3: the forces that a death was received from."""
    sent = [force for force in figures.forces if force.week]
    rows = [
        Row(
            force.code,
            force.name,
            {
                "week": Cell.count(force.week),
                "year": Cell.count(force.year),
                "late": Cell.count(force.late),
            },
        )
        for force in sent
    ]
    total = {
        "week": Cell.count(sum(force.week for force in sent)),
        "year": Cell.count(sum(force.year for force in sent)),
        "late": Cell.count(sum(force.late for force in sent)),
    }
    silent = [force.name for force in figures.forces if not force.week]
    return TableBlock(
        id="W3",
        title="Forces with accepted cases received this week",
        unit=_UNIT,
        base="Accepted cases, in scope or not yet judged",
        row_head="Force",
        columns=(
            Column("week", "This week"),
            Column("year", f"{financial_year(figures.week.end)} so far"),
            Column("late", "Of this week, over 14 days after the death"),
        ),
        rows=(*rows, Row("total", "These forces", total)),
        notes=(f"No case this week: {', '.join(silent)}.",) if silent else (),
    )


def _by_type(cells: Callable[[DeathType | None], dict[str, Cell]]) -> tuple[Row, ...]:
    rows = [Row(kind.value, kind.label, cells(kind)) for kind in TYPES]
    return (*rows, Row("total", "All deaths", cells(None)))


def _of(counts: Counter[DeathType], kind: DeathType | None) -> int:
    return counts.total() if kind is None else counts[kind]


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
