"""One picture of a table, whichever fits it: columns over time, bars of parts, or dots of shares."""

from collections.abc import Sequence
from datetime import timedelta

from markupsafe import Markup

from dhp.calendar import london_date
from dhp.charts.bars import Bar, Bars
from dhp.charts.columns import Columns
from dhp.charts.intervals import Interval, Intervals
from dhp.charts.svg import inline_svg
from dhp.statistics.measures.spans import SPANS
from dhp.statistics.tables import TOTAL, Cell, Column, Laid, Mark, Row

MOST_LINES, MOST_PARTS, MOST_COLUMNS = 20, 4, 60
_SIZES = (("wide", 960, 15.0), ("narrow", 345, 13.0))  # width and height of letters, in pixels
_HEIGHT = 260
_SETTLES = timedelta(days=28)
_WITHHELD = "withheld"

Picture = Columns | Bars | Intervals


def pictures(table: Laid) -> list[tuple[str, Markup]]:
    """The drawings of a table for a wide and for a narrow page; none where no picture fits it.

    A number that is withheld is a gap with that word, never a zero.
    """
    picture = picture_of(table)
    if picture is None:
        return []
    drawn = []
    for name, width, size in _SIZES:
        svg = inline_svg(
            picture.draw(width, _HEIGHT, size), f"explore-{name}", table.title, told(picture)
        )
        drawn.append((name, svg))
    return drawn


def caption(table: Laid) -> str:
    """What the picture of a table shows; empty where there is none."""
    picture = picture_of(table)
    if picture is None:
        return ""
    cut = isinstance(picture, Intervals) and len(picture.rows) < len(table.rows) - 1
    return f"{picture.measure}, by {picture.across.lower()}{', the largest' if cut else ''}"


def picture_of(table: Laid) -> Picture | None:
    """The picture that fits the table, or None."""
    rows = [row for row in table.rows if row.key != TOTAL]
    parts = [one for one in table.columns if one.numeric and one.of is None and one.key != TOTAL]
    if not rows or not parts:
        return None
    if _is_over_time(table) and len(rows) <= MOST_COLUMNS:
        return _columns(table, rows)
    with_share = _shared(table)
    if with_share is not None:
        return _intervals(table, rows, with_share)
    if 1 < len(parts) <= MOST_PARTS and any(one.key == TOTAL for one in table.columns):
        return _bars(table, rows, parts)
    return _dots(table, rows)


def told(picture: Picture) -> str:
    """What a picture shows, in words, for those who do not see it."""
    heads, rows = picture.data()
    lines = "; ".join(": ".join((row[0], ", ".join(row[1:]))) for row in rows)
    return f"{', '.join(heads)}. {lines}."


def _is_over_time(table: Laid) -> bool:
    return table.row_head.lower() in SPANS


def _is_new(table: Laid) -> bool:
    """Whether the last days are so near that late notices will still change them."""
    return london_date(table.as_at) - table.period.end < _SETTLES


def _total_column(table: Laid) -> Column:
    """The column of the whole: the totals where there are any, else the first count."""
    totals = [one for one in table.columns if one.key == TOTAL]
    return totals[0] if totals else next(one for one in table.columns if one.of is None)


def _number(cell: Cell) -> int | None:
    return cell.value if isinstance(cell.value, int) else None


def _words(cell: Cell) -> str:
    return _WITHHELD if cell.mark is Mark.CONFIDENTIAL else cell.shown


def _columns(table: Laid, rows: Sequence[Row]) -> Columns:
    column = _total_column(table)
    dated = [row for row in rows if not row.key.startswith("[")]
    return Columns(
        across=table.row_head,
        measure=f"{column.label}: {table.unit}",
        labels=tuple(row.label for row in dated),
        values=tuple(_number(row.cells[column.key]) for row in dated),
        provisional=int(_is_new(table)),
    )


def _bars(table: Laid, rows: Sequence[Row], parts: Sequence[Column]) -> Bars:
    bars = []
    for row in rows[:MOST_LINES]:
        values = [_number(row.cells[part.key]) for part in parts]
        whole = tuple(value for value in values if value is not None)
        full = len(whole) == len(values)
        words = _words(row.cells[TOTAL]) if full else "some withheld"
        bars.append(Bar(row.label, whole if full else (0,) * len(values), words))
    return Bars(table.row_head, table.unit, tuple(part.label for part in parts), tuple(bars))


def _shared(table: Laid) -> str | None:
    """The key of the first count with a share and its interval beside it."""
    keys = {column.key for column in table.columns}
    ends = ("share", "low", "high")
    return next((one for one in keys if all(f"{one}_{end}" in keys for end in ends)), None)


def _intervals(table: Laid, rows: Sequence[Row], of: str) -> Intervals | None:
    lines = []
    for row in rows:
        share, low, high = (row.cells[f"{of}_{end}"] for end in ("share", "low", "high"))
        words = f"{_words(row.cells[of])}, {_words(share)}"
        if share.value is None or low.value is None or high.value is None:
            if share.mark is not Mark.NOT_APPLICABLE:
                lines.append(Interval(row.label, None, words=words))
            continue
        ends = min(low.value, share.value), max(high.value, share.value)
        lines.append(Interval(row.label, share.value, *ends, words))
    measure = "Share of known, with its 95% interval"
    return Intervals(table.row_head, measure, _most(lines)) if lines else None


def _dots(table: Laid, rows: Sequence[Row]) -> Intervals | None:
    """Each row as a share of all; none where the whole is not told."""
    column = _total_column(table)
    totals = [row for row in table.rows if row.key == TOTAL]
    whole = _number(totals[0].cells[column.key]) if totals else None
    if not whole:
        return None
    lines = []
    for row in rows:
        count, words = _number(row.cells[column.key]), _words(row.cells[column.key])
        share = None if count is None or count > whole else count / whole
        lines.append(Interval(row.label, share, share or 0.0, share or 0.0, words))
    return Intervals(table.row_head, f"{column.label}, as a share of all {whole:,}", _most(lines))


def _most(lines: Sequence[Interval]) -> tuple[Interval, ...]:
    """The lines in their order; of too many the largest."""
    if len(lines) <= MOST_LINES:
        return tuple(lines)
    return tuple(sorted(lines, key=lambda one: -(one.value or 0.0))[:MOST_LINES])
