"""The figures on quality as CSV: one row for each force and field, clock or check.

Where there is no plain number a cell holds the mark of its absence. `NOTHING_TO_MEASURE` stands for a
figure that no number can give, such as the median of no days.
"""

import csv
import io
from collections.abc import Iterable, Sequence

from dhp.absence import Absence
from dhp.calendar import london_date
from dhp.dictionary import DICTIONARY
from dhp.statistics.quality.clock_page import ClockRow, Clocks
from dhp.statistics.quality.completeness import Field, Found, every_field
from dhp.statistics.quality.contradictions import Contradictions
from dhp.statistics.quality.figures import Quality, tally_of
from dhp.statistics.quality.reach import Reach

NOTHING_TO_MEASURE = "[z]"
Cell = str | int | float | Absence

_FIELD_HEADS = (
    *("as_at", "received_since", "force_code", "force", "field", "name", "stage", "due"),
    *("valid", "not_known", "not_yet_established", "missing"),
)
_CLOCK_HEADS = (
    *("as_at", "received_since", "force_code", "force", "clock", "name", "measured"),
    *("lower_quartile", "median", "upper_quartile", "ninetieth_centile"),
    *("running", "date_not_exact", "date_not_known", "out_of_order"),
)
_CHECK_HEADS = (
    *("as_at", "received_since", "force_code", "check", "severity", "found", "kept", "open"),
    "settled",
)


def completeness_file(quality: Quality) -> str:
    """Every field of every force; where a force has no death, what its returns say of that."""
    rows: list[tuple[Cell, ...]] = []
    for line in quality.lines():
        tallies = quality.by_force.get(line.force.id, {})
        for field in every_field():
            tally = tally_of(tallies, field)
            counts: Sequence[Cell] = (tally.due, *(tally.of(found) for found in Found))
            if line.absence:
                counts = (line.absence,) * len(counts)
            rows.append((line.force.code, line.force.name, *_named(field), *counts))
    return _written(_FIELD_HEADS, rows, quality.reach)


def clocks_file(clocks: Clocks) -> str:
    """Every hand-off of every force, after all forces together where the reader sees all."""
    rows: list[tuple[Cell, ...]] = []
    for whole in clocks.rows():
        if clocks.reach.national:
            rows.append(("all", "All forces", *_clock(whole)))
        rows += [
            (row.force.code, row.force.name, *_clock(row))
            for row in clocks.by_force(whole.hand_off, "force")
            if row.force
        ]
    return _written(_CLOCK_HEADS, rows, clocks.reach)


def contradictions_file(reach: Reach, found: Contradictions) -> str:
    """Every check that finds or found something in the forces of the reader."""
    code = reach.forces[0].code if len(reach.forces) == 1 else "all"
    rows: list[tuple[Cell, ...]] = [
        (code, one.code, one.severity.value, one.found, one.kept, one.open, one.settled)
        for one in found.by_check()
    ]
    return _written(_CHECK_HEADS, rows, reach)


def _clock(row: ClockRow) -> tuple[Cell, ...]:
    found, spread = row.figures, row.spread
    spans: tuple[Cell, ...] = (NOTHING_TO_MEASURE,) * 4
    if spread:
        spans = (spread.lower, spread.median, spread.upper, spread.ninetieth)
    beside = (found.open, found.vague, found.unknown, found.disordered)
    cells: tuple[Cell, ...] = (len(found.took), *spans, *beside)
    if row.absence:
        cells = (row.absence,) * len(cells)
    return row.hand_off.code, row.hand_off.title, *cells


def _named(field: Field) -> tuple[str, str, str]:
    return field.name, field.words, DICTIONARY[field.code].needed.value


def _written(heads: Sequence[str], rows: Iterable[Sequence[Cell]], reach: Reach) -> str:
    """The rows as CSV text, each with the instant and the time that it is about."""
    as_at = reach.as_at.isoformat(timespec="seconds")
    since = reach.since.isoformat() if reach.since else "all"
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(heads)
    for row in rows:
        writer.writerow((as_at, since, *(_text(cell) for cell in row)))
    return text.getvalue()


def _text(cell: Cell) -> Cell:
    if isinstance(cell, Absence):
        return cell.mark
    return f"{cell:g}" if isinstance(cell, float) else cell


def file_name(table: str, reach: Reach) -> str:
    """What a downloaded file is called: its table and the day (London) it is as at."""
    return f"quality-{table}-{london_date(reach.as_at).isoformat()}.csv"
