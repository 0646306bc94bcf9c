"""Demand by strand in one reporting week as at an instant: the weekly figures that forces return.

A sum says how many forces it covers. A comparison with last year is over the forces that returned
both weeks, and the lines of a chart are over those that returned every week of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dhp.accounts.forces import forces
from dhp.calendar import Week
from dhp.context import series
from dhp.context.models import Strand
from dhp.context.queries import ByWeek, numbers
from dhp.context.series import Comparison, Lines, Total, same_week_last_year
from dhp.context.strands import strands_known
from dhp.statistics.held import kept

CHART_WEEKS = 26


@dataclass(frozen=True)
class StrandDemand:
    """One strand: what was returned, last week and last year over the same forces, and its lines."""

    strand: Strand
    total: Total
    week_before: Comparison
    year_before: Comparison
    lines: Lines


@dataclass(frozen=True)
class Demand:
    """The strands that were counted in `week`; `weeks` are those of the lines, oldest first.

    `returned_all` forces returned every strand, `returned_none` none of them.
    """

    week: Week
    weeks: tuple[Week, ...]
    strands: tuple[StrandDemand, ...]
    due: int
    returned_all: int
    returned_none: int


def demand(week: Week, as_at: datetime) -> Demand:
    """What all forces had returned for `week` by `as_at`."""
    counted, weeks = strands_known(week, as_at), series.weeks_to(week, CHART_WEEKS)
    everyone = kept(("forces",), forces)
    found = numbers(everyone, [*weeks, *map(same_week_last_year, weeks)], as_at)
    told = [set(found.of(strand.id, week)) for strand in counted]
    return Demand(
        week,
        tuple(weeks),
        tuple(_of_strand(strand, weeks, found, len(everyone)) for strand in counted),
        len(everyone),
        returned_all=len(set.intersection(*told)) if told else 0,
        returned_none=len(everyone) - len(set().union(*told)),
    )


def _of_strand(strand: Strand, weeks: Sequence[Week], found: ByWeek, due: int) -> StrandDemand:
    week, now = weeks[-1], found.of(strand.id, weeks[-1])
    years = (weeks, [same_week_last_year(one) for one in weeks])
    this_year, last_year = ([found.of(strand.id, one) for one in year] for year in years)
    return StrandDemand(
        strand,
        series.add_up(now, due),
        series.compare(now, found.of(strand.id, week.previous)),
        series.compare(now, last_year[-1]),
        series.lines(this_year, last_year, due),
    )
