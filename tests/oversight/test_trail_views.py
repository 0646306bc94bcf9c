import json
import re
from collections.abc import Callable

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import text

from dhp.accounts.models import User
from dhp.accounts.permissions import RoleName
from dhp.audit import queries as trail
from dhp.audit.acts import Act
from dhp.audit.trail import record_read
from dhp.references import shown_reference
from tests.audit.tampering import unguard
from tests.cases.conftest import MakeCase, MakeUser
from tests.harness.pages import PageClient

SignIn = Callable[[User], None]


@pytest.fixture
def auditor(make_user: MakeUser, sign_in: SignIn) -> User:
    """The auditor, signed in."""
    user = make_user(RoleName.AUDITOR, "Ada Auditor")
    sign_in(user)
    return user


def ask(client: PageClient, question: str, typed: str = "", status: int = 200) -> str:
    name = {"who-saw": "who-saw-ref", "what-did": "what-did-email"}.get(question, "nothing")
    page = client.post(f"/trail?ask={question}", data={name: typed})
    assert page.status_code == status
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", page.get_data(as_text=True)))


def acts_of(user: User) -> list[str]:
    return [event.act for event in trail.by_actor(user.ref)]


@pytest.mark.parametrize("role", [role for role in RoleName if role is not RoleName.AUDITOR])
def test_nobody_but_the_auditor_opens_the_trail(
    client: PageClient, make_user: MakeUser, sign_in: SignIn, role: RoleName
) -> None:
    sign_in(make_user(role))

    assert client.get("/trail").status_code == 403
    assert client.post("/trail?ask=verify").status_code == 403


def test_a_sound_trail_is_called_sound_and_gives_a_line_to_keep(
    client: PageClient, make_case: MakeCase, auditor: User
) -> None:
    make_case()

    page = ask(client, "verify")

    assert "The trail is sound: 1 events." in page
    assert re.search(r"\b1:[0-9a-f]{64}\b", page)
    assert acts_of(auditor) == [Act.TRAIL_VERIFIED]


@pytest.mark.only_on("sqlite")
def test_a_trail_that_was_tampered_with_is_called_broken(
    database: SQLAlchemy, client: PageClient, make_case: MakeCase, auditor: User
) -> None:
    make_case()
    unguard(database)
    database.session.execute(text("UPDATE trail_events SET body = '{}' WHERE seq = 1"))
    database.session.commit()

    page = ask(client, "verify")

    assert "The chain is broken at event 1." in page
    assert "Tell whoever runs the service at once" in page


def test_who_saw_a_case_is_told_by_name_and_time_and_the_question_is_recorded(
    client: PageClient, make_case: MakeCase, coder: User, auditor: User, sign_in: SignIn
) -> None:
    case = make_case()
    sign_in(coder)
    client.get(f"/cases/{case.ref}")
    client.get("/cases")
    sign_in(auditor)

    page = ask(client, "who-saw", shown_reference(case.ref).lower())

    assert "3 events, latest first." in page
    assert page.index("listed cases") < page.index("read a case") < page.index("opened a case")
    assert "Cora Coder (coder in the central unit) read a case" in page
    (event,) = [e for e in trail.about(case.ref) if e.act == Act.TRAIL_READ]
    assert json.loads(event.body)["actor"] == auditor.ref


def test_what_a_person_did_is_told_by_their_address_in_whatever_case_it_is_typed(
    client: PageClient, make_case: MakeCase, coder: User, auditor: User
) -> None:
    make_case()

    page = ask(client, "what-did", f" {coder.email.upper()} ")

    assert "What Cora Coder did" in page
    assert "opened a case" in page
    (event,) = [e for e in trail.about(coder.ref) if e.act == Act.TRAIL_READ]
    assert coder.email not in event.body


def test_an_address_without_an_account_says_so_and_keeps_what_was_typed(
    client: PageClient, auditor: User
) -> None:
    page = client.post("/trail?ask=what-did", data={"what-did-email": "no@example.org"})

    html = page.get_data(as_text=True)
    assert page.status_code == 422
    assert "No account has this e-mail address." in html
    assert 'value="no@example.org"' in html


def test_a_reference_that_nothing_has_says_what_to_check(client: PageClient, auditor: User) -> None:
    assert "The trail holds nothing about this." in ask(client, "who-saw", "0")


@pytest.mark.parametrize("question", ["who-saw", "what-did"])
def test_an_empty_question_asks_for_something(
    client: PageClient, auditor: User, question: str
) -> None:
    assert "There is a problem" in ask(client, question, status=422)
    assert acts_of(auditor) == []


def test_a_question_that_does_not_exist_is_refused(client: PageClient, auditor: User) -> None:
    ask(client, "everything", status=422)

    assert acts_of(auditor) == []


def test_only_the_latest_events_fit_on_the_page(
    client: PageClient, make_case: MakeCase, coder: User, auditor: User
) -> None:
    case = make_case()
    for _ in range(205):
        record_read(Act.CASE_READ, by=coder, about=case.ref, force="E23000032")

    page = ask(client, "who-saw", case.ref)

    assert "206 events, latest first. The latest 200 are shown" in page
    assert page.count("read a case") == 200
