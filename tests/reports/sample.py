"""A weekly briefing as it could be: invented figures, real forces' names, the whole layout."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from dhp.charts.columns import Band, Columns
from dhp.charts.lines import Line, Lines
from dhp.reports.blocks import (
    Bullets,
    Cell,
    ChartBlock,
    Column,
    Heading,
    Laid,
    Mark,
    Note,
    Row,
    Text,
)
from dhp.reports.document import Coverage, Document, Edition, Front, MadeFrom, Period

LAST_DAY = date(2025, 11, 20)
DAYS = {
    "period": Period(date(2025, 11, 14), LAST_DAY),
    "as_at": datetime(2025, 11, 20, 23, 59, 59, tzinfo=UTC),
    "source": "Invented",
}
TYPES = {
    "iph": "Intimate partner homicide",
    "afh": "Adult family homicide",
    "child": "Child death",
    "svsda": "Suspected victim suicide following domestic abuse",
    "unexpected": "Unexpected death",
    "other": "Other",
    "total": "All deaths",
}


def laid(columns: tuple[Column, ...], rows: tuple[Row, ...], **changes) -> Laid:
    """A small table for a test."""
    said = {"id": "T1", "title": "A table", "unit": "deaths", "base": "all", "row_head": "Force"}
    return Laid(columns=columns, rows=rows, **DAYS | said | changes)


def _rows(values: dict[str, tuple], keys: tuple[str, ...]) -> tuple[Row, ...]:
    return tuple(
        Row(key, TYPES[key], {k: _cell(v) for k, v in zip(keys, values[key], strict=True)})
        for key in TYPES
    )


def _cell(value: object) -> Cell:
    if isinstance(value, Mark):
        return Cell.marked(value)
    if isinstance(value, int):
        return Cell.count(value)
    return Cell(value, f"{value:.1f}") if isinstance(value, float) else Cell.words(str(value))


W1_KEYS = ("week", "previous", "mean", "usual", "year", "last_then", "last_now")
W1 = Laid(
    **DAYS,
    id="W1",
    title="Notifications received, by type of death",
    unit="deaths notified",
    base="all notifications received by the unit in the week, any date of death",
    row_head="Type of death",
    columns=(
        Column("week", "This week"),
        Column("previous", "Previous week"),
        Column("mean", "12-week mean"),
        Column("usual", "Usual range"),
        Column("year", "Year to date"),
        Column("last_then", "Last year as known then"),
        Column("last_now", "Last year as known now"),
    ),
    rows=_rows(
        {
            "iph": (2, 3, 1.6, "0 to 5", 54, 51, 52),
            "afh": (1, 0, 0.7, "0 to 3", 21, 22, 22),
            "child": (0, 0, 0.2, "0 to 1", 7, 6, 6),
            "svsda": (2, 2, 1.9, "0 to 5", 66, 58, 61),
            "unexpected": (0, 1, 0.5, "0 to 2", 16, 15, 15),
            "other": (0, 0, 0.1, "0 to 1", 3, 2, 2),
            "total": (5, 6, 5.0, "1 to 10", 167, 154, 158),
        },
        W1_KEYS,
    ),
    notes=("The usual range holds 95 in 100 weeks if nothing but chance is at work.",),
)

W2 = Laid(
    **DAYS,
    id="W2",
    title="What changed since the last edition, year to date",
    unit="deaths notified",
    base="all notifications received since 1 April 2025",
    row_head="Type of death",
    columns=(
        Column("opening", "Last edition"),
        Column("received", "Received"),
        Column("reinstated", "Reinstated"),
        Column("withdrawn", "Withdrawn"),
        Column("moved_in", "Moved in"),
        Column("moved_out", "Moved out"),
        Column("closing", "This edition"),
    ),
    rows=_rows(
        {
            "iph": (52, 2, 0, 0, 0, 0, 54),
            "afh": (20, 1, 0, 0, 0, 0, 21),
            "child": (7, 0, 0, 0, 0, 0, 7),
            "svsda": (63, 2, 0, 0, 1, 0, 66),
            "unexpected": (18, 0, 0, 1, 0, 1, 16),
            "other": (3, 0, 0, 0, 0, 0, 3),
            "total": (163, 5, 0, 1, 1, 1, 167),
        },
        ("opening", "received", "reinstated", "withdrawn", "moved_in", "moved_out", "closing"),
    ),
)

W3 = Laid(
    **DAYS,
    id="W3",
    title="What forces told us this week",
    unit="forces",
    base="44 forces due",
    row_head="Return",
    columns=(Column("forces", "Forces"), Column("names", "Which", numeric=False)),
    rows=(
        Row(
            "notified",
            "Notified a death",
            {
                "forces": Cell.count(5),
                "names": Cell.words(
                    "Dyfed-Powys, Greater Manchester, Kent, Metropolitan Police, West Midlands"
                ),
            },
        ),
        Row(
            "nil",
            "Confirmed there was none",
            {"forces": Cell.count(36), "names": Cell.words("all others")},
        ),
        Row(
            "missing",
            "No return",
            {
                "forces": Cell.count(3),
                "names": Cell.words("Cleveland, Devon and Cornwall, Gwent"),
            },
        ),
        Row(
            "late",
            "Of these, late by more than 14 days",
            {"forces": Cell.count(1), "names": Cell.words("Cleveland")},
        ),
    ),
    notes=("No return is not the same as no death: these forces are not counted as none.",),
)

WEEKS = tuple(LAST_DAY - timedelta(weeks=25 - n) for n in range(26))
LABELS = tuple(f"{day.day} {day:%b}" for day in WEEKS)

CHART_W1 = ChartBlock(
    id="W1",
    title="Notifications this week are inside the usual range",
    subtitle="Deaths notified by reporting week, all forces, 26 weeks to 20 November 2025",
    alternative=(
        "5 deaths were notified in the week to 20 November 2025. 1 to 10 are usual; the week to "
        "11 September had 11."
    ),
    chart=Columns(
        across="Week ending",
        measure="Deaths notified",
        labels=LABELS,
        values=(3, 5, 4, 6, 2, 5, 7, 4, 3, 5, 6, 8, 4, 0, 5, 11, 6, 3, 4, 5, 3, 7, 5, 4, 6, 5),
        band=Band(1, 10, "Usual range 1 to 10"),
    ),
)

CHART_W2 = ChartBlock(
    id="W2",
    title="Deaths so far this year are close to last year at the same point",
    subtitle="Deaths since 1 April by week of death, all forces, both years at the same delay",
    alternative=(
        "167 deaths since 1 April were known by 20 November 2025, 154 at the same point last year: "
        "no clear change."
    ),
    chart=Lines(
        across="Week ending",
        measure="Deaths since 1 April",
        labels=LABELS,
        lines=(
            Line("2025-26", (*tuple(41 + round(126 * n / 25) + n % 2 for n in range(25)), 167)),
            Line("2024-25, as known then", tuple(38 + round(116 * n / 25) for n in range(26))),
        ),
    ),
)

SIGNAL = (
    "One signal withdrawn: notifications were above the usual range in the week to 11 September "
    "and have been inside it since."
)
REVISIONS = (
    "One notification was withdrawn, and one moved from unexpected death to suspected suicide "
    "after an inquest was opened."
)
BLOCKS = (
    Heading(2, "Headlines"),
    Bullets(
        (
            "5 deaths were notified this week, 6 the week before: no clear change.",
            "250 deaths in 12 months, 244 in the 12 months before, as known then: no clear change.",
            SIGNAL,
            REVISIONS,
            "3 of 44 forces sent no return. The figures may be too low by what they hold.",
        )
    ),
    W1,
    CHART_W1,
    Heading(2, "What changed and who is in the figures"),
    W2,
    W3,
    CHART_W2,
    Heading(2, "Emerging themes"),
    Text(
        "For awareness: coercive control after separation was recorded in 3 deaths in four weeks."
    ),
    Heading(2, "Response and asks"),
    Bullets(
        (
            "Response: quick-time learning on separation was sent to all forces on 18 November.",
            (
                "Asks: Cleveland, Devon and Cornwall and Gwent are asked for their returns by "
                "24 November."
            ),
        )
    ),
    Note(
        "This briefing speaks of suicide and the deaths of children. Samaritans are there at any "
        "time on 116\N{NO-BREAK SPACE}123.",
        title="If this affects you",
    ),
)

WEEKLY = Document(
    report="weekly",
    edition=Edition.RESTRICTED,
    title="Weekly briefing: domestic abuse related deaths",
    subtitle="Briefing of 26 November 2025, notifications received 14 to 20 November 2025",
    period=Period(date(2025, 11, 14), LAST_DAY),
    as_at=datetime(2025, 11, 20, 23, 59, 59, tzinfo=UTC),
    issued=datetime(2025, 11, 26, 9, 30, tzinfo=UTC),
    made_from=MadeFrom(dictionary="2025-11-01", definition="dhp-2023", version="0.1.0"),
    coverage=Coverage(44, 41, 36, ("Cleveland", "Devon and Cornwall", "Gwent")),
    front=Front(
        marking="Official-Sensitive",
        handling=(
            "For named recipients. Do not forward. Contains information about deaths under "
            "investigation."
        ),
        foi="FOI 2000: exempt in part. Requests to the unit's information mailbox.",
        author="Head of analysis",
        organisation="Domestic Homicide Project",
        contact="unit@example.org",
        portfolio="Violence and public protection",
        next_edition=date(2025, 12, 3),
    ),
    blocks=BLOCKS,
)


def weekly(*blocks, **changes) -> Document:
    """The sample with other blocks, where some are given, and other changes."""
    return replace(WEEKLY, blocks=blocks or WEEKLY.blocks, **changes)
