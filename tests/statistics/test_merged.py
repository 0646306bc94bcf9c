import pytest
from flask_sqlalchemy import SQLAlchemy
from hypothesis import given, settings
from hypothesis import strategies as st

from dhp.audit.trail import Command
from dhp.calendar import clock_at
from dhp.cases.links.models import CaseLink, LinkKind
from dhp.cases.links.same_death import Finding, link, undo
from dhp.cases.models import Case
from dhp.definitions import DeathType
from dhp.errors import DomainError
from dhp.statistics.changes import changes
from dhp.statistics.deaths import deaths_by_day
from dhp.statistics.received import Span, received
from dhp.statistics.revising.movements import Revision, Revisions
from tests.harness.examples import SHARING, tries
from tests.harness.record import Death, at

YEAR = at("2025-04-01")
THEN, NOW = at("2025-06-06"), at("2025-06-13")
SAME = LinkKind.SAME_DEATH


@pytest.fixture
def merge(database: SQLAlchemy):
    """Finds two cases to be one death at an instant: `merge(keep, other, "2025-06-10")`."""

    def merge_cases(keep: Case, other: Case, when: str, kind: LinkKind = SAME) -> CaseLink:
        with clock_at(at(when)):
            decision = link(Finding(keep, other, kind, "One death."), by=Command())
            database.session.commit()
        return decision

    return merge_cases


@pytest.fixture
def part(database: SQLAlchemy):
    """Undoes a decision at an instant."""

    def undo_link(decision: CaseLink, when: str) -> None:
        with clock_at(at(when)):
            undo(decision, "Two deaths.", by=Command())
            database.session.commit()

    return undo_link


def between_the_two() -> Revisions:
    return changes(Span(YEAR, THEN), THEN, Span(YEAR, NOW), NOW)


def counted(as_at: str) -> int:
    return received([Span(YEAR, NOW)], at(as_at))[0].total()


def test_a_death_told_twice_counts_once_from_the_decision_on(death: Death, merge, part) -> None:
    keep, other = death("2025-05-01", DeathType.IPH), death("2025-05-02", DeathType.IPH)
    decision = merge(keep, other, "2025-05-10")
    part(decision, "2025-05-20")

    assert [counted(f"2025-05-{day}") for day in ("09", "10", "19", "20")] == [2, 1, 1, 2]


def test_only_the_same_death_takes_a_case_from_the_count(death: Death, merge) -> None:
    one, two = death("2025-05-01", DeathType.IPH), death("2025-05-02", DeathType.IPH)
    merge(one, two, "2025-05-10", LinkKind.SAME_INCIDENT)

    assert counted("2025-06-01") == 2


def test_a_death_told_twice_is_one_on_its_day(death: Death, merge) -> None:
    keep, other = (death("2025-05-01", DeathType.IPH, died="2025-04-30") for _ in range(2))
    merge(keep, other, "2025-05-10")

    days, _vague = deaths_by_day(YEAR.date(), NOW.date(), NOW)

    assert sum(days.values()) == 1


def test_a_merge_is_a_movement_of_its_own(death: Death, merge) -> None:
    keep, other = death("2025-05-01", DeathType.IPH), death("2025-05-02", DeathType.AFH)
    merge(keep, other, "2025-06-10")

    found = between_the_two()

    assert found.groups["afh"] == Revision(opening=1, merged=1)
    assert found.every == Revision(opening=2, merged=1, closing=1)


def test_a_merge_that_was_undone_brings_the_death_back(death: Death, merge, part) -> None:
    keep, other = death("2025-05-01", DeathType.IPH), death("2025-05-02", DeathType.AFH)
    part(merge(keep, other, "2025-05-10"), "2025-06-10")

    found = between_the_two()

    assert found.groups["afh"] == Revision(parted=1, closing=1)
    assert found.every == Revision(opening=1, parted=1, closing=2)


def test_a_case_opened_and_merged_between_two_editions_moves_nothing(death: Death, merge) -> None:
    keep, late = death("2025-05-01", DeathType.IPH), death("2025-06-08", DeathType.IPH)
    merge(keep, late, "2025-06-10")

    found = between_the_two()

    assert found.every == Revision(opening=1, closing=1)


STEPS = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(1, 40), st.booleans()), max_size=5
)


@settings(SHARING, max_examples=tries(10, thorough=200))
@given(steps=STEPS)
def test_every_history_of_merging_balances(
    death: Death, merge, part, database: SQLAlchemy, steps: list[tuple[int, int, int, bool]]
) -> None:
    kinds = (DeathType.IPH, DeathType.AFH, None)
    cases = [death(f"2025-05-0{n + 1}", kind) for n, kind in enumerate(kinds)]
    for one, other, day, undone in sorted(steps, key=lambda step: step[2]):
        when = at("2025-05-04").fromordinal(at("2025-05-04").toordinal() + day).date()
        try:
            decision = merge(cases[one], cases[other], when.isoformat())
            if undone:
                part(decision, f"{when.isoformat()}T12:00:00")
        except DomainError:
            database.session.rollback()

    found = between_the_two()

    assert found.every.closing == received([Span(YEAR, NOW)], NOW)[0].total()
    assert found.every.opening == received([Span(YEAR, THEN)], THEN)[0].total()
