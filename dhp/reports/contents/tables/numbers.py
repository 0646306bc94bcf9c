"""How many: deaths by month, quarter or year and by type, beside a year before, and as estimated."""

from collections.abc import Callable
from dataclasses import replace

from dhp.calendar import year_earlier
from dhp.definitions import DeathType
from dhp.reports.contents.contents import Brief, Sure
from dhp.reports.contents.tables.asking import asked, asked_a_year_earlier, last_months, since_april
from dhp.reports.contents.tables.cells import NONE, ratio_cells, ratio_columns
from dhp.reports.contents.tables.shaping import (
    with_columns,
    with_provisional_months,
    with_provisional_quarters,
    with_uncollected,
    without_empty_states,
)
from dhp.reports.contents.tables.since_april import GROUPS, WIDER
from dhp.statistics.received import anything_known
from dhp.statistics.tables import TOTAL, Cell, Column, Period, Table

COUNT = "count"
Days = Callable[[Brief], Period]
_BEFORE = "Incidents a year before, as known then"
_ESTIMATE = ("completeness", "estimate", "low", "high")
_ROLLING = Column("rolling", "12 months to its end")


def by_month_and_type(months: int) -> Sure:
    """Deaths of each of the last months by type, provisional months marked."""
    by_type = by_span_and_type("month", months)
    return lambda brief: with_provisional_months(brief, by_type(brief))


def by_span_and_type(span: str, months: int) -> Sure:
    """Deaths of the last months by quarter or year (`span`) and type."""

    def make(brief: Brief) -> Table:
        period = last_months(brief, months)
        table = asked(brief, "deaths", period, span, "type")
        return without_empty_states(with_uncollected(span, table))

    return make


def by_quarter_and_type(quarters: int) -> Sure:
    """Deaths of the last quarters by type, those that are provisional marked."""

    def make(brief: Brief) -> Table:
        period = last_months(brief, 3 * quarters)
        table = asked(brief, "deaths", period, "quarter", "type")
        marked = with_provisional_quarters(brief, table)
        return without_empty_states(with_uncollected("quarter", marked))

    return make


def by(name: str, days: Days) -> Sure:
    """Deaths of `days` by whatever `name` tells apart: a table of counts that can be cleared."""
    return lambda brief: asked(brief, "deaths", days(brief), name)


def by_type_since_april(brief: Brief) -> Table:
    """Deaths since 1 April by type, types merged where one is too small: a table that can be cleared."""
    return _with_wider_types(asked(brief, "deaths", since_april(brief), "type"))


def by_month_since_april(brief: Brief) -> Table:
    """Deaths since 1 April by month of death: a table that can be cleared."""
    return with_provisional_months(brief, asked(brief, "deaths", since_april(brief), "month"))


def notified(brief: Brief) -> Table:
    """Notifications received since 1 April by type: a table that can be cleared."""
    return _with_wider_types(asked(brief, "notifications", since_april(brief), "type"))


def beside_a_year_before(months: int) -> Sure:
    """Deaths and incidents of the last months by type, beside the incidents of those before.

    The months before are as they were known a year earlier, at the same lag. Incidents are tested,
    for the victims of one are not independent.
    """

    def make(brief: Brief) -> Table:
        period = last_months(brief, months)
        deaths = asked(brief, "deaths", period, "type")
        now = asked(brief, "incidents", period, "type")
        known = anything_known(year_earlier(brief.as_at))
        then = asked_a_year_earlier(brief, "incidents", period, "type") if known else None
        columns = (
            Column(COUNT, "Deaths"),
            Column("incidents", "Incidents", asked=now.asked),
            Column("before", _BEFORE, asked=then.asked if then else None),
            *ratio_columns("incidents"),
        )
        cells = {}
        for row in deaths.rows:
            before = then.cell(row.key, COUNT) if then else None
            cells[row.key] = {**row.cells, **_beside(now.cell(row.key, COUNT), before)}
        table = with_columns(deaths, columns, cells)
        return replace(table, title=f"{table.title}, beside the same months a year before")

    return make


def _beside(now: Cell, then: Cell | None) -> dict[str, Cell]:
    """Incidents beside those of the year before; None where nothing was known then."""
    cells = {"incidents": now, "before": then or NONE}
    if then is None:
        return cells | dict.fromkeys(("change", "ratio", "interval", "verdict"), NONE)
    return cells | ratio_cells(int(then.value or 0), int(now.value or 0))


def estimated(months: int) -> Sure:
    """All deaths of the last months as known and as estimated, and those of the 12 months to the end
    of each.
    """

    def make(brief: Brief) -> Table:
        everywhere = replace(brief, force=None)  # estimates are of the whole country
        table = asked(everywhere, "nowcast", last_months(brief, months))
        known = asked(everywhere, "deaths", last_months(brief, months + 11), "month")
        totals = [int(row.cells[COUNT].value or 0) for row in known.rows if _is_month(row.key)]
        ends = [row.key for row in known.rows if _is_month(row.key)]
        rolling = {key: sum(totals[at - 11 : at + 1]) for at, key in enumerate(ends) if at >= 11}
        columns = {column.key: column for column in table.columns}
        shown = (columns["reported"], _ROLLING, *(columns[key] for key in _ESTIMATE))
        cells = {
            row.key: {**row.cells, "rolling": Cell.count(rolling[row.key])} for row in table.rows
        }
        kept = {key: {one.key: found[one.key] for one in shown} for key, found in cells.items()}
        return with_columns(table, shown, kept)

    return make


def _with_wider_types(table: Table) -> Table:
    """The table by type with the types that may be merged in front of everybody."""
    rows = (
        replace(row, wider=(WIDER[DeathType(row.key)],), missing=False)
        if row.key in {kind.value for kind in WIDER}
        else row
        for row in table.rows
    )
    return replace(table, rows=tuple(rows), groups=GROUPS, wider_heads=("Type of death",))


def _is_month(key: str) -> bool:
    return key != TOTAL and not key.startswith("[")
