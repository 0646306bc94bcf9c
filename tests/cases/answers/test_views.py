import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask_sqlalchemy import SQLAlchemy

from dhp.accounts.models import User
from dhp.accounts.permissions import RoleName
from dhp.audit import queries as trail
from dhp.audit.acts import Act
from dhp.cases.answers.table import history_of, read_answers
from dhp.cases.models import Case, Source
from dhp.cases.people.actions import add_suspect_to
from dhp.cases.people.standing import places_of
from dhp.dictionary import Given, State
from dhp.dictionary.columns import MOST_SUSPECTS
from dhp.errors import DomainError
from tests.cases.conftest import HOMICIDE, MakeCase, MakeUser, given
from tests.harness.pages import PageClient

SignIn = Callable[[User], None]
AGE = "victim.age"


@pytest.fixture(autouse=True)
def signed_in(sign_in: SignIn, coder: User) -> User:
    """The coder, signed in."""
    sign_in(coder)
    return coder


def give(client: PageClient, case: Case, name: str = AGE, status: int = 303, **changes: Any) -> str:
    data = {"version": str(case.version), "source": "unit", "reason": "The certificate"} | changes
    typed = {key.replace("__", "."): text for key, text in data.items()}
    page = client.post(f"/cases/{case.ref}/answers/{name}", data=typed)
    assert page.status_code == status
    return page.location if status == 303 else page.get_data(as_text=True)


def standing(case: Case, name: str = AGE) -> Given:
    return places_of([case])[case.id].answers(read_answers([case]))[name]


def test_every_line_of_a_case_leads_to_a_page_that_asks_its_question(
    client: PageClient, make_case: MakeCase
) -> None:
    case = make_case()

    page = client.get(f"/cases/{case.ref}").get_data(as_text=True)
    links = re.findall(rf'href="(/cases/{case.ref}/answers/[^"]+)"', page)

    assert len(links) > 10
    assert [link for link in links if client.get(link).status_code != 200] == []


def test_the_page_shows_what_stands_and_asks_who_says_so(
    client: PageClient, make_case: MakeCase
) -> None:
    page = client.get(f"/cases/{make_case().ref}/answers/{AGE}").get_data(as_text=True)

    assert "What each source says" in page
    assert re.search(r'Force <strong class="govuk-tag">Counts</strong>', page)
    assert "Who says so?" in page
    assert re.search(r'name="victim\.age"[^>]*value="34"', page)


def test_an_answer_of_the_unit_stands_beside_that_of_the_force(
    client: PageClient, make_case: MakeCase
) -> None:
    case = make_case()

    location = give(client, case, victim__age="35")

    assert location == f"/cases/{case.ref}#victim-age"
    assert standing(case) == Given(State.ANSWERED, "35")
    assert sorted(a.source for a in history_of([case]) if a.value in ("34", "35")) == [
        Source.FORCE,
        Source.UNIT,
    ]


def test_a_state_can_be_given_instead_of_a_value(client: PageClient, make_case: MakeCase) -> None:
    case = make_case()

    give(client, case, victim__age="", victim__age__state="[not_known]")

    assert standing(case) == Given(State.NOT_KNOWN)


def test_the_unit_says_why_it_decides_otherwise_than_the_force(
    client: PageClient, make_case: MakeCase
) -> None:
    case = make_case()

    page = give(client, case, status=422, victim__age="35", reason="")
    give(client, case, victim__age="35", reason="The registrar confirmed it")

    assert "Say why the unit decides otherwise." in page
    assert "The registrar confirmed it" in client.get(f"/cases/{case.ref}/answers/{AGE}").get_data(
        as_text=True
    )


def test_the_unit_may_settle_what_the_force_left_open_or_said_too_without_a_reason(
    client: PageClient, make_case: MakeCase
) -> None:
    case = make_case(HOMICIDE | given(victim__age="[not_yet_established]"))

    give(client, case, victim__age="35", reason="")
    give(client, case, "victim.sex", victim__sex="female", reason="")

    assert standing(case) == Given(State.ANSWERED, "35")


def test_an_answer_says_how_sure_it_is_and_since_when_it_was_known(
    client: PageClient, make_case: MakeCase
) -> None:
    case = make_case()

    give(
        client,
        case,
        victim__age="35",
        confidence="probable",
        known_from=["4", "3", "2026"],
    )
    page = client.get(f"/cases/{case.ref}/answers/{AGE}").get_data(as_text=True)

    assert ">Probable</td>" in page
    assert "4 Mar 2026" in page
    assert "The sources do not agree." in page
    case_page = client.get(f"/cases/{case.ref}").get_data(as_text=True)
    assert "Central unit, probable: counts" in case_page


def test_the_same_answer_with_more_confidence_is_one_more_answer(
    client: PageClient, make_case: MakeCase
) -> None:
    case = make_case()
    give(client, case, victim__age="35", confidence="suspected")

    give(client, case, victim__age="35", confidence="established")

    page = client.get(f"/cases/{case.ref}/answers/{AGE}").get_data(as_text=True)
    assert "said again of “Victim’s age”: “35”, established" in page
    assert [a.confidence for a in history_of([case]) if a.value == "35"] == [
        "suspected",
        "established",
    ]


def test_changing_what_the_force_said_asks_why_and_keeps_what_was_typed(
    client: PageClient, make_case: MakeCase
) -> None:
    case = make_case()

    page = give(client, case, status=422, source="force", reason="", victim__age="35")

    assert "Say why the earlier answer was wrong or has changed." in page
    assert re.search(r'name="victim\.age"[^>]*value="35"', page)
    assert standing(case) == Given(State.ANSWERED, "34")


@pytest.mark.parametrize("typed", ["", "old", "999"])
def test_what_is_no_answer_is_refused_and_stays_as_typed(
    client: PageClient, make_case: MakeCase, typed: str
) -> None:
    case = make_case()

    page = give(client, case, status=422, victim__age=typed)

    assert "There is a problem" in page
    assert f'value="{typed}"' in page
    assert standing(case) == Given(State.ANSWERED, "34")


def test_an_answer_on_a_page_that_is_out_of_date_is_refused(
    client: PageClient, make_case: MakeCase
) -> None:
    case = make_case()
    seen = str(case.version)
    give(client, case, victim__age="36")

    page = give(client, case, status=409, version=seen, victim__age="35")

    assert "Somebody changed this case after you opened the page." in page
    assert re.search(r"36</span>.*Cora Coder.*>35</td>", page, re.DOTALL)
    assert standing(case) == Given(State.ANSWERED, "36")


@pytest.mark.parametrize("name", ["victim.shoe", "suspect2.age", "sex", "victim.circumstances"])
def test_a_question_that_the_case_does_not_have_is_not_found(
    client: PageClient, make_case: MakeCase, name: str
) -> None:
    assert client.get(f"/cases/{make_case().ref}/answers/{name}").status_code == 404


def test_a_restricted_case_takes_no_answer_from_whom_it_is_hidden_from(
    client: PageClient, make_case: MakeCase
) -> None:
    case = make_case(restricted=True)

    give(client, case, status=404, victim__age="35")
    client.post(f"/cases/{case.ref}/suspects", data={"version": str(case.version)})

    assert standing(case) == Given(State.ANSWERED, "34")
    assert places_of([case])[case.id].suspects == 1


@pytest.mark.parametrize("role", [RoleName.SPOC, RoleName.READER, RoleName.ADMINISTRATOR])
def test_others_can_neither_open_nor_send_the_page(
    client: PageClient, make_case: MakeCase, make_user: MakeUser, sign_in: SignIn, role: RoleName
) -> None:
    case = make_case()
    sign_in(make_user(role))

    assert client.get(f"/cases/{case.ref}/answers/{AGE}").status_code == 403
    give(client, case, status=403, victim__age="35")


def test_a_suspect_who_became_known_later_can_be_added_and_described(
    client: PageClient, make_case: MakeCase
) -> None:
    case = make_case(given(death__suspect_identified="no"))
    assert places_of([case])[case.id].suspects == 0

    client.post(f"/cases/{case.ref}/suspects", data={"version": str(case.version)})
    give(client, case, "suspect1.relationship", suspect1__relationship="son")

    assert standing(case, "suspect1.relationship") == Given(State.ANSWERED, "son")
    added = [json.loads(e.body).get("added") for e in trail.about(case.ref)]
    assert "suspect1" in added


def test_a_second_click_adds_no_second_suspect(client: PageClient, make_case: MakeCase) -> None:
    case = make_case()
    seen = {"version": str(case.version)}

    for _ in range(2):
        client.post(f"/cases/{case.ref}/suspects", data=seen)

    assert places_of([case])[case.id].suspects == 2


def test_a_case_has_no_more_suspects_than_can_be_recorded(
    database: SQLAlchemy, make_case: MakeCase, coder: User
) -> None:
    case = make_case(given(**{f"suspect{MOST_SUSPECTS}__age": "30"}))

    with pytest.raises(DomainError):
        add_suspect_to(case, by=coder)

    database.session.rollback()
    assert trail.latest_about(case.ref, Act.ANSWER_RECORDED) is None
