"""Every number of a monthly report agrees with a recount from raw rows, by another route."""

import re

from dhp.accounts.models import Force
from dhp.calendar import clock_at
from dhp.reports.blocks import Laid
from dhp.reports.building import Order, build
from dhp.reports.document import Front
from tests.reports import quarterly_world as world
from tests.reports.quarterly_recount import Recount
from tests.reports.test_quarterly_recount import agrees

FRONT = Front("OFFICIAL", "", "", "Author", "Unit", "c@example.org")
# Tables of the monthly by those of the quarterly that count the same, of as many months.
SAME = {"M1": "Q1c", "M1a": "Q1b", "M1b": "Q1d", "M2": "Q12", "M2a": "Q12a", "M4": "Q14"}
SAME |= {"M5": "Q15", "M6": "Q16", "M7": "Q17", "M8": "Q18", "M11": "Q21", "M12": "Q22"}
OTHER = {"M3": "Q13", "M3a": "Q13a", "M4a": "Q14a", "M8a": "Q18a"}  # of more months or fewer


def recounted(codes):
    """Every cell of the monthly report, by table, row and column."""

    def fresh():
        return Recount(world.AS_AT, world.BEFORE, world.LAST, codes)

    def cells(quarterly, monthly, found):
        return {(monthly, *at): told for (table, *at), told in found.items() if table == quarterly}

    whole = fresh().everything()
    found = {}
    for monthly, quarterly in SAME.items():
        found |= cells(quarterly, monthly, whole)
    for monthly, part, months in (
        *(("M3", Recount.notice, 13), ("M3a", Recount.notice, 12)),
        *(("M4a", Recount.moved, 13), ("M8a", Recount.judged, 12)),
    ):
        one = fresh()
        part(one, months)
        found |= cells(OTHER[monthly], monthly, one.cells)
    return found


def test_every_number_of_a_monthly_report_agrees_with_a_recount(database, judge):
    world.live(database, judge)
    codes = {force.id: force.code for force in database.session.query(Force)}
    with clock_at(world.AS_AT):
        document = build(Order("monthly", world.LAST, FRONT, world.AS_AT, world.BEFORE))
    expected = recounted(codes)

    tables = [block for block in document.blocks if isinstance(block, Laid)]
    told = {
        (table.id, row.key, column.key): row.cells[column.key]
        for table in tables
        for row in table.rows
        for column in table.columns
        if re.search(r"\d", row.cells[column.key].shown)
    }
    wrong = [(at, cell.shown) for at, cell in told.items() if not agrees(cell, expected.get(at))]

    assert wrong == []
    assert {table.id for table in tables} == {*SAME} | {*OTHER}
    assert len(told) > 700
