"""The saturation curve as a page shows it: a picture, the batches as a table, and a careful sentence."""

from markupsafe import Markup

from dhp.charts.lines import Line, Lines
from dhp.charts.svg import inline_svg
from dhp.statistics.tables import Cell, Column, Mark, Row, Table
from dhp.statistics.themes.coded import Coded
from dhp.statistics.themes.coded_table import coded_table
from dhp.statistics.themes.saturation import BATCH, Saturation
from dhp.statistics.themes.words import percent

_SIZES = (("wide", 960, 360, 15), ("narrow", 345, 280, 13))  # width, height, letters, in pixels
_COLUMNS = (
    Column("cases", "Cases"),
    Column("new", "New codes"),
    Column("known", "Known before"),
    Column("share", "New, of those known", of="new"),
    Column("versions", "Codebook", numeric=False),
)
_NOTES = (
    (
        "A code is new in the first case, in the order in which coding was finished, that holds it as "
        "present, as absent though expected, or as good practice. A new version of the codebook may bring "
        "new codes by itself."
    ),
)


def sentence(found: Saturation) -> str:
    """What the curve shows, without claiming that it proves anything."""
    if not found.totals:
        return "No case is coded yet."
    cases = "1 case" if len(found.totals) == 1 else f"{len(found.totals):,} cases"
    start = f"{found.totals[-1]:,} codes were found in {cases}."
    whole = [batch for batch in found.batches if batch.whole]
    if len(whole) < 2:
        return f"{start} Two whole batches of {BATCH} cases are needed to say more."
    before, last = whole[-2:]
    told = f"The last two whole batches of {BATCH} cases brought {before.new} and {last.new} new."
    sign = (
        "Few are new: a sign, not a proof, that little is missed."
        if found.levelled
        else ("Coding still finds what it had not found.")
    )
    return f"{start} {told} {sign}"


def pictures(found: Saturation) -> list[tuple[str, Markup]]:
    """The curve, for a wide and for a narrow page; none before a second case."""
    if len(found.totals) < 2:
        return []
    labels = tuple(f"{number:,}" for number in range(1, len(found.totals) + 1))
    lines = (Line("codes found so far", found.totals),)
    chart = Lines("Cases in the order of coding", "Codes found so far", labels, lines)
    words = f"{sentence(found)} The table below the picture has every batch of {BATCH} cases."
    title = "Codes found so far, case by case in the order of coding"
    return [
        (
            name,
            inline_svg(chart.draw(width, height, size), f"curve-{name}", title, words),
        )
        for name, width, height, size in _SIZES
    ]


def saturation_table(coded: Coded, found: Saturation) -> Table:
    """T7: the batches in the order of coding."""
    rows = []
    for batch in found.batches:
        low, high = batch.versions
        share = Cell.marked(Mark.NOT_APPLICABLE)
        if batch.known:
            share = Cell(batch.new / batch.known, percent(batch.new / batch.known))
        cells = {
            "cases": Cell.count(batch.last - batch.first + 1),
            "new": Cell.count(batch.new),
            "known": Cell.count(batch.known),
            "share": share,
            "versions": Cell.words(f"{low}" if low == high else f"{low} to {high}"),
        }
        rows.append(Row(str(batch.first), f"{batch.first:,} to {batch.last:,}", cells))
    return coded_table(
        coded,
        id="T7",
        title="New codes with each further batch of cases",
        row_head="Cases in the order of coding",
        base="codes agreed or decided, which the codebook still has",
        columns=_COLUMNS,
        rows=tuple(rows),
        rows_by="batch",
        rows_add=False,
        notes=_NOTES,
    )
