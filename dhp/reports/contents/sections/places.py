"""What is said and drawn of forces beside each other: never who is first, always how far chance goes."""

from dhp.charts.funnel import Funnel, Limit, Place
from dhp.reports.contents.contents import Told
from dhp.reports.contents.picture import Drawn, drawn
from dhp.reports.contents.sections.charts import PLACE, Draw
from dhp.reports.contents.sections.parts import Sentence
from dhp.reports.contents.words import listed
from dhp.statistics.tables import TOTAL, Cell, Laid, Row

_LIMITS = ("low998", "low95", "high95", "high998")
_OUTSIDE = "99.8%"


def funnel(chart_id: str) -> Draw:
    """The funnel of forces: incidents expected along the foot, their rate up, the limits of chance."""

    def draw(table: Laid) -> Drawn:
        rows = [row for row in table.rows if row.key != TOTAL]
        places = tuple(_place(row) for row in rows)
        return Drawn(
            id=chart_id,
            title=_message(places),
            subtitle=f"Incidents with a death per million residents a year, {PLACE}, three years",
            chart=Funnel(
                across="Force",
                along="Incidents expected in three years",
                measure="Incidents per million residents a year",
                places=places,
                limits=tuple(_limit(row) for row in rows),
                common=_common(rows),
                common_label="all forces",
            ),
        )

    return draw


def _place(row: Row) -> Place:
    position = row.cells["position"].shown
    return Place(
        row.label,
        _number(row.cells["expected"]),
        drawn(row.cells["incident_rate"]),
        position,
        outside=position.endswith(_OUTSIDE),
    )


def _limit(row: Row) -> Limit:
    ends = (_number(row.cells[key]) for key in _LIMITS)
    return Limit(_number(row.cells["expected"]), *ends)


def _common(rows: list[Row]) -> float:
    """The rate of all of them together: that at which each was expected to have what it has."""
    rated = [row for row in rows if row.cells["incident_rate"].value]
    lived = (_number(row.cells["incidents"]) / _number(row.cells["incident_rate"]) for row in rated)
    expected = (_number(row.cells["expected"]) for row in rated)
    return sum(expected) / sum(lived)


def outside(key: str) -> Sentence:
    """Which forces lie beyond the limits that are acted on, by name and in that order."""

    def said(told: Told) -> str:
        if key not in told:
            return ""
        names = [
            row.label.removesuffix(" [u]")
            for row in told[key].rows
            if row.cells["position"].shown.endswith(_OUTSIDE)
        ]
        if not names:
            return (
                "No force differs from the rate of all forces together by more than chance. In three "
                "years most forces have too few deaths for more to be said."
            )
        verb = "differs" if len(names) == 1 else "differ"
        return (
            f"{listed(names)} {verb} from the rate of all forces together by more than chance. This is "
            "for review: it may lie in what is notified."
        )

    return said


def _message(places: tuple[Place, ...]) -> str:
    if any(place.outside for place in places):
        return "Some forces differ from the rate of all by more than chance"
    return "No force differs from the rate of all by more than chance"


def _number(cell: Cell) -> float:
    return float(cell.value or 0)
