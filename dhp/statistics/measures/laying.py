"""Laying counts out as a table: one row a group, zero rows and states of absence included."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product, repeat
from typing import Any

from dhp.calendar import long_date, long_instant
from dhp.dictionary import VERSION
from dhp.returns.coverage import last_coverage
from dhp.statistics.frame import NO_PLACE
from dhp.statistics.held import kept
from dhp.statistics.measures.groups import NO_REGION, Group, Grouping
from dhp.statistics.measures.measure import Measure
from dhp.statistics.measures.question import Question
from dhp.statistics.measures.samples import Sample
from dhp.statistics.tables import TOTAL, Cell, Column, Row, Table

COUNT = "count"
COVERAGE = "Coverage: "  # how the note on coverage begins
ALL = Grouping("all", "", (), ())
Counts = Mapping[tuple[str, str], int]


@dataclass(frozen=True)
class Asked:
    """A question that was put to a measure, and the rows of the record that fit it."""

    measure: Measure
    question: Question
    found: Sample


def rows_of(found: Sample) -> Grouping:
    """What the rows of the table tell apart."""
    return found.by[0] if found.by else ALL


def tallied(found: Sample, ids: Iterable[Any] | None = None) -> Counts:
    """How many rows are in each group, by row and column key, totals under `total`.

    A row that stands for several counts as often. With `ids`, one for each row, each different id
    counts once in a group.
    """
    empty = [()] * len(found.data)
    across = found.by[0].of if found.by else empty
    down = found.by[1].of if len(found.by) > 1 else empty
    seen: set[tuple[str, str, Any]] = set()
    counts: Counter[tuple[str, str]] = Counter()
    names = range(len(found.data)) if ids is None else ids
    times = found.data["times"].tolist() if "times" in found.data else repeat(1, len(found.data))
    for one, other, name, often in zip(across, down, names, times, strict=True):
        for place in product((*one, TOTAL), (*other, TOTAL)):
            if (*place, name) not in seen:
                seen.add((*place, name))
                counts[place] += often
    return counts


def laid_out(
    asked: Asked,
    columns: Sequence[Column],
    cells: Callable[[Group], Mapping[str, Cell]],
    *,
    adds: bool = True,
    crossed: bool = False,
    own_notes: Iterable[str] = (),
) -> Table:
    """The table with the cells of each group, and of all under `total`.

    `adds` says whether rows can add up to the total, `crossed` whether columns are parts too.
    """
    measure, question, found = asked.measure, asked.question, asked.found
    rows = rows_of(found)
    notes = (*found.notes, measure.caveats[0], coverage_note(question))  # none tells of the record
    wider = {key: _wider_label(key) for group in rows.groups for key in group.wider}
    return Table(
        id=measure.name,
        title=_title(measure, found),
        unit=measure.unit,
        base=measure.base,
        row_head=rows.head or measure.unit,
        columns=tuple(columns),
        rows=tuple(_row(group, cells(group)) for group in (*rows.groups, Group(TOTAL, "All"))),
        period=found.period,
        as_at=question.as_at,
        source=f"The record as known on {long_instant(question.as_at)}, dictionary {VERSION}",
        notes=notes,
        open_notes=notes,
        own_notes=(*found.own_notes, *own_notes),
        rows_by=rows.name,
        columns_by=found.by[1].name if crossed else "",
        geography=found.geography,
        rows_add=adds and bool(rows.groups) and not rows.several,
        columns_add=crossed,
        groups=wider,
        wider_heads=rows.heads if wider else (),
        series=_series(measure, question, found, crossed=crossed),
    )


def _wider_label(key: str) -> str:
    return NO_REGION if key == NO_PLACE else key


def _row(group: Group, cells: Mapping[str, Cell]) -> Row:
    return Row(group.key, group.label, cells, group.missing, group.wider)


def coverage_note(question: Question) -> str:
    """Which forces stand behind the figures, as their last return that was due tells."""
    covered = kept(("coverage", question.as_at), lambda: last_coverage(question.as_at))
    if not covered.periods:
        return f"{COVERAGE}no return was due yet, so a nought does not say that there was none."
    told = covered.summary(0)
    return (
        f"{COVERAGE}{told.returned} of {told.due} forces returned {covered.periods[0].name}, "
        f"the last period due. A force that did not return is not said to have had none."
    )


def _title(measure: Measure, found: Sample) -> str:
    laid = " and ".join(one.head[:1].lower() + one.head[1:] for one in found.by)
    parts = [
        measure.title,
        *([f"by {laid}"] if laid else []),
        *([f"where {' and '.join(found.where)}"] if found.where else []),
    ]
    days = f"{long_date(found.period.start)} to {long_date(found.period.end)}"
    return f"{' '.join(parts)}, {days}"


def _series(measure: Measure, question: Question, found: Sample, *, crossed: bool) -> str:
    """The growing table that this is one issue of: what it is, from which day, of what."""
    start = question.start.isoformat() if question.start else "all"
    where = sorted(f"{name}={key}" for name, key in question.where)
    by = [one.name for one in found.by] if crossed else [rows_of(found).name]
    return ":".join([measure.name, start, *by, *where])
