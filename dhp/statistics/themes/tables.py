"""The figures of themes laid out as tables: the same for a page, a file and a report."""

from collections.abc import Iterable, Sequence

from dhp.coding.codebook import Entry
from dhp.coding.passes.rules import Polarity
from dhp.definitions import DeathType
from dhp.shares import share_words
from dhp.statistics.tables import TOTAL, Cell, Column, Mark, Row, Table
from dhp.statistics.themes.coded import Coded
from dhp.statistics.themes.coded_table import coded_table
from dhp.statistics.themes.prevalence import Prevalence, of_type, prevalence
from dhp.statistics.themes.seen import Cases
from dhp.statistics.themes.trend import Point
from dhp.statistics.themes.words import STANDINGS, breaks_words, percent

_NOT_GIVEN, _NO_BASE = Cell.marked(Mark.NOT_AVAILABLE), Cell.marked(Mark.NOT_APPLICABLE)
_COUNTS = (
    Column("present", "Present"),
    Column("other", "Not marked present"),
    Column(TOTAL, "Cases"),
)
_SHARES = (
    Column("share", "Share", of="present"),
    Column("low", "From (95%)", of="present"),
    Column("high", "To (95%)", of="present"),
)
_STANDING = Column("standing", "Coders’ agreement", numeric=False, of=TOTAL)
_WAYS = (
    Column("absent", "Absent though expected"),
    Column("good", "Good practice"),
    Column("cannot_tell", "Cannot tell"),
    Column("unsaid", "Nothing said"),
    Column("waiting", "Waits to be settled"),
)


def prevalence_table(
    coded: Coded,
    entries: Sequence[Entry],
    kind: DeathType | None = None,
    title: str = "Themes",
    among: Cases | None = None,
) -> Table:
    """T1: a row for each entry, with its shares, each way apart, and how far coders agree.

    Of one type of death, or of all; `among` some cases alone, where they are given.
    """
    among = of_type(coded, kind) & (coded.everything if among is None else among)
    rows = [
        Row(entry.ref, entry.label, _shares(one) | _ways(one) | _standing(one))
        for entry in entries
        for one in [prevalence(coded.seen[entry.id], among)]
    ]
    over = kind.label if kind else "every type of death"
    columns = (*_COUNTS, *_SHARES, *_WAYS, _STANDING)
    return coded_table(
        coded,
        id="T1",
        title=f"{title}, {over}",
        row_head="Theme or code",
        columns=columns,
        rows=tuple(rows),
        rows_by="theme",
        rows_add=False,
    )


def by_type_table(coded: Coded, entry: Entry, *, counts_only: bool = False) -> Table:
    """T2: one entry by type of death. `counts_only` leaves out what is computed from two counts.

    Only a table of counts can be cleared for everybody: a share tells of its base as well.
    """
    rows = [Row(key, label, _shares(one)) for key, label, one in _by_type(coded, entry)]
    columns = _COUNTS if counts_only else (*_COUNTS, *_SHARES)
    keys = {column.key for column in columns}
    kept = [
        Row(row.key, row.label, {key: cell for key, cell in row.cells.items() if key in keys})
        for row in rows
    ]
    return coded_table(
        coded,
        id=f"T2-{entry.ref}",
        title=f"{entry.label}, by type of death",
        row_head="Type of death",
        columns=columns,
        rows=tuple(kept),
        rows_by="type",
        columns_add=True,
    )


def ways_table(coded: Coded, entry: Entry) -> Table:
    """T3: in which other ways one entry holds, and where nothing is said, by type of death."""
    rows = [Row(key, label, _ways(one)) for key, label, one in _by_type(coded, entry)]
    return coded_table(
        coded,
        id=f"T3-{entry.ref}",
        title=f"{entry.label}: what else was said",
        row_head="Type of death",
        columns=_WAYS,
        rows=tuple(rows),
        rows_by="type",
    )


def trend_table(coded: Coded, entry: Entry, points: Sequence[Point]) -> Table:
    """T4: one entry quarter by quarter of receipt; a quarter after a break is marked."""
    versions = Column("versions", "Codebook", numeric=False)
    rows = []
    for point in points:
        label = Mark.BREAK.after(point.label) if point.breaks else point.label
        cells = _shares(point.figures) | {"versions": _versions(point.versions)}
        rows.append(Row(point.label.replace(" ", "-"), label, cells))
    notes = (f"[{Mark.BREAK}] {Mark.BREAK.meaning}.", *breaks_words(points))
    return coded_table(
        coded,
        id=f"T4-{entry.ref}",
        title=f"{entry.label}, by quarter of receipt",
        row_head="Quarter",
        columns=(*_COUNTS, *_SHARES, versions),
        rows=tuple(rows),
        rows_by="quarter",
        columns_add=True,
        notes=notes if any(point.breaks for point in points) else (),
    )


def _by_type(coded: Coded, entry: Entry) -> list[tuple[str, str, Prevalence]]:
    """The types in their fixed order, noughts too, then all of them."""
    seen = coded.seen[entry.id]
    kinds: Iterable[DeathType | None] = (*DeathType, None)
    return [
        (
            kind.value if kind else TOTAL,
            kind.label if kind else "All",
            prevalence(seen, of_type(coded, kind)),
        )
        for kind in kinds
    ]


def _shares(one: Prevalence) -> dict[str, Cell]:
    keys = [column.key for column in (*_COUNTS, *_SHARES)]
    if not one.agreed:
        return dict.fromkeys(keys, _NOT_GIVEN)
    counts = (one.present, one.base - one.present, one.base)
    cells = dict(zip(keys, map(Cell.count, counts), strict=False))
    if one.interval is None:
        return cells | {column.key: _NO_BASE for column in _SHARES}
    low, high = one.interval
    return cells | {
        "share": Cell(one.share, share_words(one.present, one.base)),
        "low": Cell(low, percent(low)),
        "high": Cell(high, percent(high)),
    }


def _ways(one: Prevalence) -> dict[str, Cell]:
    keys = [column.key for column in _WAYS]
    if not one.agreed:
        return dict.fromkeys(keys, _NOT_GIVEN)
    ways = (Polarity.ABSENT, Polarity.GOOD, Polarity.CANNOT_TELL)
    counts = (*(one.ways[way] for way in ways), one.unsaid, one.waiting)
    return dict(zip(keys, map(Cell.count, counts), strict=True))


def _standing(one: Prevalence) -> dict[str, Cell]:
    said = STANDINGS[one.standing]
    alpha = "" if one.alpha is None else f", alpha {one.alpha:.2f}"
    return {"standing": Cell.words(f"{said}{alpha} (n {one.double:,})")}


def _versions(versions: tuple[int, int] | None) -> Cell:
    if versions is None:
        return _NO_BASE
    low, high = versions
    return Cell.words(f"{low}" if low == high else f"{low} to {high}")
