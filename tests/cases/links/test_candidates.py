from flask_sqlalchemy import SQLAlchemy

from dhp.accounts.models import Force, User
from dhp.accounts.permissions import RoleName
from dhp.cases.links.candidates import candidates_for
from dhp.cases.links.models import LinkKind
from dhp.cases.links.same_death import Finding, link, undo
from dhp.cases.models import Case
from tests.cases.conftest import HOMICIDE, MakeCase, MakeUser, Statements, given


def found(case: Case, user: User) -> list[Case]:
    return [candidate.case for candidate in candidates_for(case, user)]


def test_a_death_told_by_two_forces_is_found_from_either(
    make_case: MakeCase, essex: Force, coder: User
) -> None:
    one, other = make_case(), make_case(force=essex)

    assert found(one, coder) == [other]
    assert found(other, coder) == [one]


def test_the_most_alike_comes_first(make_case: MakeCase, essex: Force, coder: User) -> None:
    one = make_case()
    far = make_case(HOMICIDE | given(death__date_of_death="2026-03-04"), force=essex)
    near = make_case(force=essex)

    assert found(one, coder) == [near, far]


def test_deaths_far_apart_in_time_are_not_alike(
    make_case: MakeCase, essex: Force, coder: User
) -> None:
    one = make_case()
    make_case(HOMICIDE | given(death__date_of_death="2025-03-01"), force=essex)

    assert found(one, coder) == []


def test_a_reference_that_is_alike_is_found_whatever_the_date(
    make_case: MakeCase, coder: User
) -> None:
    one = make_case(given(death__force_ref="KP/2026/004417", death__date_of_death="2026-03-01"))
    other = make_case(given(death__force_ref="KP/2026/004417", victim__sex="female"))

    assert found(one, coder) == [other]


def test_other_deaths_of_the_same_incident_are_no_candidates(
    make_case: MakeCase, coder: User
) -> None:
    one = make_case()
    make_case(incident=one.incident)

    assert found(one, coder) == []


def test_not_the_same_is_remembered_until_it_is_undone(
    database: SQLAlchemy, make_case: MakeCase, essex: Force, coder: User
) -> None:
    one, other = make_case(), make_case(force=essex)
    decision = link(Finding(one, other, LinkKind.NOT_THE_SAME), by=coder)
    database.session.commit()

    assert (found(one, coder), found(other, coder)) == ([], [])

    undo(decision, "They are.", by=coder)
    database.session.commit()
    assert (found(one, coder), found(other, coder)) == ([other], [one])


def test_a_restricted_case_is_a_candidate_only_for_whom_it_exists(
    make_case: MakeCase, make_user: MakeUser, coder: User
) -> None:
    one, hidden = make_case(), make_case(restricted=True)

    assert found(one, coder) == []
    assert found(one, make_user(RoleName.LEAD)) == [hidden]


def test_a_force_is_shown_no_candidates(make_case: MakeCase, make_user: MakeUser) -> None:
    one, _other = make_case(), make_case()

    assert found(one, make_user(RoleName.SPOC)) == []


def test_looking_takes_few_statements_however_many_are_near(
    make_case: MakeCase, coder: User, statements: Statements
) -> None:
    one = make_case()
    for _ in range(8):
        make_case()
    statements.clear()

    assert len(found(one, coder)) == 8
    assert len(statements) <= 5


def test_a_very_long_list_is_cut(make_case: MakeCase, coder: User) -> None:
    one = make_case()
    for _ in range(21):
        make_case()

    assert len(found(one, coder)) == 20
