from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dhp.definitions import DeathType, Scope
from dhp.statistics.changes import changes
from dhp.statistics.received import Span, received
from dhp.statistics.revising.movements import DoesNotBalance, Revision, Revisions
from tests.harness.examples import SHARING, tries
from tests.harness.record import Death, Judge, at

YEAR = at("2025-04-01")
THEN, NOW = at("2025-06-06"), at("2025-06-13")


def between_the_two() -> Revisions:
    return changes(Span(YEAR, THEN), THEN, Span(YEAR, NOW), NOW)


def test_a_death_received_in_the_week_is_received(death: Death) -> None:
    death("2025-05-01", DeathType.IPH)
    death("2025-06-08", DeathType.IPH)

    found = between_the_two()

    assert found.groups["iph"] == found.every == Revision(opening=1, new=1, closing=2)


def test_a_death_received_before_and_accepted_since_is_late(death: Death) -> None:
    death("2025-06-04", DeathType.AFH, opened="2025-06-09")

    found = between_the_two()

    assert found.groups == {"afh": Revision(late=1, closing=1)}


def test_a_new_type_moves_a_death_without_changing_the_total(death: Death, judge: Judge) -> None:
    case = death("2025-05-01", DeathType.UNEXPECTED)
    judge(case, "2025-06-10", DeathType.IPH)

    found = between_the_two()

    assert found.groups == {
        "unexpected": Revision(opening=1, reclassified_out=1),
        "iph": Revision(reclassified_in=1, closing=1),
    }
    assert (found.every.opening, found.every.closing) == (1, 1)


def test_leaving_scope_withdraws_and_coming_back_reinstates(death: Death, judge: Judge) -> None:
    leaves = death("2025-05-01", DeathType.OTHER)
    returns = death("2025-05-02", DeathType.OTHER)
    judge(returns, "2025-05-03", DeathType.UNCLASSIFIED, Scope.OUT)
    judge(leaves, "2025-06-10", DeathType.UNCLASSIFIED, Scope.OUT)
    judge(returns, "2025-06-11", DeathType.OTHER)

    found = between_the_two()

    assert found.groups == {"other": Revision(opening=1, withdrawn=1, reinstated=1, closing=1)}


def test_a_back_record_is_in_no_running_total(death: Death) -> None:
    death("2025-05-01", DeathType.IPH, back_record=True)

    assert between_the_two().every == Revision()


def test_a_total_that_does_not_add_up_stops_the_build() -> None:
    with pytest.raises(DoesNotBalance, match=r"1 and \+0 is not 0"):
        Revision(opening=1)


KINDS = (DeathType.IPH, DeathType.CHILD, DeathType.UNEXPECTED)
LIFE = st.tuples(
    st.integers(1, 40),  # received, days since 1 May
    st.integers(0, 20),  # opened, days later
    st.lists(st.tuples(st.integers(0, 30), st.sampled_from((*KINDS, None))), max_size=3),
)


@settings(SHARING, max_examples=tries(10, thorough=200))
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

    assert counted(found, "closing") == +received([Span(YEAR, NOW)], NOW)[0]
    assert counted(found, "opening") == +received([Span(YEAR, THEN)], THEN)[0]


def counted(found: Revisions, which: str) -> Counter[str]:
    return +Counter({key: getattr(one, which) for key, one in found.groups.items()})


def _day(ordinal: int) -> str:
    return at("2025-01-01").fromordinal(ordinal).date().isoformat()
