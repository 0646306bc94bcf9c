"""The delay curves of several stretches of time side by side, as a table and for a picture of it."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from dhp.calendar import long_date, long_instant
from dhp.dictionary import VERSION
from dhp.shares import rounded
from dhp.statistics.measures.laying import coverage_note
from dhp.statistics.measures.question import Question
from dhp.statistics.nowcast import Delays, delay_of
from dhp.statistics.tables import Cell, Column, Mark, Period, Row, Table

DAYS = (0, 1, 2, 3, 5, 7, 10, 14, 21, 28, 42, 56, 90, 180, 365)
_HEADS = {0: "On the day", 1: "Within 1 day"}


def delay_table(spans: Mapping[str, Period], as_at: datetime) -> Table:
    """By how many days after the death which share was notified, of the deaths of each of `spans`.

    `spans` are stretches of days by the words that head their columns. Beyond the days for which the
    deaths of a stretch could be followed there is nothing to say. Raises ValueError for no stretch.
    """
    if not spans:
        raise ValueError("A table of delays needs a stretch of days.")
    found = {label: delay_of(span, as_at) for label, span in spans.items()}
    rows = [
        Row(f"{day}", _HEADS.get(day, f"Within {day} days"), _cells(found, day)) for day in DAYS
    ]
    period = Period(
        min(span.start for span in spans.values()), max(span.end for span in spans.values())
    )
    notes = (
        "Corrected for deaths not notified yet: of those notified in as many days as could pass.",
        coverage_note(Question(as_at)),
    )
    return Table(
        id="delay-curve",
        title=(
            "Share of deaths notified by days since the death, "
            f"{long_date(period.start)} to {long_date(period.end)}"
        ),
        unit="Deaths (victims)",
        base="In scope or not yet judged, day of death known, no back-record",
        row_head="Days since the death",
        columns=_columns(spans),
        rows=tuple(rows),
        period=period,
        as_at=as_at,
        source=f"The record as known on {long_instant(as_at)}, dictionary {VERSION}",
        notes=notes,
        open_notes=notes,
        rows_by="days",
        rows_add=False,
    )


def _columns(labels: Iterable[str]) -> tuple[Column, ...]:
    columns: list[Column] = []
    for n, label in enumerate(labels, 1):
        columns.append(Column(f"measured_{n}", f"{label}: deaths measured"))
        columns.append(Column(f"known_{n}", f"{label}: share notified", of=f"measured_{n}"))
    return tuple(columns)


def _cells(found: Mapping[str, Delays], day: int) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    for n, one in enumerate(found.values(), 1):
        share = one.known_by(day)
        cells[f"measured_{n}"] = Cell.count(one.measured)
        cells[f"known_{n}"] = (
            Cell.marked(Mark.NOT_AVAILABLE)
            if share is None
            else Cell(share, f"{rounded(100 * share)}%")
        )
    return cells
