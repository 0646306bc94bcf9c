"""Nobody can tell a death that is hidden from one that is not there: not by page, not by time.

Time on a busy machine proves little. What takes the time is compared: every statement that is sent.
"""

import re

import pytest

from dhp.accounts.forces import force_with
from dhp.accounts.permissions import RoleName
from dhp.calendar import now
from dhp.cases.actions import open_case
from dhp.cases.forces.handover import offer
from dhp.cases.forces.models import ForcePart
from dhp.cases.forces.restricting import restrict
from dhp.cases.links.models import LinkKind
from dhp.cases.links.same_death import Finding, link
from dhp.cases.opening.submission import Submission
from dhp.notifications.actions import send
from dhp.notifications.drafting import save, start
from dhp.notifications.old_drafts import discard
from dhp.questions.actions import ask
from dhp.references import new_reference, shown_reference
from tests.accounts.people import add_user, sign_in_as
from tests.cases.conftest import HOMICIDE, statements
from tests.notifications.deaths import ANSWERS

__all__ = ["statements"]
NONCE = re.compile("'nonce-[^']*'")
ESSEX, SURREY, KENT = "E23000028", "E23000031", "E23000032"
OF_A_CASE = (
    *("", "/classification", "/answers/victim.age", "/contact", "/definitions", "/people"),
    *("/sections/death", "/links", "/people/suspect1", "/another-death", "/handover"),
    *("?as-at=2026-03-05T10:00", "/contact/{0}/take-back", "/links/{0}", "/links/{0}/undo"),
)
SENT_TO_A_CASE = (
    *("/classification", "/answers/victim.age", "/contact/events", "/contact/searches"),
    *("/sections/death", "/suspects", "/people/others", "/people/ties", "/another-death"),
    *("/people/suspect1/abuse", "/people/suspect1/remove", "/handover", "/links", "/links/{0}"),
)
UNIT = [
    *(("GET", f"/cases/{{0}}{page}") for page in OF_A_CASE),
    *(("POST", f"/cases/{{0}}{page}") for page in SENT_TO_A_CASE),
    *(("GET", page) for page in ("/questions/of/{0}", "/followup/of/{0}")),
    *(("POST", page) for page in ("/questions/of/{0}", "/followup/of/{0}/28-days/reopen")),
]
FORCE = [
    ("GET", "/cases/{0}"),
    *(("GET", f"/followup/{{0}}{page}") for page in ("", "/answers/victim.age", "/28-days")),
    *(("POST", f"/followup/{{0}}{page}") for page in ("/answers/victim.age", "/suspects")),
    *((method, "/handovers/offer/{0}") for method in ("GET", "POST")),
]
OFFER = [("GET", "/handovers/{0}"), ("POST", "/handovers/{0}"), ("POST", "/handovers/{0}/withdraw")]
QUESTION = [("GET", "/questions/{0}"), ("POST", "/questions/{0}")]
ASKED = [("GET", "/questions/asked/{0}"), ("POST", "/questions/asked/{0}/close")]
NOTIFICATION = [
    *(("GET", f"/notifications/{{0}}{page}") for page in ("", "/check", "/death", "/withdraw")),
    *(("POST", f"/notifications/{{0}}{page}") for page in ("/check", "/death", "/withdraw")),
    ("GET", "/notifications/{0}/receipts/{0}"),
]
INBOX = [
    *(("GET", f"/notifications/{{0}}{page}") for page in ("", "/read", "/return")),
    *(("POST", f"/notifications/{{0}}{page}") for page in ("/accept", "/return")),
]
# Who asks, for which hidden thing, and where.
ASKS = [
    (RoleName.CODER, "restricted case", UNIT),
    (RoleName.CODER, "case behind a restricted one", UNIT),
    (RoleName.CODER, "question on a restricted case", ASKED),
    (RoleName.CODER, "restricted notification", INBOX),
    (RoleName.CODER, "draft of another force", INBOX),
    (RoleName.SPOC, "case of another force", FORCE),
    (RoleName.SPOC, "restricted case", FORCE),
    (RoleName.SPOC, "offer between other forces", OFFER),
    (RoleName.SPOC, "offer of a restricted case", OFFER),
    (RoleName.SPOC, "question to another force", QUESTION),
    (RoleName.SPOC, "question on a restricted case", QUESTION),
    (RoleName.SPOC, "restricted notification", NOTIFICATION),
    (RoleName.SPOC, "draft of another force", NOTIFICATION),
    (RoleName.SPOC, "discarded draft of another force", NOTIFICATION),
]


@pytest.fixture
def clients(app, database):
    """The contact of Kent and a coder, each with a browser."""
    found = {}
    for role in (RoleName.SPOC, RoleName.CODER):
        found[role] = app.test_client()
        sign_in_as(found[role], add_user(role))
    return found


@pytest.fixture
def hidden(database, clients):
    """Things that neither of the two may know of, except what is of their own force, by name."""
    lead = add_user(RoleName.LEAD)
    cal, stan = (
        add_user(RoleName.SPOC, email=f"{name}@example.org", force=force_with(code))
        for name, code in (("cal", KENT), ("stan", ESSEX))
    )
    foreign, restricted, kept, merged = (
        open_case(Submission(force_with(code), now(), HOMICIDE), by=lead)
        for code in (ESSEX, KENT, KENT, ESSEX)
    )
    found = {
        "case of another force": foreign,
        "restricted case": restricted,
        "case behind a restricted one": merged,
        "question to another force": ask(foreign, "victim.age", "Which is right?", by=lead),
        "question on a restricted case": ask(restricted, "victim.age", "Is it?", by=lead),
        "offer between other forces": a_hand_over(foreign, SURREY, lead),
        "offer of a restricted case": a_hand_over(restricted, SURREY, lead),
        "restricted notification": a_notification(cal, police_link="yes"),
        "draft of another force": a_notification(stan, police_link="no", sent=False),
        "discarded draft of another force": a_discarded_draft(stan),
    }
    link(Finding(kept, merged, LinkKind.SAME_DEATH, "The same street and day."), by=lead)
    for case in (restricted, kept):
        restrict(case, "A suspect is an officer.", by=lead)
    refs = {name: one.ref for name, one in found.items()}
    database.session.commit()
    return refs


def a_hand_over(case, to, by):
    return offer(case, ForcePart.OWNING, force_with(to), "They lived there.", by=by)


def a_notification(by, *, police_link, sent=True):
    found = start(by.force, f"a-key-of-{by.email}", by=by)
    save(found, ANSWERS | {"death.police_link": police_link}, found.version, by=by)
    if sent:
        send(found, found.send_key, "", by=by)
    return found


def a_discarded_draft(by):
    draft = start(by.force, "another-key", by=by)
    discard(draft, now(), by=by)
    return draft


@pytest.mark.parametrize(("role", "name", "addresses"), ASKS, ids=[f"{a}: {b}" for a, b, _ in ASKS])
def test_what_is_hidden_answers_as_what_is_absent(
    clients, hidden, statements, role, name, addresses
):
    for method, address in addresses:
        answers = []
        for ref in (new_reference(), new_reference(), hidden[name]):
            statements.clear()
            answer = clients[role].open(address.format(ref), method=method)
            seen = answer.status_code, told(answer, ref), headers(answer), list(statements)
            answers.append(seen)

        _first, absent, there = answers  # the first may find nothing yet in memory
        assert absent[0] in (403, 404), (method, address, absent[0])
        assert there == absent, (method, address)
        assert absent[-1], "Statements are not seen, so nothing is compared."


def test_a_hidden_reference_that_is_typed_answers_as_an_absent_one(
    clients, hidden, database, statements
):
    coder = clients[RoleName.CODER]
    kent = force_with(KENT)
    own = open_case(Submission(kent, now(), HOMICIDE), by=add_user(RoleName.LEAD, email="l@e.org"))
    sent = a_notification(add_user(RoleName.SPOC, email="s@e.org"), police_link="no")
    own_ref, sent_ref = own.ref, sent.ref
    database.session.commit()
    forms = (
        (f"/cases/{own_ref}/links", {"case_ref": "{0}"}, 422),
        (f"/cases/{own_ref}/people/suspect1/also-suspected", {"other": "{0}"}, 404),
        (f"/notifications/{sent_ref}/accept", {"incident": "known", "case_ref": "{0}"}, 422),
    )

    for address, fields, status in forms:
        for name in ("restricted case", "case behind a restricted one"):
            absent, there = (
                typed(coder, address, fields, ref, statements)
                for ref in (new_reference(), hidden[name])
            )
            assert absent[0] == status, address
            assert there == absent, (address, name)


def typed(client, address, fields, ref, statements):
    statements.clear()
    answer = client.post(address, data={key: text.format(ref) for key, text in fields.items()})
    return answer.status_code, told(answer, ref), headers(answer), list(statements)


def headers(answer):
    """What is said beside the page, without what differs each time."""
    said = {
        name: text for name, text in answer.headers if name not in ("X-Request-Id", "Set-Cookie")
    }
    return said | {"Content-Security-Policy": NONCE.sub("", said["Content-Security-Policy"])}


def told(answer, ref):
    """The page without what differs each time: the reference asked for, nonces, its own number."""
    text = answer.text.replace(ref, "REF").replace(shown_reference(ref), "REF")
    return re.sub(r'nonce="[^"]*"|Reference: \S+|name="csrf_token"[^>]*', "", text)
