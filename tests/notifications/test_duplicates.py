"""Possible duplicates: found inside the force, and never anywhere else."""

import pytest

from dhp.accounts.models import Force
from dhp.calendar import now
from dhp.cases.actions import open_case
from dhp.cases.opening.submission import Submission
from dhp.dictionary import Given, State
from dhp.notifications import actions
from dhp.notifications.drafting import draft_in
from dhp.notifications.duplicates import possible_duplicates, resemblance
from tests.notifications.conftest import a_draft
from tests.notifications.deaths import ANSWERS


def given(**answers: str) -> dict[str, Given]:
    return {name.replace("__", "."): Given(State.ANSWERED, text) for name, text in answers.items()}


def case_of(force: Force, by, restricted: bool = False, **answers: str):
    submission = Submission(force, now(), given(**answers), restricted=restricted)
    return open_case(submission, by=by)


ONE = {"death__date_of_death": "2026-03-09", "victim__sex": "female", "victim__age": "34"}


@pytest.mark.parametrize(
    ("changes", "alike"),
    [
        ({}, True),
        ({"death__date_of_death": "2026-03-12"}, True),
        ({"death__date_of_death": "2026-03-13"}, False),
        ({"death__date_of_death": "2026-03"}, True),
        ({"death__date_of_death": "2026"}, False),
        ({"victim__sex": "male"}, False),
        ({"victim__age": "36"}, True),
        ({"victim__age": "37"}, False),
        ({"victim__age": "30-39"}, True),
        ({"victim__age": "65+"}, False),
    ],
)
def test_near_dates_and_a_like_victim_make_a_possible_duplicate(changes, alike):
    assert bool(resemblance(given(**ONE), given(**(ONE | changes)))) is alike
    assert bool(resemblance(given(**(ONE | changes)), given(**ONE))) is alike


def test_what_is_not_known_of_the_victim_rules_nothing_out():
    assert resemblance(given(**ONE), given(death__date_of_death="2026-03-10"))


@pytest.mark.parametrize("written", ["CR/2026/001", "cr 2026-001", "CR2026001"])
def test_the_same_reference_written_differently_is_the_same(written):
    assert resemblance(given(death__force_ref="CR/2026/001"), given(death__force_ref=written))


def test_two_blank_references_are_not_the_same():
    assert not resemblance(given(victim__sex="female"), given(victim__sex="female"))


def shown_to(user, notification) -> list[str]:
    found = possible_duplicates(notification, draft_in(notification).given, user)
    return [match.ref for match in found]


def test_the_forces_own_notifications_are_shown(database, force, spoc, draft):
    second = a_draft(force, spoc, "two")

    assert shown_to(spoc, second) == [draft.ref]


def test_another_forces_death_is_never_shown(
    database, force, spoc, other_force, stranger, draft, coder
):
    theirs = a_draft(other_force, stranger)
    actions.send(theirs, theirs.send_key, "", by=stranger)
    actions.accept(theirs, by=coder)
    case_of(other_force, coder, **ONE, death__force_ref="CR/2026/001")

    assert shown_to(spoc, draft) == []


def test_the_forces_own_recorded_cases_are_shown(database, force, spoc, coder, draft):
    case = case_of(force, coder, death__force_ref="cr 2026 001")
    near = case_of(force, coder, **ONE)
    case_of(force, coder, death__date_of_death="2020-01-01")

    assert shown_to(spoc, draft) == [case.ref, near.ref]


def test_a_case_opened_from_a_notification_is_shown_once(database, force, spoc, coder, sent):
    actions.accept(sent, by=coder)
    second = a_draft(force, spoc, "two")

    assert shown_to(spoc, second) == [sent.ref]


def test_a_restricted_death_is_shown_to_nobody_but_those_who_wrote_it(
    database, force, spoc, colleague, coder, draft
):
    actions.save(draft, {"death.police_link": "yes"}, draft.version, by=spoc)
    case_of(force, coder, restricted=True, **ONE)
    mine, theirs = a_draft(force, spoc, "two"), a_draft(force, colleague, "three")

    assert shown_to(colleague, theirs) == [mine.ref]
    assert draft.ref in shown_to(spoc, mine)


def test_a_withdrawn_notification_is_not_shown(database, force, spoc, draft):
    actions.withdraw(draft, "Not ours.", by=spoc)

    assert shown_to(spoc, a_draft(force, spoc, "two")) == []


def test_a_colleagues_draft_that_cannot_be_read_yet_does_not_hinder(database, force, spoc):
    a_draft(force, spoc, "one", {"death.date_of_death": "31/2/26", "victim.age": "?"})
    second = a_draft(force, spoc, "two", ANSWERS)

    assert shown_to(spoc, second) == []
