"""Adding up weekly figures without taking silence for zero. Knows no row and no page.

Everywhere here the figures of one week are a number by force id, 0 where the force confirmed none;
a force that returned nothing is not in the mapping.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dhp.absence import Absence
from dhp.calendar import Week, week_of
from dhp.calendar.clock import days_after
from dhp.context.rules import Figure, figure_of

DAYS_IN_52_WEEKS = 364

Numbers = Mapping[int, int]


@dataclass(frozen=True)
class Total:
    """A sum over the `returned` of `due` forces, `nil` of which confirmed none."""

    total: int
    returned: int
    nil: int
    due: int

    @property
    def figure(self) -> Figure:
        """The sum, or why there is none."""
        return figure_of(self.total) if self.returned else Absence.NOT_RETURNED

    @property
    def coverage(self) -> str:
        """How many forces it covers, in words."""
        return f"{self.returned} of {self.due}"


@dataclass(frozen=True)
class Comparison:
    """Two weeks over the same `forces`: those that returned both."""

    now: int
    then: int
    forces: int


@dataclass(frozen=True)
class Lines:
    """Sums by week over one unchanging set of `forces`; None is a gap."""

    this_year: tuple[int | None, ...]
    last_year: tuple[int | None, ...]
    forces: int


def same_week_last_year(week: Week) -> Week:
    """The reporting week 52 weeks earlier: the one that holds the same date of the year before."""
    return week_of(days_after(week.end, -DAYS_IN_52_WEEKS))


def weeks_to(last: Week, count: int) -> list[Week]:
    """The `count` weeks that end with `last`, oldest first."""
    weeks = [last]
    while len(weeks) < count:
        weeks.insert(0, weeks[0].previous)
    return weeks


def add_up(numbers: Numbers, due: int) -> Total:
    """The sum over the forces that returned, of `due`."""
    nil = sum(number == 0 for number in numbers.values())
    return Total(sum(numbers.values()), len(numbers), nil, due)


def compare(now: Numbers, then: Numbers) -> Comparison:
    """The sums of two weeks over the forces that returned both."""
    both = now.keys() & then.keys()
    return Comparison(_over(now, both), _over(then, both), len(both))


def lines(this_year: Sequence[Numbers], last_year: Sequence[Numbers], due: int) -> Lines:
    """Both years' sums by week over the forces that returned every week that is drawn.

    A week in which fewer than half of the `due` forces returned is a gap: else a few that began
    early would have to stand for all. So is every week where no force returned all of them.
    """
    drawn = [numbers for numbers in (*this_year, *last_year) if _drawn(numbers, due)]
    same = set.intersection(*(set(numbers) for numbers in drawn)) if drawn else set()

    def sums(weeks: Iterable[Numbers]) -> tuple[int | None, ...]:
        return tuple(
            _over(numbers, same) if same and _drawn(numbers, due) else None for numbers in weeks
        )

    return Lines(sums(this_year), sums(last_year), len(same))


def _drawn(numbers: Numbers, due: int) -> bool:
    return bool(numbers) and 2 * len(numbers) >= due


def _over(numbers: Numbers, forces: Iterable[int]) -> int:
    return sum(numbers[force] for force in forces)
