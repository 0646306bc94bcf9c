"""The prevalence of a theme or code quarter by quarter, with the breaks that the codebook made."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from dhp.calendar import london_date, quarter, quarter_days
from dhp.coding.codebook import Entry
from dhp.coding.codebook.history import Happening, Kind, broken_by
from dhp.statistics.themes.coded import Coded
from dhp.statistics.themes.prevalence import Prevalence, prevalence
from dhp.statistics.themes.seen import Seen

MOST = 12  # quarters: three years


@dataclass(frozen=True)
class Point:
    """One financial quarter of receipt.

    `versions` are the lowest and highest codebook with which cases of its base were coded, None
    without any. `breaks` are the versions that changed the entry and were first used here: the
    quarter is not to be compared with those before it.
    """

    label: str
    figures: Prevalence
    versions: tuple[int, int] | None
    breaks: tuple[int, ...]


def trend(coded: Coded, seen: Seen, told: Sequence[Happening]) -> list[Point]:
    """The quarters from the first coded case on, the last twelve of them at most, in order.

    `told` is what `happenings` gives of the published versions.
    """
    changed = breaks_of(seen.entry, told)
    points: list[Point] = []
    reached: set[int] = set()
    begun = False
    for label, among in _quarters(coded):
        cases = [case for n, case in enumerate(coded.cases) if (seen.base & among) >> n & 1]
        numbers = [number for case in cases for number in case.versions]
        new = {one for one in changed if numbers and one <= max(numbers)} - reached
        reached |= new
        versions = (min(numbers), max(numbers)) if numbers else None
        breaks = tuple(sorted(new)) if begun else ()
        points.append(Point(label, prevalence(seen, among), versions, breaks))
        begun = begun or bool(numbers)
    return points[-MOST:]


def breaks_of(entry: Entry, told: Sequence[Happening]) -> list[int]:
    """The versions that changed what the entry, or anything under it, is marked for.

    A code that came in under a theme later widens the theme, so it is a break of the theme.
    """
    below = {one.code_id for one in told if one.ref.startswith(f"{entry.ref}.")}
    broken = {number for code in (entry.id, *below) for number in broken_by(code, told)}
    came = {one.number for one in told if one.code_id in below and one.kind is Kind.CAME}
    return sorted(broken | {number for number in came if number > entry.came_in})


def _quarters(coded: Coded) -> Iterator[tuple[str, int]]:
    """Each quarter in which a coded case may have been received, with its cases, in order."""
    days = [london_date(case.received_at) for case in coded.cases]
    if not days:
        return
    day, last = quarter_days(min(days))[0], max(days)
    while day <= last:
        end = quarter_days(day)[1]
        yield quarter(day), sum(1 << n for n, one in enumerate(days) if day <= one <= end)
        day = end + timedelta(days=1)
