"""Forces and regions over three years: deaths, rates, and where each stands in the funnel of chance."""

from collections.abc import Callable
from dataclasses import replace

from dhp.reports.contents.contents import Brief, Maker
from dhp.reports.contents.tables.asking import asked, last_months, three_years
from dhp.reports.contents.tables.shaping import only, with_marked_rows
from dhp.shares import rounded
from dhp.statistics.comparison import spread_words
from dhp.statistics.measures.rates import years_in
from dhp.statistics.signals import Point, funnel
from dhp.statistics.tables import TOTAL, Cell, Column, Mark, Period, Row, Table

PER = 1_000_000
LIMITS = {
    "low998": "99.8% limit, lower",
    "low95": "95% limit, lower",
    "high95": "95% limit, upper",
    "high998": "99.8% limit, upper",
}
POSITIONS = {
    "within": "within",
    "above 95": "above 95%",
    "below 95": "below 95%",
    "above 99.8": "above 99.8%",
    "below 99.8": "below 99.8%",
}
_SHOWN = ("count", "rate", "low", "high", "incidents", "expected", "position")
_ADDED = (
    Column("incidents", "Incidents"),
    Column("expected", "Incidents expected", of="incidents"),
    Column("position", "Position", numeric=False, of="incidents"),
    Column("incident_rate", "Incidents per million a year", of="incidents"),
    *(Column(key, label, of="incidents") for key, label in LIMITS.items()),
)
_NOTES = (
    (
        "Rows stand in the order of their names. Limits show how far chance alone takes a place of each "
        "size about the rate of all; what lies beyond the 99.8% limits is looked at."
    ),
    (
        "Incidents expected are those at the rate of all places together. A difference may lie in what is "
        "notified."
    ),
)


def by(name: str, months: int) -> Maker:
    """Deaths of the last months by `force` or `region`, their rate, and their place in the funnel."""
    return lambda brief: _shown(with_marked_rows(_wide(brief, name, months), "rate"))


def pooled(brief: Brief) -> Table:
    """Deaths of three years by force, merged to regions where one is too small: can be cleared."""
    table = asked(brief, "deaths", three_years(brief), "force")
    last = [row for row in table.rows if row.key == TOTAL]
    rows = sorted((row for row in table.rows if row.key != TOTAL), key=lambda row: row.wider)
    title = table.title.replace("Deaths by force", "Deaths by place")
    return replace(table, rows=(*rows, *last), title=title)


def limits(months: int) -> Maker:
    """What the funnel of forces is drawn from: incidents, their rate and the limits of each force."""

    def make(brief: Brief) -> Table | None:
        table = _wide(brief, "force", months)
        rows = [row for row in table.rows if row.cells["incident_rate"].value is not None]
        if not any(row.cells["incidents"].value for row in rows):
            return None
        told = replace(table, rows=tuple(rows), rows_add=False)
        return only(told, "incidents", "incident_rate", "expected", "position", *LIMITS)

    return make


def _shown(table: Table) -> Table:
    return only(table, *_SHOWN)


def _wide(brief: Brief, name: str, months: int) -> Table:
    """Everything that is known of each place, measured once for the table and the funnel."""
    return brief.once(_MEASURED[name, months])


def _measured(name: str, months: int) -> Callable[[Brief], Table]:
    def measure(brief: Brief) -> Table:
        period = last_months(brief, months)
        rates = asked(brief, "rate", period, name)
        found = asked(brief, "incidents", period, name)
        counts = {row.key: int(row.cells["count"].value or 0) for row in found.rows}
        points = _points(rates, counts, period)
        rows = []
        for row in rates.rows:
            beside = _beside(row, counts[row.key], points, period)
            rows.append(replace(row, cells={**row.cells, **beside}))
        added = (replace(_ADDED[0], asked=found.asked), *_ADDED[1:])
        expected = [one.expected for one in points.values()]
        spread = spread_words("Places", [counts[key] for key in points], expected)
        return replace(
            rates,
            columns=(*rates.columns, *added),
            rows=tuple(rows),
            notes=(*rates.notes, *_NOTES, *filter(None, (spread,))),
            title=_title(rates),
        )

    return measure


_MEASURED = {
    (name, months): _measured(name, months) for name in ("force", "region") for months in (36,)
}


def _points(rates: Table, counts: dict[str, int], period: Period) -> dict[str, Point]:
    """Where each place with residents of its own stands, by its key."""
    years = years_in(period.start, period.end)
    lived = {
        row.key: row.cells["residents"].value * years
        for row in rates.rows
        if row.key != TOTAL and row.cells["residents"].value
    }
    if not lived:
        return {}
    found = funnel([counts[key] for key in lived], list(lived.values()), per=PER)
    return dict(zip(lived, found, strict=True))


def _beside(row: Row, count: int, points: dict[str, Point], period: Period) -> dict[str, Cell]:
    """Incidents, and what the funnel says of them; nothing of what is no place."""
    cells = {"incidents": Cell.count(count)}
    point = points.get(row.key)
    if point is None:
        rest = (column.key for column in _ADDED[1:])
        return cells | dict.fromkeys(rest, Cell.marked(Mark.NOT_APPLICABLE))
    residents = row.cells["residents"].value or 0
    rate = count * PER / (residents * years_in(period.start, period.end))
    cells |= {
        "expected": _one(point.expected),
        "position": Cell.words(POSITIONS[point.position]),
        "incident_rate": _one(rate),
    }
    return cells | {key: _one(getattr(point, key)) for key in LIMITS}


def _title(table: Table) -> str:
    told = table.title.replace("Rate per million residents a year", "Deaths and their rate")
    return told.replace(" home Office", " Home Office")


def _one(value: float) -> Cell:
    return Cell(value, f"{rounded(value, 1)}")
