"""The table of the shareable weekly briefing, with its true numbers: to be cleared, never to be shown."""

from datetime import datetime

from dhp.calendar import Week, end_of, first_day_of_financial_year, start_of
from dhp.definitions import DeathType
from dhp.statistics.received import Span, received
from dhp.statistics.tables import TOTAL, Cell, Column, Period, Row, Table

# Types that are merged where one of them is too small to be shown.
_WIDER = {
    DeathType.IPH: "homicide",
    DeathType.AFH: "homicide",
    DeathType.CHILD: "others",
    DeathType.UNEXPECTED: "others",
    DeathType.OTHER: "others",
}
_GROUPS = {
    "homicide": "Intimate partner and adult family homicide",
    "others": "Child, unexpected and other deaths",
}


def released_tables(week: Week, as_at: datetime) -> tuple[Table, ...]:
    """S1: deaths notified since 1 April, by type, to the end of `week`, as at `as_at`."""
    first = first_day_of_financial_year(week.end)
    counts = received([Span(start_of(first), end_of(week.end))], as_at)[0]
    rows = [
        Row(
            kind.value,
            kind.label,
            {"year": Cell.count(counts[kind])},
            missing=kind is DeathType.UNCLASSIFIED,
            wider=(_WIDER[kind],) if kind in _WIDER else (),
        )
        for kind in DeathType
    ]
    return (
        Table(
            id="S1",
            title="Deaths notified since 1 April",
            unit="Deaths (victims)",
            base="Received from all forces, in scope or not yet judged",
            row_head="Type of death",
            columns=(Column("year", "Since 1 April"),),
            rows=(*rows, Row(TOTAL, "All deaths", {"year": Cell.count(counts.total())})),
            period=Period(first, week.end),
            as_at=as_at,
            source="Notifications of forces to the central unit",
            rows_by="type",
            groups=_GROUPS,
            wider_heads=("Type of death",),
        ),
    )
