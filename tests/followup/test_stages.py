"""The clocks: when each stage opens, is due, is late, and opens again."""

from datetime import UTC, date, datetime, timedelta

import pytest

from dhp.cases.models import Case
from dhp.definitions import Scope
from dhp.dictionary import Stage
from dhp.followup.arrivals import Arrival
from dhp.followup.models import Turn
from dhp.followup.rules import Move, Standing
from dhp.followup.stages import (
    clocks_of,
    current,
    judged_words,
    months_after,
    most_urgent,
    upcoming,
)

RECEIVED = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)


def case(**changes: object) -> Case:
    return Case(**{"received_at": RECEIVED, "opened_at": RECEIVED, "back_record": False} | changes)


def clock(stage: Stage, day: str, turns=(), arrivals=(), **changes: object):
    clocks = clocks_of(case(**changes), turns, arrivals, date.fromisoformat(day))
    return next(clock for clock in clocks if clock.stage is stage)


def turn(stage: Stage, move: Move, day: str, number: int = 1, **more: object) -> Turn:
    at = datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=UTC)
    return Turn(
        stage=stage, move=move, number=number, done_at=at, done_by="x", still_open=0, **more
    )


def arrived(day: str, what: str = "a charge") -> Arrival:
    return Arrival(datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=UTC), what)


def test_the_notice_is_done_when_the_case_is_accepted():
    notice = clock(Stage.NOTICE, "2026-03-04", opened_at=RECEIVED + timedelta(days=1))

    assert notice.standing is Standing.DONE
    assert notice.words == "completed on 5 March 2026"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-03-04", "due in 28 days"),
        ("2026-03-30", "due in 2 days"),
        ("2026-03-31", "due tomorrow"),
        ("2026-04-01", "due today"),
        ("2026-04-02", "1 day late"),
        ("2026-04-05", "4 days late"),
    ],
)
def test_the_first_follow_up_is_due_28_days_after_receipt(day, words):
    follow_up = clock(Stage.FOLLOW_UP, day)

    assert follow_up.words == words
    assert follow_up.is_late is words.endswith("late")
    assert follow_up.holder == "the force"


def test_a_slow_acceptance_leaves_the_force_a_week():
    accepted = RECEIVED + timedelta(days=40)

    assert clock(Stage.FOLLOW_UP, "2026-04-13", opened_at=accepted).due_on == date(2026, 4, 20)


def test_six_months_open_a_month_before_they_are_due():
    before, after = (clock(Stage.SIX_MONTHS, day) for day in ("2026-08-03", "2026-08-04"))

    assert before.standing is Standing.LATER
    assert before.words == "opens on 4 August 2026"
    assert before.holder == "nobody"
    assert after.is_open
    assert after.due_on == date(2026, 9, 4)


def test_the_outcome_opens_after_12_months_where_none_arrives():
    assert clock(Stage.OUTCOME, "2027-03-03").words == "opens on 4 March 2027"
    assert clock(Stage.OUTCOME, "2027-03-04").words == "due in 28 days"


def test_the_outcome_opens_when_one_arrives():
    outcome = clock(Stage.OUTCOME, "2026-05-12", arrivals=[arrived("2026-05-10")])

    assert outcome.words == "due in 26 days"
    assert outcome.why == "Open since a charge was recorded."


def test_a_completed_stage_says_how_late_it_was():
    done = turn(Stage.FOLLOW_UP, Move.COMPLETED, "2026-04-05", due_on=date(2026, 4, 1))

    follow_up = clock(Stage.FOLLOW_UP, "2026-12-01", [done])

    assert follow_up.words == "completed on 5 April 2026, 4 days late"
    assert not follow_up.is_late


def test_a_new_outcome_opens_the_completed_stage_again():
    done = turn(Stage.OUTCOME, Move.COMPLETED, "2027-03-20", due_on=date(2027, 4, 1))
    told = [arrived("2026-05-10"), arrived("2027-06-01", "the outcome of a trial")]

    before = clock(Stage.OUTCOME, "2027-05-31", [done], told[:1])
    after = clock(Stage.OUTCOME, "2027-06-03", [done], told)

    assert before.standing is Standing.DONE
    assert after.words == "due in 26 days"
    assert after.why == "Open again: the outcome of a trial was recorded on 1 June 2027."


def test_the_unit_opens_a_stage_again_and_its_completion_closes_it():
    done = turn(Stage.FOLLOW_UP, Move.COMPLETED, "2026-03-20", due_on=date(2026, 4, 1))
    again = turn(Stage.FOLLOW_UP, Move.REOPENED, "2026-06-01", 2, reason="Ask the hospital.")
    once_more = turn(Stage.FOLLOW_UP, Move.COMPLETED, "2026-06-02", 3, due_on=date(2026, 6, 29))

    opened = clock(Stage.FOLLOW_UP, "2026-06-01", [done, again])
    closed = clock(Stage.FOLLOW_UP, "2026-06-03", [once_more, again, done])

    assert opened.words == "due in 28 days"
    assert opened.reason == "Ask the hospital."
    assert closed.words == "completed on 2 June 2026"


@pytest.mark.parametrize("changes", [{"scope": Scope.OUT}, {"back_record": True}])
def test_nothing_is_asked_of_past_records_and_of_deaths_out_of_scope(changes):
    clocks = clocks_of(case(**changes), [], [arrived("2026-05-10")], date(2028, 1, 1))

    assert {one.standing for one in clocks[1:]} == {Standing.NOT_NEEDED}
    assert current(clocks) is most_urgent(clocks) is upcoming(clocks) is None


def test_the_latest_open_stage_is_worked_on_and_the_oldest_presses_most():
    clocks = clocks_of(case(), [], [], date(2026, 9, 1))

    assert current(clocks).stage is Stage.SIX_MONTHS
    assert most_urgent(clocks).stage is Stage.FOLLOW_UP
    assert upcoming(clocks).stage is Stage.OUTCOME


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 1, 15), 12, date(2027, 1, 15)),
    ],
)
def test_a_shorter_month_ends_the_count_on_its_last_day(day, months, later):
    assert months_after(day, months) == later


def test_the_clock_follows_the_day_in_london():
    just_after_midnight = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)  # 1 July in London

    follow_up = clock(
        Stage.FOLLOW_UP,
        "2026-07-01",
        received_at=just_after_midnight,
        opened_at=just_after_midnight,
    )

    assert follow_up.due_on == date(2026, 7, 29)
    assert follow_up.is_open


def test_a_force_reads_the_type_of_a_death_in_scope_and_else_its_scope():
    assert judged_words(case(scope=Scope.CANNOT_TELL)) == "Cannot tell yet"
    assert judged_words(case(scope=None)) == "Not yet judged"
