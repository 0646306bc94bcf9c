import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dhp.definitions import DeathType, Scope
from dhp.statistics.changes import Changes, DoesNotBalance, changes
from dhp.statistics.received import Span, received
from tests.harness.examples import SHARING
from tests.harness.record import Death, Judge, at

YEAR = at("2025-04-01")
THEN, NOW = at("2025-06-06"), at("2025-06-13")


def between_the_two() -> Changes:
    return changes(Span(YEAR, THEN), THEN, Span(YEAR, NOW), NOW)


def test_a_death_received_in_the_week_is_received(death: Death) -> None:
    death("2025-05-01", DeathType.IPH)
    death("2025-06-08", DeathType.IPH)

    found = between_the_two()

    assert found.opening[DeathType.IPH] == 1
    assert found.received[DeathType.IPH] == 1
    assert found.closing[DeathType.IPH] == 2


def test_a_death_received_before_and_accepted_since_is_late(death: Death) -> None:
    death("2025-06-04", DeathType.AFH, opened="2025-06-09")

    found = between_the_two()

    assert found.late[DeathType.AFH] == 1
    assert found.received.total() == 0


def test_a_new_type_moves_a_death_without_changing_the_total(death: Death, judge: Judge) -> None:
    case = death("2025-05-01", DeathType.UNEXPECTED)
    judge(case, "2025-06-10", DeathType.IPH)

    found = between_the_two()

    assert found.reclassified == {DeathType.UNEXPECTED: -1, DeathType.IPH: 1}
    assert found.opening.total() == found.closing.total() == 1


def test_leaving_scope_withdraws_and_coming_back_reinstates(death: Death, judge: Judge) -> None:
    leaves = death("2025-05-01", DeathType.OTHER)
    returns = death("2025-05-02", DeathType.OTHER)
    judge(returns, "2025-05-03", DeathType.UNCLASSIFIED, Scope.OUT)
    judge(leaves, "2025-06-10", DeathType.UNCLASSIFIED, Scope.OUT)
    judge(returns, "2025-06-11", DeathType.OTHER)

    found = between_the_two()

    assert found.withdrawn == {DeathType.OTHER: 1}
    assert found.reinstated == {DeathType.OTHER: 1}
    assert found.closing[DeathType.OTHER] == 1


def test_a_back_record_is_in_no_running_total(death: Death) -> None:
    death("2025-05-01", DeathType.IPH, back_record=True)

    assert between_the_two().closing.total() == 0


def test_a_total_that_does_not_add_up_stops_the_build() -> None:
    found = Changes()
    found.opening[DeathType.IPH] = 1

    with pytest.raises(DoesNotBalance, match="Intimate partner homicide: 1 is not 0"):
        found.check()


KINDS = (DeathType.IPH, DeathType.CHILD, DeathType.UNEXPECTED)
LIFE = st.tuples(
    st.integers(1, 40),  # received, days since 1 May
    st.integers(0, 20),  # opened, days later
    st.lists(st.tuples(st.integers(0, 30), st.sampled_from((*KINDS, None))), max_size=3),
)


@settings(SHARING, max_examples=25)
@given(lives=st.lists(LIFE, max_size=4))
def test_every_history_balances_and_closes_on_what_was_received(
    death: Death, judge: Judge, lives: list[tuple[int, int, list[tuple[int, DeathType | None]]]]
) -> None:
    for came, waited, judgements in lives:
        day = YEAR.toordinal() + 30 + came
        case = death(_day(day), opened=_day(day + waited))
        for later, kind in sorted(judgements, key=lambda j: j[0]):
            scope = Scope.IN if kind else Scope.OUT
            judge(case, _day(day + waited + later), kind or DeathType.UNCLASSIFIED, scope)

    found = between_the_two()

    assert +found.closing == +received([Span(YEAR, NOW)], NOW)[0]
    assert +found.opening == +received([Span(YEAR, THEN)], THEN)[0]


def _day(ordinal: int) -> str:
    return at("2025-01-01").fromordinal(ordinal).date().isoformat()
