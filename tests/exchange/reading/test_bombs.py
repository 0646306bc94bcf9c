import json
import re
from time import perf_counter

import pytest

from dhp.exchange.reading.sheets import sheet_from
from tests.exchange.reading.bombs import BOMBS, SOUND

LONGEST = 5  # seconds


@pytest.mark.parametrize(
    ("make", "name", "said"), [bomb[1:] for bomb in BOMBS], ids=[bomb[0] for bomb in BOMBS]
)
def test_a_hostile_file_is_refused_at_once_with_a_sentence_that_says_what_to_do(make, name, said):
    data = make()
    began = perf_counter()

    sheet = sheet_from(data, name)

    assert perf_counter() - began < LONGEST
    assert not sheet.rows
    [fault, *_] = sheet.findings
    assert said in fault.reason
    assert re.search(r"\.$", fault.reason)
    assert len(re.findall(r"[A-Z][^.]*\.", fault.reason)) >= 2  # what it is, and what to do
    assert len(json.dumps(fault.reason)) < 250


def test_the_workbook_that_the_hostile_ones_are_made_of_is_sound():
    sheet = sheet_from(SOUND, "a.xlsx")

    assert sheet.findings == []
    assert [dict(row.cells) for row in sheet.rows] == [
        {"force": "btp", "date_of_death": "2021-03-09"}
    ]
