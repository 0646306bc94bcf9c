"""How figures were revised, as tables: the counts as they stood, and what was first told of a period.

The change of one count by its causes is the measure `revisions`; its rule is in `revising`.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from dhp.calendar import end_of, london_date, long_date, long_instant, month_days
from dhp.calendar.formats import MONTHS
from dhp.dictionary import VERSION
from dhp.statistics.measures.counting import DIED
from dhp.statistics.measures.laying import coverage_note
from dhp.statistics.measures.question import Question
from dhp.statistics.measures.revised import revisions_of
from dhp.statistics.measures.spans import spans_between
from dhp.statistics.nowcasting.triangle import instant_before
from dhp.statistics.received import anything_known
from dhp.statistics.revising.movements import CAUSES, DoesNotBalance, Revision, Revisions
from dhp.statistics.revising.stretches import counts_at
from dhp.statistics.tables import Cell, Column, Mark, Period, Row, Table

__all__ = [
    "DoesNotBalance",
    "Revision",
    "Revisions",
    "reason_words",
    "revisions_of",
    "revisions_table",
    "revisions_triangle",
]

NOW = "now"
_UNIT = "Deaths (victims)"
_BASE = "In scope or not yet judged; of two cases of one death, one"
_COLUMNS = (
    Column("first", "First published"),
    Column("before", "Known before"),
    Column(NOW, "Known now"),
    Column("reason", "What changed since before", numeric=False),
)
_WORDS = {
    "new": "new",
    "late": "late",
    "reinstated": "back in scope",
    "parted": "not the same death after all",
    "reclassified_in": "of another type before",
    "corrected_in": "corrected into it",
    "withdrawn": "out of scope",
    "merged": "the same death as another",
    "reclassified_out": "of another type now",
    "corrected_out": "corrected out of it",
}


def revisions_triangle(
    months: int, as_at: datetime, provisional: Collection[str] = frozenset()
) -> Table:
    """Deaths of each of the last `months` months as they stood at the end of each of these, and now.

    Only months that had ended by `as_at` are rows. `provisional` are the keys of those whose label
    is marked so, such as `2025-04`.
    """
    days = _months_before(as_at, months)
    instants = [end_of(month_days(day)[1]) for day in days]
    stood = counts_at("month", (*instants, as_at), days[0])
    columns = [Column(f"{day:%Y-%m}", f"End of {_name(day)}") for day in days]
    known = [anything_known(instant) for instant in instants]

    def cells(place: int, key: str) -> Mapping[str, Cell]:
        told = {
            column.key: _as_it_stood(stood[n][key], ended=n >= place, known=known[n])
            for n, column in enumerate(columns)
        }
        return told | {NOW: Cell.count(stood[-1][key])}

    keys = [f"{day:%Y-%m}" for day in days]
    rows = [
        Row(key, _marked(_name(day), key in provisional), cells(place, key))
        for place, (day, key) in enumerate(zip(days, keys, strict=True))
    ]
    period = Period(days[0], month_days(days[-1])[1])
    return _laid(
        id="revisions-triangle",
        title=f"Deaths by month of death as they stood at the end of each month, {_days(period)}",
        row_head="Month of death",
        columns=(*columns, Column(NOW, "Now")),
        rows=tuple(rows),
        period=period,
        as_at=as_at,
        rows_by="month",
        notes=("A death known by its year alone is in no month.",),
    )


def revisions_table(
    question: Question, published: Mapping[str, datetime], *, reasons: bool = True
) -> Table:
    """What was first published of each stretch, what was known before, what is known now, and why.

    `question` is laid out by `month`, `quarter` or `year` from its first day, at two instants.
    `published` says when each stretch, by its key, was first published; a stretch that was not yet is
    first published now. `reasons` tell what changed since before, in words with numbers, so that
    such a table cannot be cleared: without them it can. Raises `DomainError` and `DoesNotBalance`
    as `revisions_of` does, and ValueError where nothing says by what and from when.
    """
    if len(question.by) != 1 or question.start is None:
        raise ValueError("A table of revisions is by month, quarter or year, from a first day.")
    (name,), start = question.by, question.start
    found = revisions_of(DIED, question)
    instants = sorted({at for at in published.values() if at < question.as_at})
    known = dict(zip(instants, counts_at(name, instants, start), strict=True))
    rows = []
    for key, label in spans_between(name, start, question.last):
        stood = known.get(published.get(key, question.as_at))
        first = None if stood is None else stood[key]
        rows.append(_row(key, label, first, found.groups.get(key, Revision())))
    period = Period(start, question.last)
    table = _laid(
        id="revisions-table",
        title=f"Deaths by {name} of death: first published, before and now, {_days(period)}",
        row_head=name.capitalize(),
        columns=_COLUMNS,
        rows=tuple(rows),
        period=period,
        as_at=question.as_at,
        rows_by=name,
    )
    return table if reasons else _without_words(table)


def reason_words(one: Revision) -> str:
    """What changed a count, in words: "2 late, 1 out of scope"."""
    told = [f"{count:,} {_WORDS[cause]}" for cause in CAUSES if (count := getattr(one, cause))]
    return ", ".join(told) or "No change"


def _laid(as_at: datetime, notes: tuple[str, ...] = (), **said: Any) -> Table:
    """What every such table says. Its columns are counts at other instants, so they never add up."""
    told = (*notes, coverage_note(Question(as_at)))
    return Table(
        unit=_UNIT,
        base=_BASE,
        as_at=as_at,
        source=f"The record as known on {long_instant(as_at)}, dictionary {VERSION}",
        rows_add=False,
        notes=told,
        open_notes=told,
        **said,
    )


def _row(key: str, label: str, first: int | None, one: Revision) -> Row:
    """A stretch as first published, which is now where it never was."""
    published = one.closing if first is None else first
    revised = first is not None and not one.closing == one.opening == first
    told = (("first", published), ("before", one.opening), (NOW, one.closing))
    cells = {column: Cell.count(count) for column, count in told}
    cells["reason"] = Cell.words(reason_words(one))
    return Row(key, Mark.REVISED.after(label) if revised else label, cells)


def _without_words(table: Table) -> Table:
    columns = tuple(column for column in table.columns if column.numeric)
    rows = tuple(
        replace(row, cells={column.key: row.cells[column.key] for column in columns})
        for row in table.rows
    )
    return replace(table, columns=columns, rows=rows)


def _as_it_stood(count: int, *, ended: bool, known: bool) -> Cell:
    """A month counts once it is over; what nobody could know yet is marked, and a true nought."""
    if not known:
        return Cell(count, f"[{Mark.NOT_AVAILABLE}]", Mark.NOT_AVAILABLE)
    if not ended:
        return Cell(count, f"[{Mark.NOT_APPLICABLE}]", Mark.NOT_APPLICABLE)
    return Cell.count(count)


def _months_before(as_at: datetime, months: int) -> list[date]:
    """A day of each of the last `months` months that had ended, the oldest first."""
    return [london_date(instant_before(as_at, ago)).replace(day=1) for ago in range(months, 0, -1)]


def _name(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"


def _marked(label: str, is_provisional: bool) -> str:
    return Mark.PROVISIONAL.after(label) if is_provisional else label


def _days(period: Period) -> str:
    return f"{long_date(period.start)} to {long_date(period.end)}"
