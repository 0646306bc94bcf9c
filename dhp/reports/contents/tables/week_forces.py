"""Table W3 of the weekly briefing: the forces."""

from collections.abc import Mapping, Set

from dhp.absence import Absence
from dhp.calendar import financial_year
from dhp.reports.contents.contents import Brief
from dhp.reports.contents.tables import week_asked
from dhp.reports.contents.tables.asking import defined_here
from dhp.reports.contents.tables.week import about, traced
from dhp.reports.contents.tables.week_figures import WeeklyFigures
from dhp.reports.contents.tables.week_figures import figures as measured
from dhp.returns.coverage import Cell as Returned
from dhp.returns.rules import Standing
from dhp.statistics.forces import LATE_DAYS, ForceCount
from dhp.statistics.tables import TOTAL, Cell, Column, Mark, Row, Table

_UNIT = "Deaths (victims)"
_LATE = f"Late is a receipt more than {LATE_DAYS} days after a known day of death."


def forces(brief: Brief) -> Table:
    """W3: every force with a death this week, without a return, or with one to be looked at."""
    figures = measured(brief)
    returns = {row.force.code: row.cells for row in figures.returns.rows}
    period = figures.returned.period
    shown = [force for force in figures.forces if _shown(force, returns)]
    columns = [
        Column("week", "This week"),
        Column("year", f"{financial_year(figures.week.end)} so far"),
        Column("late", f"Of this week, over {LATE_DAYS} days after the death"),
    ]
    if period:
        columns.append(Column("return", f"Return for {period.name}", numeric=False))
    rows = [
        Row(force.code, force.name, _force_cells(force, returns.get(force.code, ())))
        for force in shown
    ]
    total = {
        key: Cell.count(sum(getattr(force, key) for force in figures.forces))
        for key in ("week", "year", "late")
    }
    if period:
        total["return"] = Cell.words(_returned_words(figures))
    return Table(
        id="W3",
        **about(brief),
        rows_by="force",
        title="Forces: accepted cases received this week, and the last return due",
        unit=_UNIT,
        base="Accepted cases, in scope or not yet judged; returns of all forces",
        row_head="Force",
        columns=traced(columns, week_asked.forces(brief)),
        rows=(*rows, Row(TOTAL, "All forces", total)),
        rows_add=False,
        notes=(
            _sent(figures),
            defined_here(_LATE, brief),
            *_force_notes(figures, {force.code for force in shown}),
        ),
    )


def _shown(force: ForceCount, returns: Mapping[str, tuple[Returned, ...]]) -> bool:
    """Whether a force has a row: a case this week, or a return that says neither none nor deaths."""
    settled = (Standing.CONFIRMED_NONE, Standing.CONFIRMED)
    return bool(force.week) or any(
        cell.standing not in settled for cell in returns.get(force.code, ())
    )


def _force_cells(force: ForceCount, returns: tuple[Returned, ...]) -> dict[str, Cell]:
    cells = {
        "week": Cell.count(force.week),
        "year": Cell.count(force.year),
        "late": Cell.count(force.late),
    }
    for cell in returns:  # the one period, where one was due
        cells["return"] = (
            Cell(None, f"{Absence.NOT_RETURNED.mark} {cell.words}", Mark.NOT_AVAILABLE)
            if cell.absence is Absence.NOT_RETURNED
            else Cell.words(cell.words)
        )
    return cells


def _returned_words(figures: WeeklyFigures) -> str:
    told = figures.returned
    words = f"Returned by {told.returned} of {told.due}: none {told.nil}, late {told.late}"
    marks = (("disputed", told.disputed), ("changed since", told.changed))
    return ", ".join([words, *(f"{mark} {count}" for mark, count in marks if count)])


def _sent(figures: WeeklyFigures) -> str:
    """Which forces stand behind the week's count, and what their silence does not say."""
    sent = sum(1 for force in figures.forces if force.week)
    return (
        f"Accepted cases came from {sent} of {len(figures.forces)} forces this week. A force without "
        "one is not said to have had none: its return alone says so."
    )


def _force_notes(figures: WeeklyFigures, shown: Set[str]) -> tuple[str, ...]:
    """The forces without a row, by what they confirmed."""
    names: dict[str, list[str]] = {}
    for row in figures.returns.rows:
        if row.force.code not in shown and row.cells:
            cell = row.cells[0]
            words = cell.standing.words + (" (late)" if cell.is_late else "")
            names.setdefault(words, []).append(row.force.name)
    silent = [force.name for force in figures.forces if not force.week]
    if not figures.returns.periods:
        return (f"No case this week: {', '.join(silent)}.",) if silent else ()
    period = figures.returns.periods[0].name
    return tuple(
        f"{period}, {words[:1].lower()}{words[1:]}: {', '.join(some)}."
        for words, some in sorted(names.items())
    )
