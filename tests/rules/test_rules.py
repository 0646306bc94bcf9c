"""What every rule says of what it may be given, and in which words: `said.txt` holds all of it.

A changed rule or word is a changed line there, beside its neighbours, for somebody to read. Write the
file anew with `python -m tests.rules.test_rules`, and read the difference.
"""

from pathlib import Path

import pytest

from dhp.calendar import clock_at
from dhp.cases.rules import MergedAway
from dhp.reports.models import RunStatus
from dhp.reports.rules import allowed, check_may_withdraw
from tests.harness.telling import Tried, thing
from tests.rules import of_cases, of_learning, of_people
from tests.rules.times import NOW

SAID = Path(__file__).with_name("said.txt")
EVERY = [*of_people.TRIED, *of_cases.TRIED, *of_learning.TRIED]


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.name)
def test_a_rule_says_what_it_said(one: Tried) -> None:
    given = SAID.read_text(encoding="utf-8").rstrip("\n").split("\n\n")

    with clock_at(NOW):
        assert one.told() in given


def test_a_page_asks_a_check_whether_it_would_let_something_pass() -> None:
    draft, gone = (thing(status=status) for status in (RunStatus.DRAFT, RunStatus.WITHDRAWN))

    assert allowed(check_may_withdraw, draft) is True
    assert allowed(check_may_withdraw, gone) is False


def test_a_merged_case_leads_to_the_one_that_stands_for_it() -> None:
    merged = MergedAway("one", "other")

    assert (merged.ref, merged.survivor) == ("one", "other")


if __name__ == "__main__":
    with clock_at(NOW):
        SAID.write_text("\n\n".join(one.told() for one in EVERY) + "\n", encoding="utf-8")
