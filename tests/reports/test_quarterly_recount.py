"""Every number of a quarterly report agrees with a recount from raw rows, by another route.

In this record nothing is coded, no recommendation was issued, no other source is kept and no return is
due, so that the tables of themes and learning are not in the report: they have recounts of their own.
"""

import re

import pytest

from dhp.accounts.models import Force
from dhp.calendar import clock_at
from dhp.reports.blocks import ChartBlock, Laid
from dhp.reports.building import Order, build
from dhp.reports.document import Front
from tests.reports import quarterly_world as world
from tests.reports.quarterly_recount import Recount, funnel_rows

COVERED = (
    *("Q1", "Q1a", "Q1b", "Q1c", "Q1d", "Q2", "Q2a", "Q3", "Q3a", "Q4", "Q5", "Q6", "Q6a", "Q7"),
    *("Q7a", "Q8", "Q8a", "Q9", "Q12", "Q12a", "Q13", "Q13a", "Q14", "Q14a", "Q15", "Q16", "Q17"),
    *("Q18", "Q18a", "Q21", "Q22"),
)
EMPTY = {"Q10", "Q20"}  # recommendations and signals, of which there are none
FRONT = Front("OFFICIAL", "", "", "Author", "Unit", "c@example.org")


@pytest.fixture
def told(database, judge):
    """The report on the invented record, and the recount of it."""
    world.live(database, judge)
    codes = {force.id: force.code for force in database.session.query(Force)}
    with clock_at(world.AS_AT):
        order = Order("quarterly", world.LAST, FRONT, world.AS_AT, world.BEFORE)
        document = build(order)
    recount = Recount(world.AS_AT, world.BEFORE, world.LAST, codes)
    return document, recount, recount.everything()


def test_every_number_of_a_quarterly_report_agrees_with_a_recount(told):
    document, recount, expected = told
    tables = [block for block in document.blocks if isinstance(block, Laid)]

    wrong, checked = [], 0
    for table in tables:
        for row in table.rows:
            for column in table.columns:
                cell, at = row.cells[column.key], (table.id, row.key, column.key)
                if not re.search(r"\d", cell.shown):
                    continue
                checked += 1
                if not agrees(cell, expected.get(at)):
                    wrong.append((at, cell.shown, expected.get(at)))

    assert wrong == []
    assert {table.id for table in tables} == {*COVERED} | EMPTY
    assert checked > 1_400
    assert_drawn(document, recount, expected)


def agrees(cell, told):
    if isinstance(told, str) or told is None:
        return cell.shown == told
    return cell.value is not None and cell.value == pytest.approx(told, rel=1e-6, abs=1e-9)


def assert_drawn(document, recount, expected):
    """The funnel of forces, which has a table of its own that is only drawn."""
    chart = next(
        one.chart for one in document.blocks if isinstance(one, ChartBlock) and one.id == "Q1"
    )
    rows = sorted(funnel_rows(expected, recount.people), key=lambda row: row[1])

    assert sorted(place.value for place in chart.places) == pytest.approx([one[1] for one in rows])
    limits = sorted(
        (one.low_outer, one.low_inner, one.high_inner, one.high_outer) for one in chart.limits
    )
    assert [*map(list, limits)] == [pytest.approx(one) for one in sorted(one[2] for one in rows)]
