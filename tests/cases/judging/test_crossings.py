"""What the record says in the categories of other schemes, and what has no place there."""

from collections.abc import Callable

import pytest
from flask_sqlalchemy import SQLAlchemy

from dhp.accounts.models import User
from dhp.accounts.permissions import RoleName
from dhp.cases.actions import classify
from dhp.cases.judging.crossings import count_options, crossed
from dhp.cases.judging.facts import propose
from dhp.cases.models import Case
from dhp.cases.queries import visible_to
from dhp.cases.rules import Decision
from dhp.definitions import DeathType, Scope
from dhp.dictionary import DICTIONARY
from dhp.dictionary.schemes import SCHEMES, unmapped
from tests.cases.conftest import HOMICIDE, MakeCase, MakeUser, given
from tests.harness.pages import PageClient

SignIn = Callable[[User], None]
CARER = HOMICIDE | given(suspect1__relationship="carer", suspect2__relationship="partner")


@pytest.fixture
def in_scope(database: SQLAlchemy, make_case: MakeCase, coder: User) -> MakeCase:
    """Makes a case that somebody classified as in scope."""

    def make(*args: object, **changes: object) -> Case:
        case = make_case(*args, **changes)
        decision = Decision(Scope.IN, DeathType.OTHER, "dhp-2023", "A test")
        classify(case, decision, propose(HOMICIDE), by=coder)
        database.session.commit()
        return case

    return make


def test_what_has_no_place_in_a_scheme_is_listed_with_how_often_it_was_chosen(
    in_scope: MakeCase, make_case: MakeCase, coder: User
) -> None:
    in_scope(CARER)
    in_scope(HOMICIDE)
    make_case(CARER)  # nobody has classified it

    counted = count_options(visible_to(coder))
    tie = crossed(SCHEMES["homicide-index"], counted)[0]

    assert counted.cases == 2
    assert {one.option.code: one.answers for one in tie.lost} == {"carer": 1, "co-resident": 0}
    assert tie.answers_lost == 1
    placed = {
        one.option.code: (one.category.code, one.answers) for one in tie.placed if one.category
    }
    assert placed["partner"] == ("partner", 1)
    assert placed["ex-partner"] == ("partner", 1)
    assert [one.code for one in tie.empty] == ["other"]


@pytest.mark.parametrize("name", SCHEMES)
def test_the_page_and_the_schemes_agree_on_what_does_not_map(
    database: SQLAlchemy, coder: User, name: str
) -> None:
    found = crossed(SCHEMES[name], count_options(visible_to(coder)))

    lost = [(one.characteristic.code, kept.option.code) for one in found for kept in one.lost]
    assert lost == list(unmapped(SCHEMES[name], DICTIONARY))


def test_restricted_cases_are_counted_only_for_whoever_may_read_them(
    in_scope: MakeCase, make_user: MakeUser, coder: User
) -> None:
    in_scope(CARER, restricted=True)

    counts = [count_options(visible_to(user)).cases for user in (coder, make_user(RoleName.LEAD))]

    assert counts == [0, 1]


def test_the_page_lists_what_maps_and_what_does_not(
    client: PageClient, in_scope: MakeCase, make_user: MakeUser, sign_in: SignIn
) -> None:
    in_scope(CARER)
    sign_in(make_user(RoleName.LEAD))

    start = client.get("/cases/schemes")
    page = client.get("/cases/schemes?scheme=homicide-index").get_data(as_text=True)

    assert start.status_code == 200
    assert "1 case is in scope." in page
    assert "2 of 19 have no place there, chosen in 1 answer." in page.replace("\n", " ")
    assert "Does not map" in page
    assert "None of our answers falls into: Other known." in page


@pytest.mark.parametrize("role", [RoleName.SPOC, RoleName.READER, RoleName.ADMINISTRATOR])
def test_the_page_is_for_the_unit(
    client: PageClient, make_user: MakeUser, sign_in: SignIn, role: RoleName
) -> None:
    sign_in(make_user(role))

    assert client.get("/cases/schemes").status_code == 403
