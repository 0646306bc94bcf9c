"""The sections of the weekly briefing."""

from collections.abc import Iterator

from dhp.reports.blocks import Block, Bullets, Text
from dhp.reports.contents.contents import Told
from dhp.reports.contents.picture import picture
from dhp.reports.contents.sections import week_charts as charts
from dhp.reports.contents.sections.week_words import headlines
from dhp.returns.wording import coverage_words

METHOD = (
    "Received counts deaths whose notification first reached the unit in the week, Friday to Thursday "
    "in London time, whenever the person died. Deaths judged out of scope are left out; a death not "
    "yet judged is counted as not yet classified. Records of past deaths that the unit collected are "
    "not counted as received. The usual range is where a week’s count lies 95 times in 100 when "
    "nothing has changed: the 2.5 and 97.5 centiles of a Poisson count with the mean of the 12 weeks "
    "before. Every death stays suspected until a court or a coroner has concluded."
)
_CAUTION = (
    "Recording differs between forces and changes over time: a rise in what is recorded need not be a "
    "rise in harm, and a fall need not be a fall."
)
_NO_COURSE = "No force returned every week of the last half year, so no course is drawn."


def points(told: Told) -> Iterator[Block]:
    """The headlines."""
    yield Bullets(headlines(told))


def received(told: Told) -> Iterator[Block]:
    """What was received, as numbers and over half a year."""
    yield told["W1"]
    yield picture(told["W5"], charts.received)


def year(told: Told) -> Iterator[Block]:
    """The latest 12 months, and the financial year, each beside the one before."""
    yield told["W10"]
    yield picture(told["W6"], charts.deaths)


def forces(told: Told) -> Iterator[Block]:
    """Who sent something, and who returned the last period due."""
    yield Text(coverage_words(told.returns))
    yield told["W3"]


def demand(told: Told) -> Iterator[Block]:
    """Demand by strand, where any was counted."""
    if "W4" in told:
        yield Text(_CAUTION, fixed=True)
        yield told["W4"]
        if any(cell.value is not None for row in told["W7"].rows for cell in row.cells.values()):
            yield picture(told["W7"], charts.demand)
        else:
            yield Text(_NO_COURSE, fixed=True)


def partners(told: Told) -> Iterator[Block]:
    """What partners tell, where any may be quoted."""
    if "W8" in told:
        table = told["W8"]
        quotes = (
            f"{row.label}: {row.cells['words'].shown} {row.cells['who'].shown}."
            for row in table.rows
        )
        yield Bullets((*quotes, *table.notes))
