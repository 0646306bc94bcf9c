"""How many deaths a force had, beside the national rate: a rate alone, never what others counted."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dhp.calendar import london_date
from dhp.definitions import DeathType
from dhp.reports.contents.contents import Brief, Maker
from dhp.reports.contents.tables.asking import last_months, question
from dhp.reports.contents.tables.own import about, known
from dhp.reports.contents.tables.shaping import with_marked_rows
from dhp.shares import rounded
from dhp.statistics.comparison import HIGHER, LOWER, NO_CHANGE, TOO_FEW, verdict
from dhp.statistics.intervals import rate
from dhp.statistics.measured import Measured
from dhp.statistics.measures.counting import DIED
from dhp.statistics.measures.rates import FOR_DEMONSTRATION, LEAST, Exposure, rate_cells, years_in
from dhp.statistics.measures.samples import sample
from dhp.statistics.population import edition_at
from dhp.statistics.tables import TOTAL, Cell, Column, Mark, Period, Row, Table

if TYPE_CHECKING:
    import pandas as pd

# So many deaths of other forces at least stand behind a national rate that one force is told: less
# its own it must not tell of a few.
LEAST_OTHERS = 10
NOT_COMPARED = "not compared"
# The closed list of words, as they read beside a national rate.
WORDS = {
    HIGHER: HIGHER,
    LOWER: LOWER,
    NO_CHANGE: "in line",
    TOO_FEW: "cannot tell: too few",
}


@dataclass(frozen=True)
class Residents:
    """The exposure of the force, None where it has no residents of its own; of all; of the others."""

    own: Exposure | None
    all: Exposure
    others: Exposure | None
    demonstration: bool


def beside_the_nation(months: int) -> Maker:
    """F1: the force's deaths of the last months by type, with its rate and that of all forces."""

    def make(brief: Brief) -> Table:
        period = last_months(brief, months)
        every = brief.nation.once(_SAMPLES[months])
        people = _residents(brief, period)
        rows = [
            Row(kind.value, kind.label, _cells(every[every["type"] == kind.value], brief, people))
            for kind in DeathType
        ]
        total = Row(TOTAL, "All deaths", _cells(every, brief, people))
        days = period.start, period.end
        national = Measured("rate", brief.as_at, ("type",), (), *days)
        table = Table(
            id="F1",
            **about(brief) | {"period": period},
            title=f"Deaths of the last {months} months by type, beside the national rate",
            unit="Deaths (victims); rates per million residents a year",
            base="In scope or not yet judged, by day of death; incidents are what is compared",
            row_head="Type of death",
            columns=(
                Column("count", "Deaths"),
                Column("incidents", "Incidents"),
                Column("rate", "Rate", of="count"),
                Column("interval", "95% interval", numeric=False, of="count"),
                Column("national", "National rate", asked=national),
                Column("verdict", "In words", numeric=False),
            ),
            rows=(*rows, total),
            rows_by="type",
            notes=_notes(people),
        )
        return with_marked_rows(table, "rate")

    return make


def _year(brief: Brief) -> "pd.DataFrame":
    return sample(DIED, question(brief, last_months(brief, 12))).data


def _three_years(brief: Brief) -> "pd.DataFrame":
    return sample(DIED, question(brief, last_months(brief, 36))).data


_SAMPLES = {12: _year, 36: _three_years}


def _cells(one: "pd.DataFrame", brief: Brief, people: Residents | None) -> dict[str, Cell]:
    own = one[(one["force"] == brief.force) & ~one["case"].isin(known(brief).restricted)]
    others = one[one["force"] != brief.force]
    incidents, elsewhere = own["incident"].nunique(), others["incident"].nunique()
    told = rate_cells(len(own), people.own if people else None, known=people is not None)
    low, high = told["low"], told["high"]
    known_interval = low.value is not None and high.value is not None
    return {
        "count": told["count"],
        "incidents": Cell.count(incidents),
        "rate": told["rate"],
        "interval": Cell.words(f"{low.shown} to {high.shown}") if known_interval else high,
        "national": _national(len(one), len(others), people),
        "verdict": Cell.words(_verdict(elsewhere, incidents, people)),
    }


def _national(every: int, others: int, people: Residents | None) -> Cell:
    """The rate of all; withheld where few deaths of other forces stand behind it."""
    if people is None:
        return Cell.marked(Mark.NOT_AVAILABLE)
    if others < LEAST_OTHERS:
        return Cell.marked(Mark.CONFIDENTIAL)
    value = rate(every, people.all.residents * people.all.years).value
    return Cell(value, f"{rounded(value or 0.0, 1)}")


def _verdict(others: int, own: int, people: Residents | None) -> str:
    """The words for the force's incidents beside those of all others, by the exact test.

    Few elsewhere are not told of by a word either, and fewer than 3 are never called higher.
    """
    if people is None or people.own is None or people.others is None:
        return NOT_COMPARED
    both = (people.others, people.own)
    found = verdict(others, own, *(one.residents * one.years for one in both))
    few = others < LEAST_OTHERS or (found == HIGHER and own < LEAST)
    return WORDS[TOO_FEW if few else found]


def _residents(brief: Brief, period: Period) -> Residents | None:
    """Whose rates these are; None before any population figures."""
    edition = edition_at(london_date(brief.as_at))
    if edition is None:
        return None
    last = min(period.end, london_date(brief.as_at))
    year = edition.year_for(period.start + (last - period.start) / 2)
    years = years_in(period.start, last)
    codes = {force for force, of, *_rest in edition.people if of == year}
    every = Exposure(edition.residents(codes, year), years)
    if brief.force not in edition.forces:
        return Residents(None, every, None, edition.demonstration)
    own = Exposure(edition.residents({brief.force}, year), years)
    others = Exposure(every.residents - own.residents, years)
    return Residents(own, every, others, edition.demonstration)


def _notes(people: Residents | None) -> tuple[str, ...]:
    notes = []
    if people is None or people.own is None:
        notes.append("Not compared: no residents are known of the force’s own area.")
    if people and people.demonstration:
        notes.append(FOR_DEMONSTRATION)
    return tuple(notes)
