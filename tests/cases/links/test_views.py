import re
from collections.abc import Callable

import pytest
from flask_sqlalchemy import SQLAlchemy

from dhp.accounts.models import Force, User
from dhp.accounts.permissions import RoleName
from dhp.audit import queries as trail
from dhp.audit.acts import Act
from dhp.cases.links.models import CaseLink, LinkKind
from dhp.cases.links.same_death import Finding, link
from dhp.cases.models import Case
from dhp.extensions import db
from dhp.references import shown_reference
from tests.cases.conftest import HOMICIDE, MakeCase, MakeUser, Statements, given
from tests.harness.pages import PageClient

SignIn = Callable[[User], None]
HOSTILE = "<script>alert(1)</script> \u202e {{ 7*7 }} 'x\" &amp;"


@pytest.fixture
def signed_in(sign_in: SignIn, coder: User) -> User:
    """The coder, signed in."""
    sign_in(coder)
    return coder


@pytest.fixture
def two(database: SQLAlchemy, make_case: MakeCase) -> tuple[Case, Case]:
    """One death told by two forces."""
    essex = Force(code="E23000028", name="Essex", territorial=True)
    database.session.add(essex)
    database.session.commit()
    return make_case(), make_case(HOMICIDE | given(victim__age="35"), force=essex)


def text_of(client: PageClient, path: str) -> str:
    page = client.get(path)
    assert page.status_code == 200
    return page.get_data(as_text=True)


def address(two: tuple[Case, Case]) -> str:
    return f"/cases/{two[0].ref}/links/{two[1].ref}"


def sent(two: tuple[Case, Case], **changes: str) -> dict[str, str]:
    given = {
        "versions": f"{two[0].version}-{two[1].version}",
        "kind": "same death",
        "keep": "here",
        "take-victim-age": "there",
        "reason": "The same street and day.",
    }
    return given | changes


def test_the_list_says_why_a_case_may_be_the_same(
    client: PageClient, two: tuple[Case, Case], signed_in: User
) -> None:
    page = text_of(client, f"/cases/{two[0].ref}/links")

    assert shown_reference(two[1].ref) in page
    assert "Very alike" in page
    assert "<li>The same date of death</li>" in page
    assert "Essex" in page
    assert trail.latest_about(two[1].ref, Act.LIKENESS_SHOWN) is not None


def test_two_cases_stand_side_by_side_with_what_is_proposed(
    client: PageClient, two: tuple[Case, Case], signed_in: User
) -> None:
    page = text_of(client, address(two))

    assert re.search(r'name="take-victim-age"[^>]*value="here"[^>]*checked', page)
    assert 'name="take-victim-sex"' not in page  # the same in both
    assert trail.latest_about(two[1].ref, Act.CASE_READ) is not None


def test_deciding_for_one_death_leads_to_the_case_that_stays(
    client: PageClient, two: tuple[Case, Case], signed_in: User
) -> None:
    answer = client.post(address(two), data=sent(two, keep="there"))

    assert answer.location == f"/cases/{two[1].ref}/links"
    assert two[0].survivor_id == two[1].id
    page = text_of(client, answer.location)
    assert "This case stands for both." in page
    assert "The same street and day." in page
    assert "35" in text_of(client, f"/cases/{two[1].ref}")


def test_the_old_reference_leads_to_the_case_that_stays(
    client: PageClient, two: tuple[Case, Case], signed_in: User
) -> None:
    client.post(address(two), data=sent(two), follow_redirects=True)

    answer = client.get(f"/cases/{two[1].ref}", follow_redirects=True)

    assert answer.request.path == f"/cases/{two[0].ref}"
    assert "found to be the same death as this one" in answer.get_data(as_text=True)


def test_nothing_is_saved_in_a_case_that_was_merged_meanwhile(
    client: PageClient, two: tuple[Case, Case], signed_in: User
) -> None:
    client.post(address(two), data=sent(two))

    answer = client.post(
        f"/cases/{two[1].ref}/classification", data={"scope": "in", "reason": "A long thought."}
    )

    assert answer.status_code == 409
    page = answer.get_data(as_text=True)
    assert "Nothing was saved" in page
    assert "A long thought." in page
    assert shown_reference(two[0].ref) in page


def test_a_form_opened_before_a_change_decides_nothing(
    client: PageClient, two: tuple[Case, Case], signed_in: User
) -> None:
    form = sent(two, versions=f"{two[0].version}-{two[1].version + 1}")

    answer = client.post(address(two), data=form)

    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert "Somebody changed this case" in page
    assert "The same street and day." in page
    assert two[1].survivor_id is None
    assert f'value="{two[0].version}-{two[1].version}"' in page


@pytest.mark.parametrize("versions", ["", "x", "1", "1-", "1-2-3", "٣-٣"])
def test_versions_that_nobody_was_shown_decide_nothing(
    client: PageClient, two: tuple[Case, Case], signed_in: User, versions: str
) -> None:
    assert client.post(address(two), data=sent(two, versions=versions)).status_code == 422
    assert two[1].survivor_id is None


def test_a_decision_without_a_reason_is_asked_for_it(
    client: PageClient, two: tuple[Case, Case], signed_in: User
) -> None:
    answer = client.post(address(two), data=sent(two, reason=" "))

    assert answer.status_code == 422
    assert "Say why you think so." in answer.get_data(as_text=True)


def test_a_decision_is_undone_with_a_reason(
    client: PageClient, two: tuple[Case, Case], signed_in: User
) -> None:
    client.post(address(two), data=sent(two))
    page = text_of(client, f"/cases/{two[0].ref}/links")
    (path,) = re.findall(r'href="(/cases/[^"]+/undo)"', page)

    refused = client.post(path, data={"reason": ""})
    assert (refused.status_code, two[1].survivor_id) == (422, two[0].id)
    assert "stays in the case" in text_of(client, path)
    answer = client.post(path, data={"reason": "Two sisters."})

    assert answer.status_code == 303
    assert two[1].survivor_id is None
    assert "Undone" in text_of(client, answer.location)
    assert client.get(path).status_code == 404
    assert trail.latest_about(two[1].ref, Act.LINK_UNDONE) is not None


def test_another_case_is_compared_by_its_reference(
    client: PageClient, make_case: MakeCase, signed_in: User
) -> None:
    one, other = make_case(), make_case({})

    answer = client.post(
        f"/cases/{one.ref}/links", data={"case_ref": shown_reference(other.ref).lower()}
    )

    assert answer.location == f"/cases/{one.ref}/links/{other.ref}"


def test_a_reference_of_no_case_or_a_hidden_one_or_the_same_is_refused_alike(
    client: PageClient, make_case: MakeCase, signed_in: User
) -> None:
    one, hidden = make_case(), make_case(restricted=True)
    typed = ["4Q7T9KD2M0XW3E", "nonsense", hidden.ref, one.ref]

    pages = [client.post(f"/cases/{one.ref}/links", data={"case_ref": ref}) for ref in typed]

    assert {page.status_code for page in pages} == {422}
    told = {re.search("There is no other case[^<]*", p.get_data(as_text=True))[0] for p in pages}
    assert len(told) == 1


def test_a_decision_about_a_case_restricted_since_is_told_to_nobody_else(
    client: PageClient, two: tuple[Case, Case], signed_in: User, database: SQLAlchemy
) -> None:
    link(Finding(*two, LinkKind.SAME_INCIDENT, "One fire."), by=signed_in)
    two[1].restricted = True
    database.session.commit()

    for path in ("", "/links"):
        page = text_of(client, f"/cases/{two[0].ref}{path}")
        assert shown_reference(two[1].ref) not in page
        assert two[1].ref not in page
        assert "One fire." not in page


@pytest.mark.parametrize("role", [r for r in RoleName if r not in (RoleName.CODER, RoleName.LEAD)])
def test_only_the_unit_reaches_the_pages(
    client: PageClient,
    two: tuple[Case, Case],
    make_user: MakeUser,
    sign_in: SignIn,
    role: RoleName,
) -> None:
    sign_in(make_user(role))

    for path in (f"/cases/{two[0].ref}/links", address(two)):
        page = client.get(path)
        assert page.status_code == 403
        assert two[1].ref not in page.get_data(as_text=True)
    assert client.post(address(two), data=sent(two)).status_code == 403
    assert db.session.query(CaseLink).count() == 0


def test_hostile_text_is_shown_as_text(
    client: PageClient, make_case: MakeCase, signed_in: User
) -> None:
    one = make_case(HOMICIDE | given(death__circumstances=HOSTILE))
    other = make_case(HOMICIDE | given(death__circumstances="Else.", death__force_ref="<i>7</i>"))
    link(Finding(one, make_case({}), LinkKind.NOT_THE_SAME, HOSTILE), by=signed_in)
    db.session.commit()

    for path in (f"/cases/{one.ref}/links", f"/cases/{one.ref}/links/{other.ref}"):
        page = text_of(client, path)
        assert "<script>alert" not in page
        assert "<i>7" not in page
        assert "{{ 7*7 }}" in page
        assert "49" not in re.sub(
            "<[^>]*>", "", page[page.index("Else") :] if "Else" in page else ""
        )


def test_comparing_takes_few_statements(
    client: PageClient, two: tuple[Case, Case], signed_in: User, statements: Statements
) -> None:
    statements.clear()

    client.get(address(two))

    assert len(statements.of_the_page) <= 7
