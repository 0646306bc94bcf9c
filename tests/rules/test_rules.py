"""What every rule says of what it may be given, and in which words: `said.txt` holds all of it.

A changed rule or word is a changed line there, beside its neighbours, for somebody to read. Write the
file anew with `python -m tests.rules.test_rules`, and read the difference.
"""

from pathlib import Path

import pytest

from dhp.calendar import clock_at
from tests.harness.telling import Tried
from tests.rules import of_cases, of_learning, of_people
from tests.rules.times import NOW

SAID = Path(__file__).with_name("said.txt")
EVERY = [*of_people.TRIED, *of_cases.TRIED, *of_learning.TRIED]


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.name)
def test_a_rule_says_what_it_said(one: Tried) -> None:
    given = SAID.read_text(encoding="utf-8").rstrip("\n").split("\n\n")

    with clock_at(NOW):
        assert one.told() in given


if __name__ == "__main__":
    with clock_at(NOW):
        SAID.write_text("\n\n".join(one.told() for one in EVERY) + "\n", encoding="utf-8")
