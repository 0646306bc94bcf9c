"""The deaths of the latest year beside the year before, the signals, and the new cases one by one."""

from dataclasses import replace
from datetime import date

from dhp.accounts.forces import forces
from dhp.calendar import year_before, year_earlier
from dhp.calendar.clock import days_after
from dhp.calendar.formats import MONTHS
from dhp.reports.contents.contents import Brief
from dhp.reports.contents.tables.asking import a_year_before
from dhp.reports.contents.tables.cells import NONE, ratio_cells, ratio_columns
from dhp.reports.contents.tables.week import about, traced
from dhp.statistics.deaths import dead_between
from dhp.statistics.held import kept
from dhp.statistics.measured import Measured
from dhp.statistics.new_cases import Line, new_cases
from dhp.statistics.received import anything_known
from dhp.statistics.tables import TOTAL, Cell, Column, Period, Row, Table
from dhp.statistics.watch.for_reports import signals_table

_UNKNOWN = "Not known"
WAITS = "Waits for review"
WITHDRAWN = "Withdrawn"


def latest_year(brief: Brief) -> Table:
    """W10: deaths and incidents of the latest 12 months, beside those before as known at the same lag."""
    period = Period(days_after(year_before(brief.period.end), 1), brief.period.end)
    now = dead_between(period.start, period.end, brief.as_at)
    then = year_earlier(brief.as_at)
    cells = dict.fromkeys(("before", *(one.key for one in ratio_columns("incidents"))), NONE)
    if anything_known(then):
        past = a_year_before(period)
        before = dead_between(past.start, past.end, then).incidents
        cells = {"before": Cell.count(before), **ratio_cells(before, now.incidents)}
    return Table(
        id="W10",
        **about(brief) | {"period": period},
        title="Deaths of the latest 12 months, beside the 12 months before",
        unit="Deaths (victims) and incidents",
        base="In scope or not yet judged, by day of death, each year as known at the same lag",
        row_head="Deaths",
        columns=traced(
            (
                Column("count", "Deaths"),
                Column("incidents", "Incidents"),
                Column("before", "Incidents a year before, as known then"),
                *ratio_columns("incidents"),
            ),
            _asked(brief, period),
        ),
        rows=(
            Row(
                TOTAL,
                "All deaths",
                {"count": Cell.count(now.deaths), "incidents": Cell.count(now.incidents), **cells},
            ),
        ),
        rows_by="all",
        rows_add=False,
    )


def _asked(brief: Brief, period: Period) -> dict[str, Measured]:
    """What the counts of W10 are of; what is computed from incidents leads to them."""
    then = a_year_before(period)
    incidents = Measured("incidents", brief.as_at, (), (), period.start, period.end)
    before = Measured("incidents", year_earlier(brief.as_at), (), (), then.start, then.end)
    ratios = dict.fromkeys((one.key for one in ratio_columns("incidents")), incidents)
    return {
        "count": replace(incidents, measure="deaths"),
        "incidents": incidents,
        "before": before,
        **ratios,
    }


def signals(brief: Brief) -> Table:
    """W9: what was signalled, reviewed or withdrawn, with the rule that fired."""
    table = signals_table("W9", (brief.period.start, brief.period.end), brief.as_at)
    if not table.rows:
        return table
    outcomes = [row.cells["outcome"].shown for row in table.rows]
    waiting = sum(WAITS in outcome for outcome in outcomes)
    withdrawn = sum(WITHDRAWN in outcome for outcome in outcomes)
    told = f"Told here: {len(outcomes):,}; waiting for review {waiting:,}; withdrawn {withdrawn:,}."
    return replace(table, notes=(*table.notes, told))


def lines(brief: Brief) -> Table:
    """W13: the cases received in the week, a line each, without names."""
    names = {force.code: force.name for force in kept(("forces",), forces)}
    found = new_cases(brief.period.start, brief.period.end, brief.as_at)
    return Table(
        id="W13",
        **about(brief),
        title="New cases of the week",
        unit="Deaths (victims)",
        base="Accepted cases received in the week, in scope or not yet judged",
        row_head="Reference and type of death",
        columns=tuple(
            Column(key, label, numeric=False)
            for key, label in (
                ("force", "Force"),
                ("died", "Died in"),
                ("tie", "Suspect is the victim’s"),
                ("age", "Victim’s age"),
                ("status", "Status"),
            )
        ),
        rows=tuple(
            Row(one.ref, f"{one.ref}, {one.type.label.lower()}", _cells(one, names))
            for one in found
        ),
        rows_by="case",
        rows_add=False,
        notes=("Restricted cases are counted in the tables above and are not listed here.",),
    )


def _cells(one: Line, names: dict[str, str]) -> dict[str, Cell]:
    words = {
        "force": names.get(one.force, "Not established"),
        "died": _month(one.died),
        "tie": one.tie,
        "age": one.age,
        "status": one.status,
    }
    return {key: Cell.words(text) for key, text in words.items()}


def _month(text: str) -> str:
    """A month in words: “November 2025”; the year alone where no more is known."""
    if len(text) < len("2025-11"):
        return text or _UNKNOWN
    day = date.fromisoformat(f"{text}-01")
    return f"{MONTHS[day.month - 1]} {day.year}"
