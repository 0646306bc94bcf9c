"""Forces beside the rate of all of them together, and the rates of regions with their intervals."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil

from dhp.accounts.models import RegionSystem
from dhp.calendar import london_date
from dhp.charts.funnel import Funnel, Limit, Place
from dhp.charts.intervals import Interval, Intervals
from dhp.shares import rounded
from dhp.statistics.analysis.exhibit import PLACE, Exhibit, Missing, span, whole_months
from dhp.statistics.comparison import spread_words
from dhp.statistics.framing.regions import regions as regions_of
from dhp.statistics.intervals import rate
from dhp.statistics.measures.groups import Group
from dhp.statistics.measures.laying import tallied
from dhp.statistics.measures.question import Question
from dhp.statistics.measures.rates import LEAST, RELIABLE, years_in
from dhp.statistics.measures.samples import Kind, Sample, sample
from dhp.statistics.population import Edition, edition_at
from dhp.statistics.signals import Point, funnel
from dhp.statistics.table_parts import TOTAL

MONTHS = 36  # a single year of one force tells next to nothing
PER = 1_000_000
CORNERS = 40  # of the lines of the limits
_WORDS = {
    "within": "within the limits",
    "above 95": "above the 95% limits",
    "below 95": "below the 95% limits",
    "above 99.8": "above the 99.8% limits",
    "below 99.8": "below the 99.8% limits",
}


@dataclass(frozen=True)
class Years:
    """Three years of deaths by force and by region, and who lived there."""

    found: Sample
    edition: Edition
    first: date
    last: date

    @property
    def middle(self) -> date:
        """The day halfway, whose residents count."""
        return self.first + (self.last - self.first) / 2

    def lived(self, forces: Iterable[str]) -> float:
        """The years that the residents of `forces` lived in these days."""
        people = self.edition.residents(forces, self.edition.year_for(self.middle))
        return people * years_in(self.first, self.last)


def exhibits(as_at: datetime) -> tuple[Exhibit | Missing, ...]:
    """The funnel of forces, and the rates of regions."""
    today = london_date(as_at)
    first, last = whole_months(today, MONTHS)
    edition = edition_at(today)
    if edition is None:
        why = "No population figures had been published, so there is no rate."
        return (Missing("forces", "Forces and regions", why),)
    found = sample(Kind(), Question(as_at, ("force", "region"), start=first, end=last))
    years = Years(found, edition, first, last)
    return forces(years), regions(years)


def forces(years: Years) -> Exhibit | Missing:
    """Every force with residents, by name, over three years; only the outer limits are acted on."""
    groups = [one for one in years.found.by[0].groups if one.key in years.edition.forces]
    by_incident = tallied(years.found, years.found.data["incident"])
    counts = [by_incident.get((one.key, TOTAL), 0) for one in groups]
    if not sum(counts):
        return Missing("forces", "Forces beside each other", "No incident of these years is known.")
    lived = [years.lived([one.key]) for one in groups]
    points = funnel(counts, lived, per=PER)
    return Exhibit(
        "forces",
        _message(points),
        f"Incidents with a death per million residents a year by force, {PLACE}, "
        f"{span(years.first, years.last)}",
        _funnel(groups, counts, lived, points),
        (
            (
                "Limits show how far chance alone takes a force of each size. About two of 43 lie beyond "
                "the 95% limits by chance; only what lies beyond the 99.8% limits is named and looked "
                "at. A difference may lie in what is notified."
            ),
            *filter(None, (spread_words("Forces", counts, [one.expected for one in points]),)),
            f"{years.edition.title}. {years.edition.source}.",
        ),
    )


def _funnel(
    groups: list[Group], counts: list[int], lived: list[float], points: list[Point]
) -> Funnel:
    places = (
        Place(
            group.label,
            point.expected,
            count * PER / people,
            _WORDS[point.position],
            outside=point.position.endswith("99.8"),
        )
        for group, count, people, point in zip(groups, counts, lived, points, strict=True)
    )
    return Funnel(
        across="Force",
        along="Incidents expected in three years",
        measure="Incidents per million residents a year",
        places=tuple(places),
        limits=_limits(counts, lived),
        common=sum(counts) * PER / sum(lived),
        common_label="all forces",
    )


def _limits(counts: list[int], lived: list[float]) -> tuple[Limit, ...]:
    """The limits at sizes spread from the smallest force to the largest, for lines without corners.

    They stand about the common rate of all forces, so a last place fills up to a multiple of these.
    """
    least, most = min(lived), max(lived)
    sizes = [least * (most / least) ** (step / CORNERS) for step in range(CORNERS + 1)]
    times = ceil(sum(sizes) / sum(lived)) + 1
    filled = funnel(
        [0] * len(sizes) + [times * sum(counts)],
        [*sizes, times * sum(lived) - sum(sizes)],
        per=PER,
    )
    return tuple(
        Limit(one.expected, one.low998, one.low95, one.high95, one.high998) for one in filled[:-1]
    )


def _message(points: list[Point]) -> str:
    outside = sum(point.position.endswith("99.8") for point in points)
    if not outside:
        return "No force differs from the rate of all by more than chance"
    words = "force differs" if outside == 1 else "forces differ"
    return f"{outside:,} {words} from the rate of all by more than chance"


def regions(years: Years) -> Exhibit:
    """The rate of each region over three years with its interval, and of all together."""
    counts = tallied(years.found)
    known = regions_of(RegionSystem.HOME_OFFICE)
    everywhere = {force for force, _year, _sex, _ages in years.edition.people}
    lines = []
    for region in (one for one in years.found.by[1].groups if not one.missing):
        inside = [one for one in everywhere if known.of(one, years.middle) == region.key]
        count = counts.get((TOTAL, region.key), 0)
        lines.append(_line(region.label, count, years.lived(inside)))
    lines.append(_line("All regions", counts.get((TOTAL, TOTAL), 0), years.lived(everywhere)))
    return Exhibit(
        "regions",
        f"All regions together, per million a year: {lines[-1].words}",
        f"Deaths per million residents a year by region, {PLACE}, {span(years.first, years.last)}",
        Intervals("Region", "Deaths per million residents a year", tuple(lines), "rate"),
        (
            (
                "Each dot has its 95% interval. Where two intervals overlap, the regions may not differ. "
                "Regions stand in the order of their usual list, not of their rates."
            ),
            (
                f"No rate below {LEAST} deaths; below {RELIABLE}, read it with caution. Deaths without a "
                "force and of British Transport Police are in the rate of all alone."
            ),
        ),
    )


def _line(label: str, count: int, lived: float) -> Interval:
    if count < LEAST or not lived:
        return Interval(
            label, None, words="no rate: 1 death" if count == 1 else f"no rate: {count:,} deaths"
        )
    found = rate(count, lived, per=PER)
    if found.value is None or found.low is None or found.high is None:
        return Interval(label, None, words="not available")
    words = f"{rounded(found.value, 1)} ({rounded(found.low, 1)} to {rounded(found.high, 1)})"
    few = ", few deaths" if count < RELIABLE else ""
    return Interval(label, found.value, found.low, found.high, words + few)
