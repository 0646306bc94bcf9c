"""The table of the shareable weekly briefing, with its true numbers: to be cleared, never to be shown."""

from dhp.calendar import end_of, financial_year, first_day_of_financial_year, start_of
from dhp.definitions import DeathType
from dhp.reports.contents.contents import Brief
from dhp.statistics.received import Span, received
from dhp.statistics.tables import TOTAL, Cell, Column, Period, Row, Table

# Types that are merged where one of them is too small to be shown.
WIDER = {
    DeathType.IPH: "homicide",
    DeathType.AFH: "homicide",
    DeathType.CHILD: "others",
    DeathType.UNEXPECTED: "others",
    DeathType.OTHER: "others",
}
GROUPS = {
    "homicide": "Intimate partner and adult family homicide",
    "others": "Child, unexpected and other deaths",
}


def notified(brief: Brief) -> Table:
    """S1: deaths notified since 1 April to the end of the days, by type."""
    first = first_day_of_financial_year(brief.period.end)
    counts = received([Span(start_of(first), end_of(brief.period.end))], brief.as_at)[0]
    rows = [
        Row(
            kind.value,
            kind.label,
            {"year": Cell.count(counts[kind])},
            missing=kind is DeathType.UNCLASSIFIED,
            wider=(WIDER[kind],) if kind in WIDER else (),
        )
        for kind in DeathType
    ]
    return Table(
        id="S1",
        title=f"Deaths notified in the financial year {financial_year(first)} so far",
        unit="Deaths (victims)",
        base="Received from all forces, in scope or not yet judged",
        row_head="Type of death",
        columns=(Column("year", "Since 1 April"),),
        rows=(*rows, Row(TOTAL, "All deaths", {"year": Cell.count(counts.total())})),
        period=Period(first, brief.period.end),
        as_at=brief.as_at,
        source="Notifications of forces to the central unit",
        rows_by="type",
        groups=GROUPS,
        wider_heads=("Type of death",),
    )
