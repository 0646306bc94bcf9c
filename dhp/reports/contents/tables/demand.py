"""Demand by strand, as forces returned it for a week: a table of it, and its course over half a year."""

from dhp.calendar import long_date, short_date, week_of
from dhp.context.series import Comparison
from dhp.reports.contents.contents import Brief
from dhp.reports.contents.tables.asking import defined_here
from dhp.reports.contents.tables.cells import difference
from dhp.statistics.demand import Demand, StrandDemand, demand
from dhp.statistics.tables import Cell, Column, Mark, Period, Row, Table

SOURCE = "Weekly figures that forces return"
_NONE = Cell.marked(Mark.NOT_AVAILABLE)


def by_strand(brief: Brief) -> Table | None:
    """W4: each strand in the week before, due at the cut-off; None where none was counted."""
    figures = figures_of_week(brief)
    if not figures.strands:
        return None
    return Table(
        id="W4",
        title=f"Demand by strand, week ending {long_date(figures.week.end)}",
        unit="As named for each strand",
        base="Forces that returned the figure; comparisons over forces that returned both weeks",
        row_head="Strand",
        columns=(
            Column("week", "This week"),
            Column("forces", "Forces", numeric=False),
            Column("before", "Change on week before"),
            Column("before_forces", "Forces compared"),
            Column("last_year", "Same week last year"),
            Column("change", "Change on last year"),
            Column("compared", "Forces compared"),
        ),
        rows=tuple(Row(one.strand.code, _label(one), _cells(one)) for one in figures.strands),
        period=Period(figures.week.start, figures.week.end),
        as_at=brief.as_at,
        source=SOURCE,
        rows_by="strand",
        rows_add=False,
        notes=(
            _returned(figures),
            defined_here(
                "Same week last year is over the forces compared, so it can be less than was recorded.",
                brief,
            ),
        ),
    )


def _returned(figures: Demand) -> str:
    return (
        f"{figures.returned_all} of {figures.due} forces returned every figure, "
        f"{figures.returned_none} returned none."
    )


def over_time(brief: Brief) -> Table | None:
    """The first strand by week, over the forces that returned every week drawn."""
    figures = figures_of_week(brief)
    if not figures.strands:
        return None
    one = figures.strands[0]
    lines = zip(figures.weeks, one.lines.this_year, one.lines.last_year, strict=True)
    return Table(
        id="W7",
        title=one.strand.name,
        unit=one.strand.unit,
        base=f"The {one.lines.forces} of {figures.due} forces that returned every week drawn",
        row_head="Week ending",
        columns=(
            Column("this_year", "This year"),
            Column("last_year", "Same week last year"),
        ),
        rows=tuple(
            Row(
                week.end.isoformat(),
                short_date(week.end),
                {"this_year": _known(now), "last_year": _known(then)},
            )
            for week, now, then in lines
        ),
        period=Period(figures.weeks[0].start, figures.week.end),
        as_at=brief.as_at,
        source=SOURCE,
        rows_by="week",
        rows_add=False,
    )


def figures_of_week(brief: Brief) -> Demand:
    """The figures of every strand, measured once."""
    return brief.once(_demand)


def _demand(brief: Brief) -> Demand:
    """The figures of the week before, which were due at the cut-off of this one."""
    return demand(week_of(brief.period.end).previous, brief.as_at)


def _known(count: int | None) -> Cell:
    return _NONE if count is None else Cell.count(count)


def _label(one: StrandDemand) -> str:
    unit = one.strand.unit.lower()
    name = one.strand.name
    return name if unit in name.lower() else f"{name} ({unit})"


def _cells(one: StrandDemand) -> dict[str, Cell]:
    year = one.year_before
    return {
        "week": Cell.count(one.total.total) if one.total.returned else _NONE,
        "forces": Cell.words(one.total.coverage),
        "before": _change(one.week_before),
        "before_forces": Cell.count(one.week_before.forces),
        "last_year": Cell.count(year.then) if year.forces else _NONE,
        "change": _change(year),
        "compared": Cell.count(year.forces),
    }


def _change(compared: Comparison) -> Cell:
    """The difference over the same forces, in numbers: it is not tested, so no word is said of it."""
    return difference(compared.now - compared.then) if compared.forces else _NONE
