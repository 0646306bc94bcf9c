"""Every number of a quarterly report agrees with a recount from raw rows, by another route.

In this record no return is due, no signal was raised, and too few deaths are in a year for the curve
of delays to be drawn: those have recounts of their own.
"""

import re
from datetime import date

import pytest

from dhp.accounts.models import Force
from dhp.calendar import clock_at
from dhp.reports.blocks import ChartBlock, Laid
from dhp.reports.building import Order, build
from dhp.reports.contents.quarterly import THEMES
from dhp.reports.document import Front
from tests.reports import quarterly_world as world
from tests.reports.learning_recount import control, learned, numbers_of
from tests.reports.learning_world import learn
from tests.reports.quarterly_recount import Recount, funnel_rows

COVERED = (
    *("Q1", "Q1a", "Q1b", "Q1c", "Q1d", "Q2", "Q2a", "Q3", "Q3a", "Q4", "Q5", "Q6", "Q6a", "Q7"),
    *("Q7a", "Q8", "Q8a", "Q9", "Q12", "Q12a", "Q13", "Q13a", "Q14", "Q14a", "Q15", "Q16", "Q17"),
    *("Q18", "Q18a", "Q21", "Q22", "Q26", "Q26a", "Q10", "Q11", "Q19", "Q23", "Q24"),
    *(f"T.{place}{letter}" for place in range(1, THEMES + 1) for letter in ("", "a", "b")),
)
FRONT = Front("OFFICIAL", "", "", "Author", "Unit", "c@example.org")


@pytest.fixture
def told(database, judge):
    """The report on the invented record, and the recount of it."""
    world.live(database, judge)
    learn(database)
    codes = {force.id: force.code for force in database.session.query(Force)}
    with clock_at(world.AS_AT):
        order = Order("quarterly", world.LAST, FRONT, world.AS_AT, world.BEFORE)
        document = build(order)
    recount = Recount(world.AS_AT, world.BEFORE, world.LAST, codes)
    recount.everything()
    learned(recount, date(2025, 1, 1), THEMES)
    return document, recount, recount.cells


def test_every_number_of_a_quarterly_report_agrees_with_a_recount(told):
    document, recount, expected = told
    tables = [block for block in document.blocks if isinstance(block, Laid)]

    wrong, checked, counted = [], 0, set()
    for table in tables:
        for row in table.rows:
            for column in table.columns:
                cell, at = row.cells[column.key], (table.id, row.key, column.key)
                if not re.search(r"\d", cell.shown):
                    continue
                checked += 1
                counted.add(table.id)
                if not agrees(cell, expected.get(at)):
                    wrong.append((at, cell.shown, expected.get(at)))

    assert wrong == []
    assert {table.id for table in tables} == counted == {*COVERED}  # each with a number
    assert checked > 1_400
    assert_drawn(document, recount, expected)


def agrees(cell, told):
    if isinstance(told, list):
        return numbers_of(cell.shown) == told
    if isinstance(told, str) or told is None:
        return cell.shown == told
    return cell.value is not None and cell.value == pytest.approx(told, rel=1e-6, abs=1e-9)


def assert_drawn(document, recount, expected):
    """The funnel of forces and the days between deaths of children, whose tables are only drawn."""
    chart = next(
        one.chart for one in document.blocks if isinstance(one, ChartBlock) and one.id == "Q1"
    )
    rows = sorted(funnel_rows(expected, recount.people), key=lambda row: row[1])

    assert sorted(place.value for place in chart.places) == pytest.approx([one[1] for one in rows])
    limits = sorted(
        (one.low_outer, one.low_inner, one.high_inner, one.high_outer) for one in chart.limits
    )
    assert [*map(list, limits)] == [pytest.approx(one) for one in sorted(one[2] for one in rows)]
    between = next(
        one.chart for one in document.blocks if isinstance(one, ChartBlock) and one.id == "Q25.1"
    )
    days = [one.first for one in recount.within(36) if one.type == "child" and len(one.died) == 10]
    gaps, *lines = control(days)
    assert list(between.values) == gaps
    assert [between.centre, between.lower, between.upper] == pytest.approx(lines)
