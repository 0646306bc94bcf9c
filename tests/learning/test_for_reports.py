"""Where recommendations stood at an instant: what came later changes no report of it."""

from dhp.learning.answering import answer, judge
from dhp.learning.for_reports import followed_at, names_resting_on
from dhp.learning.rules import Status
from tests.learning.conftest import LATER, NOW, row_of


def test_a_recommendation_stands_as_it_was_judged_by_then(database, recommend, coder, spoc, clock):
    one = recommend()
    before = followed_at(LATER)
    clock.move_to(LATER)
    row = row_of(one, spoc)
    answer(row, "It is done.", "A policy.", by=spoc)
    judge(row, Status.DONE, "Evidence was seen.", by=coder, version=row.version)
    database.session.commit()

    (then,), (now,) = followed_at(NOW.replace(hour=23)), followed_at(LATER.replace(hour=23))

    assert (then.name, then.asked, then.overdue, then.answered) == (one.name, 44, 0, 0)
    assert before[0].overdue == 44
    assert (now.overdue, now.answered, now.evidence, now.statuses[Status.DONE]) == (43, 1, 1, 1)


def test_before_it_was_issued_there_is_none(recommend):
    recommend()

    assert followed_at(NOW.replace(hour=1)) == []
    assert names_resting_on(LATER) == {}
