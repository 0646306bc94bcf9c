"""Series of months whose window moves: each begins on another day, and holds months that others hold.

A series is named by its measure, its first day, and what it tells apart: `deaths:2025-04-01:month:type`.
"""

from collections.abc import Iterable

from sqlalchemy import ColumnElement

from dhp.statistics.disclosure import Issued
from dhp.statistics.releases.models import ReleasedTable
from dhp.statistics.table_parts import STRETCHES
from dhp.statistics.tables import TOTAL

Place = tuple[str, str]


def alike(series: str) -> ColumnElement[bool]:
    """The tables of `series`, and of a series of months those from another first day too."""
    measure, by = _parts(series)
    if not by or by[0] not in STRETCHES:
        return ReleasedTable.series == series
    begins = ReleasedTable.series.startswith(f"{measure}:", autoescape=True)
    return begins & ReleasedTable.series.endswith(f":{':'.join(by)}", autoescape=True)


def same_months(one: str, other: str) -> bool:
    """Whether two series are of one measure by the same stretches of time, from whichever day."""
    measure, by = _parts(one)
    return bool(by) and by[0] in STRETCHES and (measure, by) == _parts(other)


def months_of(issues: Iterable[Issued]) -> Issued:
    """What several tables of the same months issued, as one: a count that any of them showed was
    shown. Their totals are left out, since they are of other days.
    """
    counts: dict[Place, int] = {}
    shown: set[Place] = set()
    for one in issues:
        counts |= {place: count for place, count in one.counts.items() if place[0] != TOTAL}
        shown |= one.counts.keys() - one.hidden
    return Issued(counts, frozenset(counts.keys() - shown))


def _parts(series: str) -> tuple[str, list[str]]:
    measure, *rest = series.split(":")
    return measure, rest[1:]
