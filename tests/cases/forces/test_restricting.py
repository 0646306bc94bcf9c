import re
from collections.abc import Callable

import pytest
from flask_sqlalchemy import SQLAlchemy
from werkzeug.test import TestResponse

from dhp.accounts.models import Force, User
from dhp.accounts.permissions import RoleName
from dhp.audit import queries as trail
from dhp.audit.acts import Act
from dhp.calendar import now
from dhp.cases.forces.handover import offer
from dhp.cases.forces.models import ForcePart
from dhp.cases.forces.restricting import (
    lift,
    name_reader,
    nameable,
    readers_of,
    remove_reader,
    restrict,
    restrictions_of,
)
from dhp.cases.models import Case, CaseReader
from dhp.errors import DomainError, Refused
from dhp.extensions import db
from dhp.references import shown_reference
from dhp.statistics.received import Span, received
from tests.cases.conftest import HOMICIDE, MakeCase, MakeUser, given
from tests.harness.looked_over import confirmed
from tests.harness.pages import PageClient

SignIn = Callable[[User], None]
ABSENT = "4Q7T9KD2M0XW3E"


def plain(page: TestResponse) -> str:
    """A page without what differs from one request to the next."""
    return re.sub(r"[0-9a-f]{12}|nonce=\"[^\"]+\"", "", page.get_data(as_text=True))


# Acts


def test_a_restricted_case_keeps_why_when_and_by_whom(
    database: SQLAlchemy, make_case: MakeCase, lead: User
) -> None:
    case = make_case()

    restrict(case, "The suspect is an officer.", by=lead)
    lift(case, "He is not.", by=lead)
    database.session.commit()

    (kept,) = restrictions_of(case)
    assert (kept.reason, kept.restricted_by) == ("The suspect is an officer.", lead.ref)
    assert (kept.lifted_reason, kept.lifted_by) == ("He is not.", lead.ref)
    assert kept.until is not None
    for act in (Act.CASE_RESTRICTED, Act.RESTRICTION_LIFTED):
        event = trail.latest_about(case.ref, act)
        assert event is not None
        assert "officer" not in event.body


def test_both_need_a_reason_and_the_right_state(make_case: MakeCase, lead: User) -> None:
    case = make_case()

    with pytest.raises(Refused, match="is not restricted"):
        lift(case, "So.", by=lead)
    with pytest.raises(DomainError, match="Say why this case must be restricted"):
        restrict(case, " ", by=lead)
    restrict(case, "So.", by=lead)
    with pytest.raises(Refused, match="restricted already"):
        restrict(case, "So.", by=lead)
    with pytest.raises(DomainError, match="no longer needed"):
        lift(case, "", by=lead)


def test_people_are_named_once_and_removed(
    database: SQLAlchemy, make_case: MakeCase, lead: User, coder: User
) -> None:
    case = make_case()
    restrict(case, "So.", by=lead)

    for _ in range(2):
        name_reader(case, coder, by=lead)
    assert readers_of(case) == [coder]
    for _ in range(2):
        remove_reader(case, coder, by=lead)
    database.session.commit()

    assert readers_of(case) == []
    events = [event.act for event in trail.about(coder.ref)]
    assert events == [Act.READER_NAMED, Act.READER_REMOVED]


def test_lifting_leaves_nobody_named(
    database: SQLAlchemy, make_case: MakeCase, lead: User, coder: User
) -> None:
    case = make_case()
    restrict(case, "So.", by=lead)
    name_reader(case, coder, by=lead)

    lift(case, "So.", by=lead)
    database.session.commit()

    assert database.session.query(CaseReader).count() == 0


def test_who_could_not_read_it_anyway_cannot_be_named(
    database: SQLAlchemy, make_case: MakeCase, make_user: MakeUser, lead: User, coder: User
) -> None:
    essex = Force(code="E23000028", name="Essex", territorial=True)
    database.session.add(essex)
    stranger = User(
        email="e@example.org", name="Eve", role=RoleName.SPOC, force=essex, joined_at=now()
    )
    gone = make_user(RoleName.CODER, "Gone")
    gone.disabled_at = now()
    database.session.add(stranger)
    own, case = make_user(RoleName.SPOC), make_case()
    restrict(case, "So.", by=lead)

    assert nameable(case) == sorted([coder, own], key=lambda user: user.name)
    for person in (stranger, gone, lead, make_user(RoleName.READER)):
        with pytest.raises(DomainError, match="cannot be named"):
            name_reader(case, person, by=lead)

    offer(case, ForcePart.OWNING, essex, "Theirs.", by=lead)
    name_reader(case, stranger, by=lead)


def test_counts_include_a_restricted_case(
    database: SQLAlchemy, make_case: MakeCase, lead: User
) -> None:
    case = make_case()
    span = Span(case.received_at, now())
    before = received([span], now())

    restrict(case, "So.", by=lead)
    database.session.commit()

    assert received([span], now()) == before
    assert before[0].total() == 1


# Ten restricted cases, and people who are not named for them


@pytest.fixture
def hidden(database: SQLAlchemy, make_case: MakeCase, lead: User) -> list[Case]:
    """Ten cases that were restricted later, each with a text that must not be seen."""
    cases = [
        make_case(HOMICIDE | given(death__circumstances=f"Planted{n}", death__force_ref=f"PL/{n}"))
        for n in range(10)
    ]
    for case in cases:
        restrict(case, "Planted reason.", by=lead)
    database.session.commit()
    return cases


def test_whoever_is_not_named_sees_nothing_of_restricted_cases(
    client: PageClient,
    make_case: MakeCase,
    hidden: list[Case],
    coder: User,
    spoc: User,
    sign_in: SignIn,
) -> None:
    near = make_case()
    marks = ["Planted", *(case.ref for case in hidden)]
    marks += [shown_reference(case.ref) for case in hidden]
    of_unit = [
        "/cases",
        "/",
        f"/cases/{near.ref}",
        f"/cases/{near.ref}/links",
        "/notifications/inbox",
    ]
    of_force = ["/", "/notifications", "/followup", "/handovers"]

    for user, paths in ((coder, of_unit), (spoc, of_force)):
        sign_in(user)
        for path in (*paths, *(f"/cases?ref={case.ref}" for case in hidden)):
            page = client.get(path).get_data(as_text=True)
            if "?ref=" in path:  # the box repeats what was typed
                page = re.sub(r'<input[^>]*name="ref"[^>]*>', "", page)
            assert [mark for mark in marks if mark in page] == [], (user.role, path)
    sign_in(coder)
    assert "1 case," in re.sub(r"\s+", " ", client.get("/cases").get_data(as_text=True))


@pytest.mark.parametrize(
    "path",
    [
        "/cases/{}",
        "/cases/{}/classification",
        "/cases/{}/definitions",
        "/cases/{}/links",
        "/cases/{}/handover",
        "/cases/{}/answers/victim.age",
    ],
)
def test_to_the_unit_a_restricted_case_is_as_absent_as_one_that_never_was(
    client: PageClient, hidden: list[Case], coder: User, sign_in: SignIn, path: str
) -> None:
    sign_in(coder)

    pages = [client.get(path.format(ref)) for ref in (hidden[0].ref, ABSENT)]

    assert {page.status_code for page in pages} == {404}
    assert plain(pages[0]) == plain(pages[1])
    assert trail.latest_about(hidden[0].ref, Act.CASE_READ) is None


@pytest.mark.parametrize("path", ["/followup/{}", "/handovers/offer/{}"])
def test_to_its_force_a_restricted_case_is_as_absent_as_one_that_never_was(
    client: PageClient, hidden: list[Case], spoc: User, sign_in: SignIn, path: str
) -> None:
    sign_in(spoc)

    pages = [client.get(path.format(ref)) for ref in (hidden[0].ref, ABSENT)]

    assert {page.status_code for page in pages} == {404}
    assert plain(pages[0]) == plain(pages[1])


def test_whoever_is_named_sees_the_one_case(
    client: PageClient,
    database: SQLAlchemy,
    hidden: list[Case],
    coder: User,
    spoc: User,
    lead: User,
    sign_in: SignIn,
) -> None:
    one, other = hidden[:2]
    for person in (coder, spoc):
        name_reader(one, person, by=lead)
    database.session.commit()

    for person, path in ((coder, "/cases/{}"), (spoc, "/followup/{}")):
        sign_in(person)
        assert client.get(path.format(one.ref)).status_code == 200
        assert client.get(path.format(other.ref)).status_code == 404


# The page


def test_the_lead_restricts_names_removes_and_lifts(
    client: PageClient, make_case: MakeCase, lead: User, coder: User, sign_in: SignIn
) -> None:
    case = make_case()
    sign_in(lead)
    path = f"/cases/{case.ref}/access"

    assert "Restrict this case" in client.get(path).get_data(as_text=True)
    client.post(path, data={"intent": "restrict", "reason": "An officer."}, follow_redirects=True)
    assert case.restricted
    page = client.post(f"{path}/readers", data={"reader": coder.ref}, follow_redirects=True)
    assert "Cora Coder is named" in page.get_data(as_text=True)
    page = client.post(f"{path}/readers/remove", data={"reader": coder.ref}, follow_redirects=True)
    assert "Nobody is named" in page.get_data(as_text=True)
    page = client.post(path, data={"intent": "lift", "reason": "Not one."}, follow_redirects=True)
    text = page.get_data(as_text=True)
    assert not case.restricted
    assert "An officer." in text
    assert "Not one." in text


def test_a_reason_is_gated_in_the_action_too_and_looked_over_on_the_page(
    client: PageClient, make_case: MakeCase, lead: User, sign_in: SignIn
) -> None:
    case = make_case()
    sign_in(lead)
    path, named = f"/cases/{case.ref}/access", {"intent": "restrict", "reason": "PC Alan Ashworth."}
    for act in (restrict, lift):
        with pytest.raises(DomainError, match="hidden character") as refused:
            act(case, "An officer\u200b.", by=lead)
        assert refused.value.field == "reason"
        if act is restrict:
            restrict(case, "An officer.", by=lead)
    lift(case, "Not one.", by=lead)
    db.session.commit()

    confirmed(client, path, named, "PC Alan Ashworth")
    assert case.restricted


def test_a_second_lead_who_saw_the_page_before_does_not_undo_the_first(
    client: PageClient, database: SQLAlchemy, make_case: MakeCase, lead: User, sign_in: SignIn
) -> None:
    case = make_case()
    restrict(case, "So.", by=lead)
    database.session.commit()
    sign_in(lead)

    page = client.post(f"/cases/{case.ref}/access", data={"intent": "restrict", "reason": "So."})

    assert page.status_code == 422
    assert "restricted already" in page.get_data(as_text=True)
    assert case.restricted


@pytest.mark.parametrize("role", [role for role in RoleName if role is not RoleName.LEAD])
def test_only_a_lead_comes_to_the_page(
    client: PageClient, make_case: MakeCase, make_user: MakeUser, sign_in: SignIn, role: RoleName
) -> None:
    case = make_case()
    sign_in(make_user(role))

    assert client.get(f"/cases/{case.ref}/access").status_code == 403
    answer = client.post(f"/cases/{case.ref}/access", data={"intent": "restrict", "reason": "So."})
    assert answer.status_code == 403
    assert not case.restricted


def test_a_lead_finds_the_page_from_the_case(
    client: PageClient, make_case: MakeCase, lead: User, coder: User, sign_in: SignIn
) -> None:
    case = make_case()
    link = f'href="/cases/{case.ref}/access"'

    sign_in(lead)
    assert link in client.get(f"/cases/{case.ref}").get_data(as_text=True)
    sign_in(coder)
    assert link not in client.get(f"/cases/{case.ref}").get_data(as_text=True)
