"""What a shareable edition says that no restricted one does: what is withheld, and why."""

from collections.abc import Iterator

from dhp.calendar import financial_year
from dhp.reports.blocks import Block, Bullets, Note, Text
from dhp.reports.contents.contents import Told
from dhp.reports.contents.support import SUPPORT
from dhp.reports.contents.words import deaths, were
from dhp.statistics.tables import TOTAL, Laid, Mark

WITHHELD = (
    "Numbers that are too small, that changed by too little since an earlier edition, or from which "
    "such a number could be worked out, are withheld. A number that was withheld once stays so until "
    "a lead of the unit decides that it is safe. Every death stays suspected until a court or a "
    "coroner has concluded."
)
METHOD = (
    "Each death counts from the week in which its notification first reached the central unit, "
    f"whenever the person died. {WITHHELD}"
)


def points(told: Told) -> Iterator[Block]:
    """The headlines of the weekly briefing, in the words of its cleared table."""
    year = financial_year(told.brief.period.end)
    yield Bullets(headlines(told["S1"], year))


def received(told: Told) -> Iterator[Block]:
    """The cleared table."""
    yield told["S1"]


def method(told: Told) -> Iterator[Block]:
    """How it was counted and cleared, and whom to turn to."""
    yield Text(METHOD, fixed=True)
    yield Note(SUPPORT, title="Support")


def headlines(table: Laid, year: str) -> tuple[str, ...]:
    """The year so far, and that something is withheld: what the table hides no word can say."""
    total = table.cell(TOTAL, "year")
    whole = (
        f"The number of deaths notified in the financial year {year} so far is withheld."
        if total.mark is Mark.CONFIDENTIAL
        else f"{deaths(total)} {were(total)} notified in the financial year {year} so far."
    )
    withheld = any(
        cell.mark is Mark.CONFIDENTIAL for row in table.rows for cell in row.cells.values()
    )
    if not withheld:
        return (whole,)
    return (whole, "Some numbers are withheld so that nobody can be identified.")
