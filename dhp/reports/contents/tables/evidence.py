"""Our figures beside those that others publish, and their lists of deaths beside ours."""

from collections.abc import Sequence

from dhp.calendar import first_day_of_financial_year, long_instant, short_date
from dhp.evidence.for_reports import Reconciled, reconciled_at, series_at
from dhp.evidence.models import BenchmarkSeries
from dhp.evidence.ours import Line, beside
from dhp.reports.contents.contents import Brief, Maker
from dhp.reports.contents.tables.cells import NONE, difference
from dhp.shares import LEAST_BASE, rounded
from dhp.statistics.held import kept
from dhp.statistics.tables import Cell, Column, Mark, Row, Table
from dhp.statistics.yearly import deaths_by_year

_FIGURES = (
    Column("year", "Financial year", numeric=False),
    Column("theirs", "Theirs"),
    Column("published", "As published", numeric=False),
    Column("ours", "Ours"),
    Column("gap", "Ours less theirs"),
)
_DEFINITIONS = (
    Column("definition", "What they count", numeric=False),
    Column("differences", "Why it differs from ours", numeric=False),
)
_LISTS = (
    Column("entries", "On their list"),
    Column("matched", "Matched with ours"),
    Column("theirs_only", "On theirs alone"),
    Column("ours_only", "On ours alone"),
    Column("open", "Not decided"),
    Column("held", "Of theirs that belong here, held", numeric=False),
    Column("estimate", "Estimated in all"),
)


def figures(years: int) -> Maker:
    """Published figures of the last years beside ours, as both were known; None without a series."""

    def make(brief: Brief) -> Table | None:
        every = series_at(brief.as_at)
        counts = kept(("by-year", brief.as_at), lambda: deaths_by_year(brief.as_at))
        rows = [
            _line(series, line, brief)
            for series, points in every
            for line in beside(series, points, counts)[-years:]
        ]
        return _laid(brief, "Published figures beside ours", "Series", _FIGURES, rows)

    return make


def definitions(brief: Brief) -> Table | None:
    """What each series counts, and why its numbers differ from ours; None without a series."""
    rows = [
        Row(
            one.code,
            one.title,
            {"definition": Cell.words(one.definition), "differences": Cell.words(one.differences)},
        )
        for one, _points in series_at(brief.as_at)
    ]
    title = "Why published figures differ from ours"
    return _laid(brief, title, "Series", _DEFINITIONS, rows)


def lists(brief: Brief) -> Table | None:
    """Lists of others beside ours, death by death; None without a list."""
    rows = [_list(number, one) for number, one in enumerate(reconciled_at(brief.as_at))]
    return _laid(brief, "Lists of others beside ours", "List and its days", _LISTS, rows)


def _line(series: BenchmarkSeries, line: Line, brief: Brief) -> Row:
    running = line.year >= f"{first_day_of_financial_year(brief.period.end).year}"
    ours = NONE if line.ours is None else Cell.count(line.ours)
    theirs = line.theirs
    gap = line.gap
    cells = {
        "year": Cell.words(Mark.PROVISIONAL.after(line.year) if running else line.year),
        "theirs": Cell(float(theirs.number), f"{theirs.number:,}") if theirs else NONE,
        "published": Cell.words(short_date(theirs.vintage)) if theirs else NONE,
        "ours": ours,
        "gap": NONE if gap is None else difference(int(gap)),
    }
    return Row(f"{series.code}-{line.year}", series.title, cells)


def _list(number: int, one: Reconciled) -> Row:
    rate, estimate = one.capture.our_rate, one.capture.estimate
    counts = {key: getattr(one, key) for key in ("entries", "matched", "theirs_only", "ours_only")}
    cells = {key: Cell.count(count) for key, count in (counts | {"open": one.open}).items()}
    held = "none"
    if rate:
        held = f"{rate.count:,} of {rate.base:,}"
        if rate.base >= LEAST_BASE:
            held += f" ({rounded(100 * rate.count / rate.base)}%)"
    cells["held"] = Cell.words(held)
    cells["estimate"] = (
        NONE if estimate is None else Cell(estimate.value, f"{rounded(estimate.value):,}")
    )
    days = f"{short_date(one.since)} to {short_date(one.until)}"
    return Row(f"{number}", f"{one.title}, {days}", cells)


def _laid(
    brief: Brief, title: str, head: str, columns: tuple[Column, ...], rows: Sequence[Row]
) -> Table | None:
    if not rows:
        return None
    return Table(
        id="evidence",
        title=title,
        unit="Deaths",
        base="As each source counts them; ours in scope or not yet judged",
        row_head=head,
        columns=columns,
        rows=tuple(rows),
        period=brief.period,
        as_at=brief.as_at,
        source=f"The evidence base and the record as known on {long_instant(brief.as_at)}",
        rows_by="series",
        rows_add=False,
    )
