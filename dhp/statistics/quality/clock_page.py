"""What the pages show of clocks: each hand-off in days, each force, and the clocks that run now."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dhp.absence import Absence
from dhp.accounts.models import Force
from dhp.accounts.row_security.reach import whole_record
from dhp.calendar import london_date
from dhp.statistics.quality.clock_days import steps_known, ways
from dhp.statistics.quality.clocks import (
    HAND_OFFS,
    Figures,
    HandOff,
    Holder,
    OpenClock,
    Step,
    Way,
    by_force,
    figures,
    open_clocks,
)
from dhp.statistics.quality.quantiles import Spread, quantile
from dhp.statistics.quality.reach import Reach
from dhp.statistics.quality.silence import silence


@dataclass(frozen=True)
class ClockRow:
    """What one hand-off took in one force, or in all where `force` is None.

    `absence` says why a force without deaths has nothing to measure, where that is no plain zero.
    """

    hand_off: HandOff
    figures: Figures
    force: Force | None = None
    absence: Absence | None = None

    @property
    def spread(self) -> Spread | None:
        """The spread of days."""
        return self.figures.spread

    @property
    def note(self) -> str:
        """Who holds the clock, as a sentence without its stop."""
        match self.hand_off.holder:
            case Holder.FORCE:
                return "Held by the force"
            case Holder.UNIT:
                return "Held by the central unit"
            case _:
                return self.hand_off.note


# How the table of forces may be sorted: the most first; forces without a measure last.
CLOCK_SORTS: Mapping[str, Callable[[ClockRow], Any]] = {
    "force": lambda row: row.force.name if row.force else "",
    "measured": lambda row: -len(row.figures.took),
    "median": lambda row: -row.spread.median if row.spread else 1,
    "upper": lambda row: -row.spread.upper if row.spread else 1,
    "ninetieth": lambda row: -row.spread.ninetieth if row.spread else 1,
    "running": lambda row: -row.figures.open,
}


@dataclass(frozen=True)
class Clocks:
    """The ways of the deaths that count, and the steps that are known."""

    reach: Reach
    ways: Sequence[Way]
    steps: frozenset[Step]
    silence: Mapping[int, Absence | None]

    @property
    def hand_offs(self) -> list[HandOff]:
        """Those that can be measured: both their steps are known."""
        return [one for one in HAND_OFFS if one.until in self.steps]

    def rows(self) -> list[ClockRow]:
        """Every hand-off over all forces of the reach."""
        return [ClockRow(one, figures(one, self.ways)) for one in self.hand_offs]

    def by_force(self, hand_off: HandOff, sort: str) -> list[ClockRow]:
        """One hand-off, force by force, in the order that an address asks for."""
        found = by_force(hand_off, self.ways, self.reach.names)
        with_deaths = {way.force_id for way in self.ways}
        rows = [
            ClockRow(
                hand_off,
                found[force.id],
                force,
                None if force.id in with_deaths else self.silence[force.id],
            )
            for force in self.reach.forces
        ]
        return sorted(rows, key=CLOCK_SORTS.get(sort, CLOCK_SORTS["force"]))

    def running(self) -> list[OpenClock]:
        """The clocks that run and that somebody holds, those of forces first."""
        return open_clocks(self.ways, london_date(self.reach.as_at), self.steps)


@whole_record()
def clocks(reach: Reach) -> Clocks:
    """The clocks of the deaths within `reach`."""
    return Clocks(reach, ways(reach), steps_known(), silence(reach))


def median_age(clock: OpenClock) -> float:
    """The median age in days of clocks that run; there must be one."""
    return quantile(clock.ages[::-1], 0.5)


def days(number: float) -> str:
    """A number of days as it is written: "3", "2.5"."""
    return f"{round(number, 1):,g}"
