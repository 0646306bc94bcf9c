import csv
from collections import Counter
from io import StringIO

import pytest

from dhp.exchange.outcome import COLUMNS, Outcome
from dhp.exchange.rows import Finding, Standing
from dhp.exchange.schemes import DEATHS_FILE
from dhp.web.spreadsheets import as_text


def written(outcome):
    out = StringIO(newline="")
    outcome.write_csv(out)
    return list(csv.reader(StringIO(out.getvalue(), newline="")))


def outcome(rows, *findings):
    return Outcome(DEATHS_FILE, rows, findings, Counter(), Counter())


def test_the_report_has_a_line_for_every_row_in_order():
    warning = Finding("b.csv", 3, "type", "Look.", Standing.WARNING)
    refusal = Finding("b.csv", 2, "force", "Correct it.")

    lines = written(outcome([("b.csv", 2), ("b.csv", 3), ("b.csv", 4)], warning, refusal))

    assert lines == [
        list(COLUMNS),
        ["b.csv", "2", "refused", "force", "Correct it."],
        ["b.csv", "3", "warning", "type", "Look."],
        ["b.csv", "4", "sound", "", ""],
    ]


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", ' "=']
)
def test_no_cell_of_the_report_is_taken_for_a_formula(start):
    fault = Finding(f"{start}1.csv", 1, f"{start}cmd()", f"{start}2+5")

    [_, cells] = written(outcome([], fault))

    assert [cell[0] for cell in cells] == ["'", "1", "r", "'", "'"]


def test_a_text_that_is_no_formula_is_written_as_it_is():
    assert as_text("Age must be 0-120 = years") == "Age must be 0-120 = years"
