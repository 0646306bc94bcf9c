"""Tables about coded cases as files."""

import csv
import io

import pytest

from dhp.statistics.themes.coded_table import as_csv
from dhp.web.spreadsheets import FORMULA
from tests.statistics.disclosure.tables import listed


@pytest.mark.parametrize("start", FORMULA)
def test_no_label_is_taken_for_a_formula(start):
    written = as_csv(listed({f"{start}1+1": 3}))

    [_, line, _] = csv.reader(io.StringIO(written))
    assert line[4] == f"'{start}1+1"
    assert line[5] == "3"
