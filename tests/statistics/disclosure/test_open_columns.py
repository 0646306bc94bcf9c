"""Columns that count no people need no clearing; what they would tell of few deaths does."""

import pytest

from dhp.statistics.disclosure import clear
from dhp.statistics.measures.covered import _COLUMNS
from dhp.statistics.tables import TOTAL, Cell, Row
from tests.statistics.disclosure.tables import table

RETURNS = {"due": 44, "returned": 43, "deaths": 2, "nil": 41, "late": 1, "missing": 1}


def coverage(**changed):
    """Returns of two months: the measure's own columns."""
    months = {"2025-09": RETURNS | {"deaths": 12, "nil": 31}, "2025-10": RETURNS | changed}
    months[TOTAL] = {key: sum(one[key] for one in months.values()) for key in RETURNS}
    rows = [
        Row(key, key, {name: Cell.count(count) for name, count in counts.items()} | _share())
        for key, counts in months.items()
    ]
    return table(rows, _COLUMNS, "period", {})


def _share():
    return {"returned_share": Cell(0.98, "98%")}


def test_returns_are_shown_however_few():
    cleared = clear([coverage(deaths=12, nil=31)]).tables[0]

    assert {cell.shown for row in cleared.rows for cell in row.cells.values()}.isdisjoint({"[c]"})
    assert cleared.cell("2025-10", "missing").shown == "1"


@pytest.mark.parametrize("column", ["deaths", "nil"])
def test_few_returns_with_deaths_are_hidden_and_so_is_what_tells_them(column):
    cleared = clear([coverage()]).tables[0]

    assert cleared.cell("2025-10", column).shown == "[c]"
    assert cleared.cell("2025-10", "returned").shown == "43"
    assert cleared.cell("2025-10", "late").shown == "1"
