"""The monthly rule: deaths of three years in each force's area, on a funnel of all areas."""

from datetime import date, datetime

from dhp.calendar import london_date, rolling_months
from dhp.statistics.measures.catalogue import lay_out
from dhp.statistics.measures.question import Question
from dhp.statistics.measures.rates import FOR_DEMONSTRATION
from dhp.statistics.population import edition_at
from dhp.statistics.signals import funnel
from dhp.statistics.tables import TOTAL
from dhp.statistics.watch.watched import FUNNEL, RULES, YEARS, Figure, Finding

_MILLION = 1_000_000
_TAIL = 0.002  # both sides of the outer limits together
_LEAST = 30  # deaths in all areas; a funnel of fewer says nothing


def place_findings(last: date, as_at: datetime) -> list[Finding]:
    """What the funnel finds of every area with residents of its own, in the years up to `last`."""
    start, end = rolling_months(last, 12 * YEARS)
    table = lay_out("rate", Question(as_at, by=("force",), start=start, end=end))
    rows = [row for row in table.rows if row.key != TOTAL and row.cells["residents"].value]
    counts = [int(row.cells["count"].value or 0) for row in rows]
    residents = [float(row.cells["residents"].value or 0) for row in rows]
    if sum(counts) < _LEAST:
        return []
    among = len(rows)
    edition = edition_at(london_date(as_at))
    told = f"By chance alone at most {_TAIL * among:.2f} of {among} areas lie outside at one look."
    if edition and edition.demonstration:
        told = f"{told} {FOR_DEMONSTRATION}"
    found = []
    for row, count, people, point in zip(
        rows, counts, residents, funnel(counts, residents), strict=True
    ):
        over = count >= point.expected
        limit = (point.high998 if over else point.low998) * people / _MILLION
        found.append(
            Finding(
                RULES[FUNNEL],
                Figure("force", row.key, f"Deaths in {YEARS} years, {row.label}"),
                observed=count,
                expected=point.expected,
                limit=limit,
                exceeds=point.position.endswith("99.8"),
                false_alarms=told,
                seen=(
                    ("Deaths", count),
                    ("Expected at the rate of all areas", point.expected),
                    ("Lower 99.8% limit", point.low998 * people / _MILLION),
                    ("Upper 99.8% limit", point.high998 * people / _MILLION),
                    ("Residents", people),
                ),
                over=over,
            )
        )
    return found
