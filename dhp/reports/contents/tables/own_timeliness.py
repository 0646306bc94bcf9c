"""How soon a force tells of its deaths, beside the target and the national median."""

from collections.abc import Sequence

from dhp.accounts.forces import forces
from dhp.reports.contents.contents import Brief
from dhp.reports.contents.tables.asking import last_months
from dhp.reports.contents.tables.own import about, force_of
from dhp.reports.contents.tables.own_numbers import LEAST_OTHERS
from dhp.reports.contents.tables.timeliness import LATE
from dhp.shares import rounded, share_words
from dhp.statistics.force_record.held import contact
from dhp.statistics.quality.clock_days import ways
from dhp.statistics.quality.clocks import BY_CODE, HandOff, Step, Way, figures
from dhp.statistics.quality.reach import Reach
from dhp.statistics.tables import Cell, Column, Mark, Row, Table

_YEAR = 12  # months
_SHOWN = ("notice", "notifying")
_WITHIN = (7, LATE)  # days


def beside_the_nation(brief: Brief) -> Table:
    """F2: days from the death, and from when the force knew, to the notice; received in 12 months."""
    period = last_months(brief, _YEAR)
    every = [
        way
        for way in brief.nation.once(_ways)
        if way.ref and period.start <= way.days[Step.RECEIVED] <= period.end
    ]
    number = force_of(brief).id
    own = [way for way in every if way.force_id == number]
    others = [way for way in every if way.force_id != number]
    rows = [
        Row(code, BY_CODE[code].title, _cells(BY_CODE[code], own, others, every)) for code in _SHOWN
    ]
    return Table(
        id="F2",
        **about(brief) | {"period": period},
        title=f"Days to the first notice, received in the last {_YEAR} months",
        unit="Days",
        base="Deaths whose days are known, in scope or not yet judged, no back-record",
        row_head="From and to",
        columns=(
            Column("measured", "Measured"),
            Column("median", "Median of the force"),
            *(Column(f"within_{days}", f"Within {days} days") for days in _WITHIN),
            Column("share", "Share within target"),
            Column("target", "Target, days"),
            Column("national", "National median"),
        ),
        rows=tuple(rows),
        rows_by="hand_off",
        notes=(
            "A late notice can have good reasons: a death may be recognised as related long after.",
        ),
    )


def _ways(brief: Brief) -> list[Way]:
    """The ways of every death that contacts of forces may know of."""
    since = last_months(brief, _YEAR).start
    return ways(Reach(contact(), brief.as_at, forces(), national=True, since=since))


def _cells(
    one: HandOff, own: Sequence[Way], others: Sequence[Way], every: Sequence[Way]
) -> dict[str, Cell]:
    found = figures(one, own)
    measured = len(found.took)
    within = {days: sum(took <= days for took in found.took) for days in _WITHIN}
    share = Cell.marked(Mark.NOT_AVAILABLE)
    if measured:
        words = share_words(within[LATE], measured)
        share = Cell(within[LATE] / measured if words.endswith("%") else None, words)
    enough = len(figures(one, others).took) >= LEAST_OTHERS
    return {
        "measured": Cell.count(measured),
        "median": _median(one, own),
        **{f"within_{days}": Cell.count(count) for days, count in within.items()},
        "share": share,
        "target": Cell.count(LATE),
        "national": _median(one, every) if enough else Cell.marked(Mark.CONFIDENTIAL),
    }


def _median(one: HandOff, some: Sequence[Way]) -> Cell:
    spread = figures(one, some).spread
    if spread is None:
        return Cell.marked(Mark.NOT_AVAILABLE)
    return Cell(spread.median, f"{rounded(spread.median, 1)}")
