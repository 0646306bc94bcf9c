"""Codes that emerge: found in more of the cases coded of late than in those coded before."""

from datetime import timedelta

import pytest

from dhp.calendar import now
from dhp.coding.passes.rules import Polarity
from dhp.statistics.themes.coded import coded
from dhp.statistics.themes.emerging import DAYS, emerging
from tests.statistics import coded_world as world


@pytest.fixture
def invented(once):
    once(world.build)
    return coded(now())


def test_a_code_emerges_where_more_cases_hold_it_than_before(invented):
    ends = sorted(case.ended_at for case in invented.cases)[40]
    spans = [ends - timedelta(days=DAYS) * number for number in range(3)]

    found = {one.entry.ref: one for one in emerging(invented, ends)}

    assert found
    refs = {entry.id: entry.ref for entry in invented.book.codes}
    for ref, one in found.items():
        holds = [
            case
            for case in invented.cases
            if any(
                refs.get(code) == ref and Polarity.PRESENT in ways
                for code, ways in case.readings.standing().items()
            )
        ]
        late = [case.case_id for case in holds if spans[1] < case.ended_at <= spans[0]]
        before = [case.case_id for case in holds if spans[2] < case.ended_at <= spans[1]]
        assert list(one.cases) == late
        assert one.before == len(before) < len(late)
        assert one.earlier == sum(case.ended_at <= spans[2] for case in holds)


def test_nothing_is_said_of_a_code_on_which_coders_do_not_agree(invented):
    ends = [case.ended_at for case in invented.cases]

    told = {one.entry.ref for end in ends for one in emerging(invented, end)}

    assert world.NOISY not in told
    assert told & set(world.CLEAR)


def test_nothing_emerges_where_nothing_was_coded_of_late(invented):
    last = max(case.ended_at for case in invented.cases)

    assert emerging(invented, last + timedelta(days=DAYS)) == []
