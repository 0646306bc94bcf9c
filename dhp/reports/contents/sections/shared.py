"""What a shareable edition says that no restricted one does: what is withheld, and why."""

from collections.abc import Iterator

from dhp.calendar import financial_year
from dhp.reports.blocks import Block, Bullets
from dhp.reports.contents.contents import Told
from dhp.reports.contents.sections.methods import WITHHELD, withheld
from dhp.reports.contents.words import deaths, were
from dhp.statistics.tables import TOTAL, Laid, Mark

METHOD = (
    "Each death counts from the week in which its notification first reached the central unit, "
    f"whenever the person died. {WITHHELD}"
)


def points(told: Told) -> Iterator[Block]:
    """The headlines of the weekly briefing, in the words of its cleared table."""
    year = financial_year(told.brief.period.end)
    points = (since_april(told["S1"], year), withheld(told))
    yield Bullets(tuple(point for point in points if point))


def since_april(table: Laid, year: str) -> str:
    """The year so far: what the table hides no word can say."""
    total = table.cell(TOTAL, "year")
    if total.mark is Mark.CONFIDENTIAL:
        return f"The number of deaths notified in the financial year {year} so far is withheld."
    return f"{deaths(total)} {were(total)} notified in the financial year {year} so far."
