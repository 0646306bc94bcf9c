from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from flask_sqlalchemy import SQLAlchemy

from dhp.accounts.models import Force, User
from dhp.accounts.permissions import RoleName
from dhp.cases import listing
from dhp.cases.conflicts.actions import declare
from dhp.cases.conflicts.models import Tie
from dhp.cases.filtering import CaseFilter, filter_from
from dhp.cases.listing import ListedCase, latest_cases
from dhp.cases.models import Case
from dhp.cases.queries import case_with, others_of_incident, visible_to
from dhp.definitions import DeathType, Scope
from dhp.errors import Absent
from dhp.references import shown_reference
from tests.cases.conftest import RECEIVED, MakeCase, MakeUser, Statements

BLIND = [RoleName.SPOC, RoleName.ANALYST, RoleName.READER, RoleName.ADMINISTRATOR, RoleName.AUDITOR]


def refs(cases: Iterable[Case | ListedCase]) -> list[str]:
    return [case.ref for case in cases]


@pytest.mark.parametrize("role", BLIND)
def test_people_without_the_permission_see_no_case(
    database: SQLAlchemy, make_case: MakeCase, make_user: MakeUser, role: RoleName
) -> None:
    case = make_case()
    user = make_user(role)

    assert database.session.scalars(visible_to(user)).all() == []
    with pytest.raises(Absent):
        case_with(case.ref, user)


def test_a_restricted_case_is_seen_by_the_lead_and_by_those_named_alone(
    make_case: MakeCase, make_user: MakeUser, coder: User
) -> None:
    named = make_user(RoleName.CODER, "Nia Named")
    lead = make_user(RoleName.LEAD)
    case = make_case(restricted=True, readers=[named])

    assert case_with(case.ref, named).id == case.id
    assert case_with(case.ref, lead).id == case.id
    with pytest.raises(Absent):
        case_with(case.ref, coder)


def test_a_restricted_case_changes_no_count_for_others(make_case: MakeCase, coder: User) -> None:
    make_case()
    make_case(restricted=True)

    page = latest_cases(coder)

    assert (len(page.cases), page.total) == (1, 1)


def test_the_first_page_shows_each_what_a_narrowed_one_shows(
    database: SQLAlchemy, make_case: MakeCase, make_user: MakeUser
) -> None:
    named, near = make_user(RoleName.CODER, "Nia Named"), make_user(RoleName.CODER, "Noor Near")
    lead, reader = make_user(RoleName.LEAD), make_user(RoleName.READER)
    shown, known = make_case(), make_case()
    hidden = make_case(restricted=True, readers=[named])
    declare(known, Tie.WORK, by=near)
    database.session.commit()

    for user in (named, near, lead, reader):
        unjudged = CaseFilter(scope="none")  # as all of these are, so that it keeps all
        first, narrowed = latest_cases(user), latest_cases(user, wanted=unjudged)
        assert (refs(first.cases), first.total) == (refs(narrowed.cases), narrowed.total)
    assert refs(latest_cases(near).cases) == [shown.ref]
    assert hidden.ref in refs(latest_cases(named).cases)


def test_an_incident_shows_only_those_of_its_other_deaths_one_may_see(
    make_case: MakeCase, coder: User
) -> None:
    case = make_case()
    open_to_all = make_case(incident=case.incident)
    make_case(incident=case.incident, restricted=True)

    assert refs(others_of_incident(case, coder)) == [open_to_all.ref]


def test_pages_follow_each_other_without_gap_or_repeat(make_case: MakeCase, coder: User) -> None:
    days = (1, 1, 2, 3, 3)  # two pairs were received at the same instant
    cases = [make_case({}, received_at=RECEIVED + timedelta(days=day)) for day in days]

    seen, before = [], None
    while True:
        page = latest_cases(coder, before=before, size=2)
        seen += refs(page.cases)
        before = page.next
        if before is None:
            break

    assert sorted(seen) == sorted(refs(cases))
    assert seen[-1] in refs(cases[:2])
    assert page.total == 5


def test_of_very_many_cases_a_list_says_no_more_than_that(
    make_case: MakeCase, coder: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "COUNTED", 2)
    said = []
    for _ in range(3):
        make_case({})
        said.append(latest_cases(coder).counted)

    assert said == ["1 case", "2 cases", "More than 2 cases"]


@pytest.mark.only_on("sqlite")  # PostgreSQL chooses by what it has counted
def test_a_page_is_read_off_the_end_of_an_index_and_nothing_is_sorted(
    database: SQLAlchemy, make_user: MakeUser, statements: Statements
) -> None:
    for user in (make_user(RoleName.CODER), make_user(RoleName.LEAD)):
        statements.clear()
        latest_cases(user)
        listed = statements[-1]
        steps = database.session.connection().exec_driver_sql(
            f"EXPLAIN QUERY PLAN {listed}", (0,) * listed.count("?")
        )
        plan = [step[3] for step in steps]

        assert "ORDER BY cases.received_at" in listed
        assert any("USING INDEX ix_cases_survivor_id" in step for step in plan), plan
        assert not [step for step in plan if "TEMP B-TREE" in step]


def test_a_list_can_be_narrowed_by_each_of_its_filters(
    database: SQLAlchemy, make_case: MakeCase, coder: User
) -> None:
    essex = Force(code="E23000028", name="Essex", territorial=True)
    database.session.add(essex)
    case, other = make_case({}), make_case({}, force=essex)
    case.scope, case.type = Scope.IN, DeathType.CHILD
    database.session.commit()

    def found(**wanted: Any) -> list[str]:
        return refs(latest_cases(coder, wanted=CaseFilter(**wanted)).cases)

    assert found(type=DeathType.CHILD) == [case.ref]
    assert found(force="E23000028") == [other.ref]
    assert found(scope="in") == [case.ref]
    assert found(scope="none") == [other.ref]
    assert found(ref=case.ref[:6]) == [case.ref]
    assert found(ref="%") == []


def test_parameters_off_the_list_of_choices_narrow_nothing() -> None:
    arguments = {"type": "drop table", "scope": "sideways", "force": "X1", "order": "name"}

    assert filter_from(arguments, {"E23000032": "Kent"}) == CaseFilter()


def test_a_reference_may_be_typed_as_it_is_shown_or_read_out() -> None:
    ref = "4Q7T9KD2M0XW3E"
    typed = f" {shown_reference(ref).lower().replace('0', 'o')} "

    assert filter_from({"ref": typed}, {}).ref == ref
