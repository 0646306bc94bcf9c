"""How good the figures are, an indicator or two for each dimension of quality, and how they were revised."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from dhp.calendar import end_of, financial_year_days
from dhp.calendar.clock import days_after
from dhp.calendar.issues import issue_of
from dhp.cases.judging.facts import CURRENT
from dhp.reports.contents.contents import Brief, Maker
from dhp.reports.contents.tables import reliability
from dhp.reports.contents.tables.asking import asked, last_months, question
from dhp.reports.contents.tables.shaping import with_uncollected
from dhp.shares import share_words
from dhp.statistics.measures.spans import spans_between
from dhp.statistics.received import anything_known
from dhp.statistics.revisions import revisions_table
from dhp.statistics.tables import TOTAL, Cell, Column, Mark, Period, Row, Table

_COLUMNS = (
    Column("indicator", "Indicator", numeric=False),
    Column("value", "Value", numeric=False),
)


def by_dimension(months: int) -> Maker:
    """Indicators of relevance, accuracy, timeliness, access and coherence, for the last months."""

    def make(brief: Brief) -> Table:
        rows = [
            Row(
                f"{place}",
                dimension,
                {"indicator": Cell.words(indicator), "value": _value(value)},
            )
            for place, (dimension, indicator, value) in enumerate(_indicators(brief, months))
        ]
        return Table(
            id="indicators",
            title="Indicators of quality by dimension",
            unit="As each indicator says",
            base="Deaths, returns and coded cases of the days of this report",
            row_head="Dimension",
            columns=_COLUMNS,
            rows=tuple(rows),
            period=last_months(brief, months),
            as_at=brief.as_at,
            source="The measures of this report",
            rows_by="indicator",
            rows_add=False,
        )

    return make


def revised(years: int) -> Maker:
    """Deaths by financial year: as known for the report on it, as known before, and as known now."""

    def make(brief: Brief) -> Table:
        period = last_months(brief, 12 * years)
        asking = replace(
            question(brief, period, "year"), before=min(brief.before_as_at, brief.as_at)
        )
        published = {
            key: instant
            for key, instant in _ends(period)
            if instant < brief.as_at and anything_known(instant)
        }
        table = with_uncollected("year", revisions_table(asking, published))
        return replace(
            table,
            notes=(
                (
                    "First published: as known for the report on it. A year that ended before the service "
                    "began is first published now."
                ),
                *table.notes,
            ),
        )

    return make


def _ends(period: Period) -> Iterator[tuple[str, datetime]]:
    """The instant of the annual report on every financial year, by the key of the year."""
    day = period.start
    for key, _label in spans_between("year", period.start, period.end):
        last = financial_year_days(day)[1]
        planned = issue_of("annual", last)
        yield key, planned.cut_off if planned else end_of(last)
        day = days_after(last, 1)


def _indicators(brief: Brief, months: int) -> Iterator[tuple[str, str, str]]:
    period = last_months(brief, months)
    returns = asked(brief, "coverage", period).rows[-1].cells
    fields = asked(brief, "completeness", period).rows[-1].cells
    delay = asked(brief, "delay", period).rows[-1].cells
    moved = asked(brief, "reclassification", period)
    yield (
        "Relevance",
        "Returns of forces received, of those due",
        _share(returns["returned"], returns["due"]),
    )
    yield (
        "Accuracy and reliability",
        "Fields with a valid code, of those due",
        _share(fields["valid"], fields["due"]),
    )
    yield "Accuracy and reliability", "Deaths of another type now than first judged", _moved(moved)
    table = reliability.by_theme(months)(brief)
    if table:
        told = sum(row.cells["alpha"].value is not None for row in table.rows)
        yield (
            "Accuracy and reliability",
            "Themes on which coders agree well enough",
            f"{told:,} of {len(table.rows):,}",
        )
    yield (
        "Timeliness and punctuality",
        "Median days from death to notification",
        delay["median"].shown,
    )
    yield "Accessibility and clarity", "Forms of this report", "Page, print, workbook and data"
    yield "Coherence and comparability", "Definition by which deaths were judged last", CURRENT


def _value(words: str) -> Cell:
    """What an indicator says, or that it says nothing yet."""
    absent = Cell.marked(Mark.NOT_AVAILABLE)
    return absent if words == absent.shown else Cell.words(words)


def _share(part: Cell, whole: Cell) -> str:
    count, base = int(part.value or 0), int(whole.value or 0)
    words = f"{count:,} of {base:,}"
    told = share_words(count, base)
    return words if told == words else f"{words} ({told})"


def _moved(table: Table) -> str:
    """How many deaths are now judged otherwise than at first, of all that were judged."""
    every = int(table.cell(TOTAL, TOTAL).value or 0)
    stayed = sum(
        int(row.cells[row.key].value or 0)
        for row in table.rows
        if row.key != TOTAL and row.key in row.cells
    )
    return f"{every - stayed:,} of {every:,}"
