"""The shareable weekly briefing: it is given cleared tables and reads nothing else of the record."""

from collections.abc import Sequence
from datetime import datetime

from dhp import dictionary
from dhp.calendar import Week, financial_year, long_date
from dhp.cases.judging import CURRENT
from dhp.reports.blocks import Bullets, Heading, Note, Text
from dhp.reports.contents.support import SUPPORT
from dhp.reports.document import Coverage, Document, Edition, Front, MadeFrom, Period
from dhp.returns.coverage import Coverage as Returned
from dhp.returns.coverage import Summary
from dhp.statistics.tables import TOTAL, ClearedTable, Mark

KIND = "weekly"
METHOD = (
    "Each death counts from the week in which its notification first reached the central unit, "
    "whenever the person died. Numbers that are too small, that changed by too little since an "
    "earlier edition, or from which such a number could be worked out, are withheld. A number that "
    "was withheld once stays so until a lead of the unit decides that it is safe. Every death stays "
    "suspected until a court or a coroner has concluded."
)


def weekly_shareable(
    week: Week,
    as_at: datetime,
    tables: Sequence[ClearedTable],
    returns: Returned,
    front: Front,
    version: str,
) -> Document:
    """The shareable briefing on `week` from cleared `tables`, the first of them by type of death.

    `returns` is the coverage of the latest period whose return was due; no force is named.
    """
    told = returns.summary(0) if returns.periods else Summary(None)
    return Document(
        report=KIND,
        edition=Edition.SHAREABLE,
        title="Weekly briefing: domestic abuse related deaths",
        subtitle=f"Week ending {long_date(week.end)}, for sharing",
        period=Period(week.start, week.end),
        as_at=as_at,
        issued=None,
        made_from=MadeFrom(dictionary.VERSION, CURRENT, version),
        coverage=Coverage(told.due, told.returned, told.nil),
        front=front,
        blocks=(
            Heading(2, "Headlines"),
            Bullets(headlines(tables[0], financial_year(week.end))),
            Heading(2, "Notifications received"),
            *tables,
            Heading(2, "About these figures"),
            Text(METHOD),
            Note(SUPPORT, title="Support"),
        ),
    )


def headlines(table: ClearedTable, year: str) -> tuple[str, ...]:
    """The points of the briefing, in the words of the cleared table: what it hides they cannot say."""
    total = table.cell(TOTAL, "year")
    whole = (
        f"The number of deaths notified in the financial year {year} so far is withheld."
        if total.mark is Mark.CONFIDENTIAL
        else f"{total.shown} {'death was' if total.value == 1 else 'deaths were'} notified in the "
        f"financial year {year} so far."
    )
    withheld = sum(
        cell.mark is Mark.CONFIDENTIAL for row in table.rows for cell in row.cells.values()
    )
    if not withheld:
        return (whole,)
    words = "number is" if withheld == 1 else "numbers are"
    return (whole, f"{withheld:,} {words} withheld so that nobody can be identified.")
