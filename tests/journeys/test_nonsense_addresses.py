"""An address that holds nonsense leads nowhere, politely: never to a fault, on either database."""

from urllib.parse import quote

import lxml.html
import pytest
from werkzeug.routing import Rule

from dhp.accounts.permissions import Permission, RoleName
from dhp.accounts.roles import ROLES
from dhp.calendar import now
from dhp.cases.actions import open_case
from dhp.cases.opening.submission import Submission
from dhp.notifications.drafting import start
from dhp.web.access import KeyScope, declared_access
from tests.accounts.people import add_user, sign_in_as
from tests.cases.conftest import HOMICIDE
from tests.harness.examples import tries

NONSENSE = {
    "a zero byte": "%00",
    "a reference cut by a zero byte": "4Q7T9%00KD2M0XW",
    "half a character": "%ED%A0%80%FF",
    "a quotation": quote("' OR 1=1; --"),
    "wild cards": quote("%_*?"),
    "other scripts": quote("٣٤٥ ßẞ ﬁ\u202e"),
    "far too much": "A1" * 3000,
}
# What PostgreSQL may take amiss where SQLite does not: bytes that it cannot hold, signs that it reads.
# All else is turned away before any database is asked, or is a value like any other to both.
ELSEWHERE = {"a reference cut by a zero byte", "half a character", "wild cards"}
KINDS = [
    pytest.param(text, id=name, marks=() if name in ELSEWHERE else pytest.mark.only_on("sqlite"))
    for name, text in NONSENSE.items()
]
# At a push each address meets one kind of nonsense in three; which part it is in says more than its kind.
SHARE = tries(3, thorough=1)
PEOPLE = (RoleName.SPOC, RoleName.LEAD, RoleName.ADMINISTRATOR)
IN_QUESTIONS = (
    "/cases?ref={0}&before={0}&type={0}&force={0}&scope={0}",
    "/cases/replay?definition={0}",
    "/cases/{case}?as-at={0}",
    "/questions/of/{case}?about={0}",
    "/questions/asked?force={0}",
    "/reports/build?kind={0}",
)
FORMS = (
    "/cases/{case}/classification",
    "/cases/{case}/access",
    "/cases/{case}/answers/victim.age",
    "/cases/{case}/contact",
    "/cases/{case}/sections/death",
    "/cases/{case}/links",
    "/cases/{case}/people",
    "/cases/{case}/people/suspect1",
    "/cases/{case}/another-death",
    "/cases/{case}/handover",
    "/questions/of/{case}",
)


@pytest.fixture
def client_of(app, database):
    """A browser for each role."""
    clients = {}
    for role in PEOPLE:
        clients[role] = app.test_client()
        sign_in_as(clients[role], add_user(role))
    return clients


@pytest.fixture
def real(database, client_of):
    """A reference that is found, by the first part of an address."""
    spoc = add_user(RoleName.SPOC, email="sam@example.org")
    case = open_case(Submission(spoc.force, now(), HOMICIDE), by=spoc)
    notification = start(spoc.force, "a-key-of-one-click", by=spoc)
    database.session.commit()
    return {
        "cases": case.ref,
        "followup": case.ref,
        "handovers": case.ref,
        "questions": case.ref,
        "notifications": notification.ref,
    }


def addresses(rule: Rule, nonsense: str, real: dict[str, str]) -> list[str]:
    """The address with nonsense for its first part, and with a real one and nonsense after it."""
    first, *more = (part.split(">")[0].split(":")[-1] for part in rule.rule.split("<")[1:])
    found = [rule.rule.replace(f"<{first}>", nonsense)]
    reference = real.get(rule.rule.split("/")[1])
    if more and reference:
        found.append(rule.rule.replace(f"<{first}>", reference))
    for name in more:
        found = [address.replace(f"<{name}>", nonsense) for address in found]
    return [address for address in found if "<" not in address]


@pytest.mark.parametrize("nonsense", KINDS)
def test_every_address_with_nonsense_in_it_is_not_found(app, client_of, real, nonsense):
    wrong, tried = [], 0
    first = list(NONSENSE.values()).index(nonsense) % SHARE
    rules = [rule for rule in app.url_map.iter_rules() if rule.arguments]
    for rule in rules[first::SHARE]:
        method = "POST" if "POST" in rule.methods else "GET"
        access = declared_access(app.view_functions[rule.endpoint])
        clients = [client for role, client in client_of.items() if not refused(role, access)]
        for address in addresses(rule, nonsense, real) if clients else ():
            code = reached(clients, method, address)
            tried += 1
            if code != 404:
                wrong.append((method, address[:80], code))

    assert not wrong
    assert tried > 70 // SHARE


def refused(role, access):
    """Whether the role is turned away whatever the address names, so that asking shows nothing.

    So is everybody who signs in where a key is asked for; the room of the API tries these.
    """
    if isinstance(access, KeyScope):
        return True
    return isinstance(access, Permission) and access not in ROLES[role].permissions


def reached(clients, method, address):
    """How the address answers to whoever is allowed such a thing at all."""
    for client in clients:
        try:
            code = client.open(address, method=method).status_code
        except Exception as error:
            return repr(error)[:80]
        if code != 403:
            return code
    return 403


@pytest.mark.parametrize("nonsense", KINDS)
def test_nonsense_after_the_question_mark_is_passed_over(client_of, real, nonsense):
    for address in IN_QUESTIONS:
        at = address.format(nonsense, case=real["cases"])
        answer = client_of[RoleName.LEAD].get(at, follow_redirects=True)
        assert answer.status_code in (200, 404), (at[:80], answer.status_code)


@pytest.mark.parametrize("page", FORMS)
def test_a_zero_byte_in_any_field_of_the_record_is_no_fault(client_of, real, page):
    lead, at = client_of[RoleName.LEAD], page.format(case=real["cases"])
    forms = lxml.html.document_fromstring(lead.get(at).data).forms
    sent = []
    for form in forms:
        goes = form.action or at
        whole = dict(form.form_values())
        wanted = form.method == "POST" and not goes.endswith("/sign-out")
        for name in list(form.fields.keys()) if wanted else ():
            answer = lead.post(goes, data=whole | {name: "a\0b"})
            sent.append((goes, name, answer.status_code))

    assert sent
    assert [one for one in sent if one[2] >= 500] == []
