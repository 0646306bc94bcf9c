"""A long report as it could be: every kind of block, a wide table of forces, a correction."""

from dataclasses import replace
from datetime import UTC, date, datetime

from dhp.reports.blocks import Bullets, Cell, Column, Comment, Heading, Mark, Note, Row, Text
from dhp.reports.document import Document, Notice
from tests.reports.sample import CHART_W1, CHART_W2, W1, W2, W3, WEEKLY, laid

FORCES = (
    "Heddlu Dyfed-Powys and the Joint Counter-Harm Partnership Unit",  # over 60 letters
    "Dyfed-Powys",
    "Greater Manchester",
    "Kent",
    "Metropolitan Police",
    "West Midlands",
)
MONTHS = ("Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar")


def wide():
    """A table of forces by month, too wide for an upright page."""
    columns = tuple(Column(month, f"{month} 2025-26") for month in MONTHS)
    rows = tuple(
        Row(f"f{n}", FORCES[n % len(FORCES)], {month: Cell.count(n % 3) for month in MONTHS})
        for n in range(44)
    )
    return laid(columns, rows, id="Q2", title="Forces by month")


def long() -> Document:
    """Some fourteen pages."""
    blocks: list = [
        Heading(2, "Main points"),
        Bullets(("Deaths are within what is usual.", "Three forces sent no return.")),
        Comment("We asked the three.", "Head of analysis", datetime(2025, 11, 24, 9, tzinfo=UTC)),
        W1,
        CHART_W1,
    ]
    for n in range(1, 8):
        blocks += [
            Heading(2, f"Chapter {n} of what is known"),
            Text("Every death stays suspected until a court or a coroner has concluded. " * 12),
            Heading(3, "In numbers"),
            replace(W2, id=f"W2-{n}"),
            Heading(3, "In words"),
            Text("What the forces told is set out by where they are. " * 25),
        ]
    row = Row("a", "Kent", {"n": Cell.marked(Mark.CONFIDENTIAL)})
    blocks += [
        Heading(2, "Forces"),
        wide(),
        Heading(2, "End"),
        laid((Column("n", "Deaths"),), (row,), id="E1"),
        W3,
        CHART_W2,
        Note("Samaritans listen at any hour on 116\N{NO-BREAK SPACE}123.", title="Support"),
    ]
    notice = Notice(date(2025, 11, 27), "One death was counted twice.", "We are sorry.", replaces=1)
    return replace(WEEKLY, blocks=tuple(blocks), report="quarterly", version=2, notice=notice)
