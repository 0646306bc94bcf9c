import re
from collections.abc import Callable
from html import unescape

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, select

from dhp.accounts.models import User
from dhp.accounts.permissions import RoleName
from dhp.audit import queries as trail
from dhp.audit.acts import Act
from dhp.cases.actions import classify
from dhp.cases.judging.facts import propose
from dhp.cases.links.models import LinkKind
from dhp.cases.links.same_death import Finding, link
from dhp.cases.models import Case, Classification
from dhp.cases.rules import Decision
from dhp.definitions import DEFINITIONS, DeathType, Scope
from dhp.references import shown_reference
from tests.cases.conftest import HOMICIDE, MakeCase, MakeUser, Statements, given
from tests.harness.pages import PageClient

SignIn = Callable[[User], None]
UNEXPLAINED = HOMICIDE | given(
    death__suspected_intent="unexplained", death__da_history_known="police"
)


@pytest.fixture
def lead(make_user: MakeUser, sign_in: SignIn) -> User:
    """A lead, signed in."""
    user = make_user(RoleName.LEAD, "Lee Lead")
    sign_in(user)
    return user


def judged(case: Case, kind: DeathType, by: User, database: SQLAlchemy) -> Case:
    classify(case, Decision(Scope.IN, kind, "dhp-2023", "So."), propose(HOMICIDE), by=by)
    database.session.commit()
    return case


def words(html: str) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub("<[^>]+>", "", html)))


def test_a_death_is_shown_under_every_definition_with_its_reasons(
    client: PageClient, make_case: MakeCase, lead: User
) -> None:
    case = make_case()

    page = client.get(f"/cases/{case.ref}/definitions").get_data(as_text=True)

    for definition in DEFINITIONS.values():
        assert f'id="{definition.name}"' in page
        verdict = propose(HOMICIDE, definition.name)
        part = words(page[page.index(f'id="{definition.name}"') :])
        assert verdict.reasons[0] in part
    assert trail.latest_about(case.ref, Act.CASE_READ) is not None


def test_what_is_lacking_leads_to_its_question(
    client: PageClient, make_case: MakeCase, lead: User
) -> None:
    case = make_case(HOMICIDE | given(suspect1__suspect_status="[not_yet_established]"))

    page = client.get(f"/cases/{case.ref}/definitions").get_data(as_text=True)
    part = page[page.index('id="homicide-index"') :]

    assert "Cannot tell yet" in part[:300]
    assert f"/cases/{case.ref}#suspect1-suspect_status" in part


def test_a_replay_shows_what_would_change_by_group_and_changes_nothing(
    client: PageClient, database: SQLAlchemy, make_case: MakeCase, lead: User
) -> None:
    same = judged(make_case(), DeathType.IPH, lead, database)
    other = judged(make_case(UNEXPLAINED), DeathType.UNEXPECTED, lead, database)
    make_case()

    page = client.get("/cases/replay?definition=dhp-2020").get_data(as_text=True)

    assert "3 cases were judged. 1 would change, 1 would not. 1 nobody has" in words(page)
    assert "Unexpected death to intimate partner homicide" in page
    assert f"/cases/{other.ref}/definitions#dhp-2020" in page
    assert shown_reference(same.ref) not in page
    database.session.expire_all()
    assert other.type is DeathType.UNEXPECTED
    assert database.session.scalar(select(func.count()).select_from(Classification)) == 2


def test_page_and_command_find_the_same(
    app: Flask, client: PageClient, database: SQLAlchemy, make_case: MakeCase, lead: User
) -> None:
    judged(make_case(UNEXPLAINED), DeathType.UNEXPECTED, lead, database)
    make_case(restricted=True)

    page = words(client.get("/cases/replay?definition=dhp-2020").get_data(as_text=True))
    told = app.test_cli_runner().invoke(args=["definitions", "replay", "dhp-2020"]).output

    assert "2 cases were judged. 1 would change" in page
    assert "2 cases judged under dhp-2020" in told
    assert "1 would change." in told


def test_a_replay_is_a_reading_of_the_cases_it_names(
    client: PageClient, database: SQLAlchemy, make_case: MakeCase, lead: User
) -> None:
    other = judged(make_case(UNEXPLAINED), DeathType.UNEXPECTED, lead, database)

    client.get("/cases/replay?definition=dhp-2020")

    event = trail.latest_about(other.ref, Act.CASES_LISTED)
    assert event is not None
    assert '"definition":"dhp-2020"' in event.body.replace(" ", "")


def test_a_death_that_was_told_twice_is_judged_once(
    client: PageClient, database: SQLAlchemy, make_case: MakeCase, lead: User
) -> None:
    keep, other = make_case(UNEXPLAINED), make_case()
    judged(keep, DeathType.IPH, lead, database)
    choices = {"death.suspected_intent": other.id}
    link(Finding(keep, other, LinkKind.SAME_DEATH, "One.", choices), by=lead)
    database.session.commit()

    page = words(client.get("/cases/replay?definition=dhp-2023").get_data(as_text=True))

    assert "1 case was judged. 0 would change, 1 would not" in page


def test_a_replay_of_many_cases_takes_a_bounded_number_of_statements(
    client: PageClient, make_case: MakeCase, lead: User, statements: Statements
) -> None:
    for _ in range(12):
        make_case()
    statements.clear()

    client.get("/cases/replay?definition=dhp-2020")

    assert len(statements.of_the_page) <= 7


@pytest.mark.parametrize("query", ["", "?definition=", "?definition=dhp-1999"])
def test_without_a_definition_nothing_is_judged(
    client: PageClient, make_case: MakeCase, lead: User, query: str
) -> None:
    make_case()

    page = client.get(f"/cases/replay{query}")

    assert page.status_code == 200
    assert "judged." not in words(page.get_data(as_text=True)).split("Nothing is changed.")[1]


def test_a_coder_may_see_one_death_but_not_replay_all(
    client: PageClient, make_case: MakeCase, coder: User, sign_in: SignIn
) -> None:
    case = make_case()
    sign_in(coder)

    assert client.get(f"/cases/{case.ref}/definitions").status_code == 200
    assert client.get("/cases/replay?definition=dhp-2020").status_code == 403
