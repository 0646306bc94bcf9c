"""AZ-08: ten restricted deaths; thirty people who are not named find no word of them, and count as before.

Each looks at their pages before the deaths are there and after; whatever differs is told.
"""

import re
from datetime import timedelta

import pytest

from dhp.accounts.forces import force_with, load_forces
from dhp.accounts.models import User
from dhp.accounts.permissions import RoleName
from dhp.calendar import now
from dhp.calendar.clock import clock_at
from dhp.cases.actions import open_case
from dhp.cases.forces.restricting import restrict
from dhp.cases.models import Case
from dhp.cases.opening.submission import Submission
from dhp.extensions import db
from dhp.notifications.actions import accept, send
from dhp.notifications.drafting import save, start
from dhp.references import shown_reference
from dhp.web.access import declared_access
from tests.accounts.people import add_user, sign_in_as
from tests.cases.conftest import HOMICIDE
from tests.harness.examples import tries
from tests.journeys.test_access import may, routes
from tests.notifications.deaths import ANSWERS

# Which rows each is given is tried on PostgreSQL by `tests/accounts/test_row_security.py`.
pytestmark = [pytest.mark.faults, pytest.mark.only_on("sqlite")]
KENT, ESSEX, CANARY = "E23000032", "E23000028", "Quillfeather"
HIDDEN = 10
STEP = tries(6, thorough=1)  # every page, or one of so many, for the first of each kind of people
LISTS = ("/", "/cases", "/notifications", "/notifications/inbox", "/followup", "/emergency")
PEOPLE = (
    *((RoleName.CODER, None),) * 10,
    *((RoleName.SPOC, KENT),) * 10,
    *((RoleName.SPOC, ESSEX),) * 4,
    *((RoleName.READER, None),) * 2,
    *((RoleName.ANALYST, None),) * 2,
    (RoleName.ADMINISTRATOR, None),
    (RoleName.AUDITOR, None),
)
# Charts of the whole country count every death, as reports do: a figure that left some out would tell
# of them beside the report that does not.
OF_ALL = "/analysis/"
# What differs each time: nonces, tokens, and the numbers of requests.
VARIES = re.compile(r'nonce="[^"]*"|name="csrf_token"[^>]*|name="key"[^>]*|Reference: \S+')


def build():
    """The people, a lead and a sender, and one open death of each of two forces."""
    load_forces(db.session())
    lead = add_user(RoleName.LEAD)
    for code in (KENT, ESSEX):
        open_case(Submission(force_with(code), now(), HOMICIDE), by=lead)
    for number, (role, code) in enumerate(PEOPLE):
        force = {"force": force_with(code)} if code else {}
        add_user(role, email=f"{number}@example.org", name=f"Robin Nobody {number}", **force)
    add_user(RoleName.SPOC, email="sender@example.org", force=force_with(KENT))


def person(email):
    return db.session.query(User).filter_by(email=email).one()


def hide(lead, sender):
    """Ten deaths of Kent that nobody is named for: nine notified, of which six became cases."""
    refs = []
    for number in range(HIDDEN - 1):
        notice = start(sender.force, f"hidden-{number}", by=sender)
        told = {"death.police_link": "yes", "death.circumstances": f"{CANARY} {number}"}
        save(notice, ANSWERS | told, notice.version, by=sender)
        send(notice, notice.send_key, "", by=sender)
        refs.append(notice.ref)
        if number < 6:
            refs.append(accept(notice, by=lead).ref)
    case = open_case(Submission(sender.force, now(), HOMICIDE), by=lead)
    restrict(case, f"{CANARY} is an officer.", by=lead)
    db.session.commit()
    return [*refs, case.ref]


def pages_of(app, role, *, every):
    """The pages without a thing in their address that `role` may look at."""
    found = [
        rule.rule
        for rule, method in routes(app)
        if method == "GET"
        and not rule.arguments
        and may(role, declared_access(app.view_functions[rule.endpoint]))
        and "trail" not in rule.rule  # it tells of acts, and these are some
    ]
    lists = [page for page in LISTS if page in found]
    return list(dict.fromkeys([*lists, *(sorted(found)[::STEP] if every else ())]))


def seen(app, clients):
    """What everybody finds on each of their pages, by person and page."""
    found, kinds = {}, set()
    for number, client in clients.items():
        kind = PEOPLE[number]
        for page in pages_of(app, kind[0], every=kind not in kinds):
            answer = client.get(page)
            if answer.mimetype == "text/html":
                found[number, page] = VARIES.sub("", answer.get_data(as_text=True))
        kinds.add(kind)
    return found


def test_thirty_who_are_not_named_find_nothing_and_no_count_changes(app, once, tell):
    once(build)
    clients = {number: app.test_client() for number in range(len(PEOPLE))}
    for number, client in clients.items():
        sign_in_as(client, person(f"{number}@example.org"))
    lead, sender = person("lead@example.org"), person("sender@example.org")

    with clock_at(now() + timedelta(minutes=1)):
        seen(app, clients)  # what is shown once, such as a first greeting, is not compared
        before = seen(app, clients)
        refs = hide(lead, sender)
        after = seen(app, clients)

    changed = sorted({page for who, page in before if before[who, page] != after[who, page]})
    changed = [page for page in changed if not page.startswith(OF_ALL)]
    words = [CANARY, *refs, *(shown_reference(ref) for ref in refs)]
    told = sorted({key for key, text in after.items() if any(word in text for word in words)})
    tell(f"AZ-08: {HIDDEN} restricted deaths, {len(PEOPLE)} people, {len(after)} pages: {changed}")
    assert len(PEOPLE) == 30
    assert len(after) > 60
    assert (told, changed) == ([], [])
    assert db.session.query(Case).filter_by(restricted=True).count() == 7


def test_the_sender_and_a_lead_find_them(app, once):
    """The control: whoever may know of them finds them on the same pages."""
    once(build)
    lead, sender = person("lead@example.org"), person("sender@example.org")
    refs = hide(lead, sender)
    for one, page in ((lead, "/cases"), (lead, "/notifications/inbox"), (sender, "/notifications")):
        client = app.test_client()
        sign_in_as(client, one)
        text = client.get(page).get_data(as_text=True)
        assert any(ref in text for ref in refs), page
