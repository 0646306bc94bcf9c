"""Which role may open which page of accounts."""

import pytest
from flask_sqlalchemy import SQLAlchemy

from dhp.accounts.permissions import Permission, RoleName
from dhp.accounts.roles import ROLES
from tests.accounts.people import add_user, sign_in_as
from tests.harness.pages import PageClient

# Who may open a page is decided before any row is read.
pytestmark = pytest.mark.usually_on("sqlite")

EVERYBODY = frozenset(RoleName)
ADMINISTRATOR = frozenset({RoleName.ADMINISTRATOR})
PAGES = {
    ("GET", "/account"): EVERYBODY,
    ("GET", "/account/password"): EVERYBODY,
    ("POST", "/account/password"): EVERYBODY,
    ("POST", "/account/end-others"): EVERYBODY,
    ("POST", "/sign-out"): EVERYBODY,
    ("GET", "/users"): ADMINISTRATOR,
    ("GET", "/users/new"): ADMINISTRATOR,
    ("POST", "/users/new"): ADMINISTRATOR,
    ("GET", "/users/REF"): ADMINISTRATOR,
    ("POST", "/users/REF/invitation"): ADMINISTRATOR,
    ("POST", "/users/REF/region"): ADMINISTRATOR,
    ("GET", "/agreements"): frozenset({RoleName.LEAD}),
    ("GET", "/agreements/new"): frozenset({RoleName.LEAD}),
    ("POST", "/agreements/new"): frozenset({RoleName.LEAD}),
    ("GET", "/agreements/REF/end"): frozenset({RoleName.LEAD}),
    ("POST", "/agreements/REF/end"): frozenset({RoleName.LEAD}),
    ("GET", "/agreements/ours"): frozenset({RoleName.SPOC}),
    ("POST", "/users/REF/disable"): ADMINISTRATOR,
    ("POST", "/users/REF/enable"): ADMINISTRATOR,
}


@pytest.mark.parametrize("role", RoleName)
@pytest.mark.parametrize(("method", "path"), PAGES)
def test_a_role_opens_its_pages_and_no_other(
    method: str, path: str, role: RoleName, database: SQLAlchemy, client: PageClient
) -> None:
    other = add_user(email="other@example.org")
    sign_in_as(client, add_user(role))

    status = client.open(path.replace("REF", other.ref), method=method).status_code

    assert (status != 403) is (role in PAGES[method, path])


@pytest.mark.parametrize(("method", "path"), PAGES)
def test_nobody_opens_any_without_signing_in(
    method: str, path: str, database: SQLAlchemy, client: PageClient
) -> None:
    answer = client.open(path.replace("REF", "0123456789ABCD"), method=method)

    assert answer.status_code == (302 if method == "GET" else 401)
    assert answer.headers.get("Location") == ("/sign-in" if method == "GET" else None)


def test_the_administrator_holds_no_permission_over_cases() -> None:
    held = ROLES[RoleName.ADMINISTRATOR].permissions

    assert held == {Permission.MANAGE_ACCOUNTS, Permission.CONFIRM_ACCOUNTS}


def test_nobody_issues_reports_but_the_lead() -> None:
    holders = {name for name, role in ROLES.items() if Permission.ISSUE_REPORTS in role.permissions}

    assert holders == {RoleName.LEAD}
