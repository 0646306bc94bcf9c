"""When people died: by month of the year and day of the week, without any claim of a season."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from dhp.calendar.formats import MONTHS
from dhp.reports.contents.contents import Brief, Maker
from dhp.reports.contents.tables.asking import last_months, question
from dhp.statistics.measures import MEASURES
from dhp.statistics.measures.counting import DIED
from dhp.statistics.measures.laying import COUNT, Asked, laid_out
from dhp.statistics.measures.samples import sample
from dhp.statistics.tables import TOTAL, Cell, Column, Row, Table

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_VAGUE = "[not_known]"
_NOTE = "So few deaths cannot show a season or a day of the week: no pattern is claimed."


def by_calendar_month(months: int) -> Maker:
    """Deaths of the last months by month of the year, whatever the year."""

    def key_of(died: str) -> str:
        return died[5:7] if len(died) >= len("2025-04") else _VAGUE

    labels = {f"{place:02d}": name for place, name in enumerate(MONTHS, 1)}
    return lambda brief: _table(brief, months, "month of the year", labels, key_of)


def by_weekday(months: int) -> Maker:
    """Deaths of the last months by day of the week."""

    def key_of(died: str) -> str:
        exact = len(died) == len("2025-04-01")
        return f"{date.fromisoformat(died).weekday()}" if exact else _VAGUE

    labels = {f"{place}": name for place, name in enumerate(WEEKDAYS)}
    return lambda brief: _table(brief, months, "day of the week", labels, key_of)


def _table(
    brief: Brief, months: int, head: str, labels: Mapping[str, str], key_of: Callable[[str], str]
) -> Table:
    asking = question(brief, last_months(brief, months))
    found = sample(DIED, asking)
    counts = Counter(key_of(str(died)) for died in found.data["died"])
    frame = laid_out(Asked(MEASURES["deaths"], asking, found), (), lambda _group: {})
    rows = [
        Row(key, label, {COUNT: Cell.count(counts[key])})
        for key, label in (*labels.items(), (_VAGUE, "Day not known exactly enough"))
    ]
    rows.append(Row(TOTAL, "All", {COUNT: Cell.count(len(found.data))}))
    days = frame.title.rsplit(", ", 1)[1]
    return replace(
        frame,
        title=f"Deaths by {head}, {days}",
        row_head=f"{head[:1].upper()}{head[1:]}",
        columns=(Column(COUNT, "Deaths"),),
        rows=tuple(rows),
        rows_by=head.replace(" ", "_"),
        notes=(_NOTE, *frame.notes),
    )
