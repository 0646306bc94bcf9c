"""Every route, by every method, for every role and for nobody: really called, never surprised."""

from contextlib import contextmanager
from datetime import date
from functools import partial
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from dhp.accounts import actions as accounts
from dhp.accounts.agreements import record_agreement
from dhp.accounts.permissions import ROLES, Permission, RoleName
from dhp.calendar import london_date, now
from dhp.calendar.clock import days_after
from dhp.cases.force_models import ForcePart
from dhp.cases.handover import offer
from dhp.cases.link_models import LinkKind
from dhp.cases.queries import forces_by_name
from dhp.cases.same_death import Finding, link
from dhp.coding.codebook import book
from dhp.coding.codebook_loading import load_codebook
from dhp.coding.codebook_publishing import open_version
from dhp.coding.mark_actions import NewMark
from dhp.coding.mark_actions import mark as set_marks
from dhp.coding.pass_actions import assign, lock, open_reading
from dhp.coding.passes import to_do
from dhp.context.insight_actions import Insight, record_insight
from dhp.context.insight_rules import Basis, Consent
from dhp.context.rules import latest_week
from dhp.context.strands import load_strands, strand_with
from dhp.definitions import DeathType
from dhp.learning.actions import Draft, issue, write
from dhp.learning.alert_actions import Draft as DraftAlert
from dhp.learning.alert_actions import write_alert
from dhp.learning.finding_actions import record_finding
from dhp.learning.queries import own_row
from dhp.mail.outbox import post
from dhp.notifications import actions as notifications
from dhp.practice.actions import Judged, Words, review, submit
from dhp.practice.rules import Label
from dhp.questions.actions import ask
from dhp.reports import actions as reports
from dhp.returns.actions import confirm
from dhp.returns.periods import Rhythm, Terms
from dhp.returns.plan import period_with, set_terms
from dhp.returns.queries import present_for
from dhp.rhythm.officers import name_officer
from dhp.statistics.disclosure import clear
from dhp.statistics.releases.actions import Showing, prepare
from dhp.web.access import Access, declared_access
from tests.accounts.people import add_user, sign_in_as
from tests.notifications.deaths import ANSWERS
from tests.statistics.disclosure.tables import listed

# Who may call what is decided before any row is read, whichever the database.
pytestmark = pytest.mark.only_on("sqlite")

ABSENT = "00000000000000"
WRITING = {"INSERT", "UPDATE", "DELETE"}
LOOKS = {"GET", "HEAD", "OPTIONS"}
# What looking may change: the trail, and when a session was last used.
MAY_CHANGE = {"trail_events", "trail_subjects", "trail_head", "sign_ins"}
CASE_DATA = {Permission.NOTIFY, Permission.READ_NOTIFICATIONS, Permission.ACCEPT_NOTIFICATIONS}
CASE_DATA |= {Permission.READ_CASES, Permission.CLASSIFY_CASES, Permission.LINK_CASES}
CASE_DATA |= {Permission.RESTRICT_CASES, Permission.REPLAY_DEFINITIONS, Permission.FOLLOW_UP}
WHO = [None, *RoleName]


@pytest.fixture
def world(app, database):
    """A user of each role and one of each thing that an address can name."""
    users = {role: add_user(role) for role in RoleName}
    spoc, coder = users[RoleName.SPOC], users[RoleName.CODER]
    guest, token = accounts.invite(
        email="guest@example.org", name="Gus Guest", role=RoleName.READER, force=None, by=spoc
    )
    accepted, sent, draft, sent_too = (
        notified(spoc, key) for key in ("one", "two", "three", "four")
    )
    receipt = notifications.send(accepted, accepted.send_key, "", by=spoc)
    for one in (sent, sent_too):
        notifications.send(one, one.send_key, "", by=spoc)
    case = notifications.accept(accepted, by=coder)
    question = ask(case, "victim.age", "Which age is right?", by=coder)
    front = reports.front_block(app.config, coder.name)
    run = reports.build_report("weekly", london_date(now()), front, by=coder)
    reports.issue(run, run.checksum, by=users[RoleName.LEAD])
    other = notifications.accept(sent_too, by=coder)
    disputed = disputed_line(case, users)
    decided = link(Finding(case, other, LinkKind.NOT_THE_SAME), by=coder)
    agreement = record_agreement(
        spoc.force, "Head of crime", london_date(now()), by=users[RoleName.LEAD]
    )
    offered = offer(case, ForcePart.OWNING, another_force(spoc), "Theirs.", by=spoc)
    officer = name_officer(spoc.force, "Ash", "ash@example.org", by=users[RoleName.LEAD])
    message = post(to="a@example.org", subject="What waits", text="One.", key="one")
    told = clear([listed({"iph": 31, "afh": 2, "svsda": 40})])
    days = london_date(now()), london_date(now()), now()
    release = prepare(told, Showing(run.ref, "Figures", *days), by=coder)
    load_strands(database.session())
    load_codebook(database.session())
    open_version(by=users[RoleName.LEAD])
    reading, mark = coded(other, users)
    strand, day = strand_with("missing"), london_date(now())
    told = Insight(strand, "A helpline", day, Basis.DIRECT, Consent.NAMED, "More calls.")
    note = record_insight(told, by=coder)
    words = Words("A", "B", "C", "D", "E", (DeathType.IPH,), ("5",))
    practice = submit(words, "", by=spoc)
    judged = Judged(Label.NEW, "The unit", day, "F", days_after(day, 9))
    review(practice, 1, judged, by=users[RoleName.LEAD])
    learning = learnt(users)
    database.session.commit()
    return SimpleNamespace(
        more={
            "mark_ref": mark.ref,
            "other_ref": other.ref,
            "link_ref": decided.ref,
            "offer_ref": offered.ref,
        },
        users=users,
        token=token,
        receipt=receipt.ref,
        refs={
            "notifications": {"draft": draft.ref, "sent": sent.ref, "accepted": accepted.ref},
            "cases": {"case": case.ref},
            "questions": {"question": question.ref, "case": case.ref},
            "followup": {"case": case.ref},
            "coding": {"reading": reading.ref, "case": other.ref},
            "coverage": {"line": disputed},
            "handovers": {"case": case.ref, "offer": offered.ref},
            "reports": {"run": run.ref},
            "releases": {"release": release.ref},
            "users": {"guest": guest.ref, "analyst": users[RoleName.ANALYST].ref},
            "mail": {"message": message.ref},
            "officers": {"officer": officer.ref},
            "agreements": {"agreement": agreement.ref},
            "insight": {"note": note.ref},
            "codebook": {"code": "5.03.01"},
            "practice": {"practice": practice.ref},
            "learning": learning,
        },
    )


def learnt(users):
    """A finding, an alert, and a recommendation with its row of the contact's force."""
    coder, spoc = users[RoleName.CODER], users[RoleName.SPOC]
    finding = record_finding("History is missed", "It is not searched.", ["5.03"], by=coder)
    alert = DraftAlert("Look twice", "Missed.", "Search.", london_date(now()), [RoleName.SPOC])
    due = date(london_date(now()).year + 1, 1, 1)
    draft = Draft("Search", "Every system.", "Head of crime", due, forces=[spoc.force])
    one = write(draft, by=coder)
    issue(one, by=coder, version=one.version)
    return {
        "finding": finding.ref,
        "alert": write_alert(alert, by=coder).ref,
        "recommendation": one.ref,
        "row": own_row(spoc, one).ref,
    }


def disputed_line(case, users):
    """A line of the return for the month of the death, which its force disputes."""
    terms = Terms(Rhythm.MONTHLY, date(2026, 3, 1), 5, 10, 20)
    set_terms(terms, by=users[RoleName.LEAD])
    spoc, period = users[RoleName.SPOC], period_with("2026-03-01")
    seen = present_for(spoc, period).fingerprint
    return confirm(period, {case.ref: "It is told twice."}, by=spoc, seen=seen).lines[0].ref


def coded(case, users):
    """The reading that the coder has finished, and one mark of it."""
    coder, present = users[RoleName.CODER], book()
    assign(case, coder, by=users[RoleName.LEAD])
    reading = to_do(coder)[0]
    open_reading(reading, by=coder)
    [mark] = set_marks(reading, [NewMark(present.codes[0].id)], present, by=coder)
    lock(reading, by=coder)
    return reading, mark


def another_force(user):
    return next(force for force in forces_by_name() if force.id != user.force_id)


def notified(spoc, key):
    notification = notifications.start(spoc.force, key, by=spoc)
    notifications.save(notification, ANSWERS, notification.version, by=spoc)
    return notification


def routes(app):
    """Each endpoint with its rule and method: what looks first, signing out last of all."""
    found = [
        (rule, method)
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static"
        for method in rule.methods
    ]
    return sorted(found, key=lambda one: (one[1] not in LOOKS, "sign-out" in one[0].rule, str(one)))


def addresses(app, rule, world, *, absent):
    """The address of `rule` for each thing of the world that it can name, or for one that is not."""
    room = rule.endpoint.partition(".")[0]
    refs = [ABSENT] if absent else list(world.refs.get(room, {"": ""}).values())
    values = {"token": ABSENT if absent else world.token, "ending": "json", "section": "people"}
    values |= {"group": "1", "step": "send", "look": "check"}
    values |= {"name": "victim.age", "act": "accept", "column": "victim.age"}
    values |= {"place": "victim", "entry": ABSENT, "slug": "28-days", "group": "victim"}
    values |= {"code": "E23000032", "force_code": "E23000032", "period": "2026-03-01"}
    values |= {"week": ABSENT if absent else latest_week().end.isoformat()}
    if room == "captures":
        values["code"] = ABSENT if absent else "missing"
    for ref in refs:
        given = values | {"ref": ref, "receipt_ref": ABSENT if absent else world.receipt}
        given |= {name: ABSENT if absent else world.more[name] for name in world.more}
        unknown = rule.arguments - given.keys()
        assert not unknown, f"Say in this test what {unknown} of {rule} may be."
        with app.test_request_context():
            yield app.url_for(rule.endpoint, **{name: given[name] for name in rule.arguments})


def may(role, access):
    return role is not None and (access is Access.SIGNED_IN or access in ROLES[role].permissions)


def expected(role, access, method):
    """The statuses that a refusal must have; none where the person may come."""
    if access is Access.PUBLIC or may(role, access):
        return set()
    if role is None:
        return {302} if method == "GET" else {401}
    return {403}


@pytest.mark.parametrize("role", WHO)
def test_who_may_call_a_route_is_what_it_declares(app, database, world, role):
    client, surprises = app.test_client(), []
    for absent in (True, False):
        if role is not None:
            sign_in_as(client, world.users[role])
        for rule, method in routes(app):
            access = declared_access(app.view_functions[rule.endpoint])
            refusal = expected(role, access, method)
            if method == "HEAD" and not refusal:  # drawn as the page is, which is asked for anyway
                continue
            for address in addresses(app, rule, world, absent=absent):
                if role is not None and method not in LOOKS:  # such as signing out
                    sign_in_as(client, world.users[role])
                answer = client.open(address, method=method, data={} if method == "POST" else None)
                if not fits(answer, refusal, absent and "ref" in rule.arguments, method):
                    surprises.append(f"{method} {address}: {answer.status_code}")

    assert surprises == []


def fits(answer, refusal, must_be_absent, method):
    """Whether an answer is what it should be; a refusal never leads to anywhere but signing in."""
    if refusal:
        led = answer.status_code != 302 or answer.location == "/sign-in"
        return answer.status_code in refusal and led
    if must_be_absent and method != "OPTIONS":
        return answer.status_code == 404
    return answer.status_code < 500 and answer.status_code not in (401, 403)


@pytest.mark.parametrize("role", WHO)
def test_looking_changes_nothing_but_the_trail(app, database, world, role):
    client = app.test_client()
    if role is not None:
        sign_in_as(client, world.users[role])
    changed = []

    for rule, method in routes(app):
        if method == "GET":
            for address in addresses(app, rule, world, absent=False):
                with writing(database.engine) as tables:
                    client.open(address, method=method)
                changed += [f"{method} {address}: {table}" for table in tables]

    assert changed == []


@contextmanager
def writing(engine):
    """The tables that are written to meanwhile, save those that looking may change."""
    tables = []
    listener = partial(note, tables)
    sa.event.listen(engine, "before_cursor_execute", listener)
    try:
        yield tables
    finally:
        sa.event.remove(engine, "before_cursor_execute", listener)


def note(written, _connection, _cursor, statement, *_):
    """Keep the name of a table that a statement writes to, if looking must leave it alone."""
    verb, *words = statement.split(maxsplit=3)
    if verb in WRITING:
        table = next(word for word in words if word not in {"INTO", "FROM", "OR", "ONLY"})
        if table.strip('"') not in MAY_CHANGE:
            written.append(table)


@pytest.mark.parametrize(
    ("statement", "seen"),
    [
        ("INSERT INTO cases (ref) VALUES (1)", ["cases"]),
        ('UPDATE "users" SET name = 1', ['"users"']),
        ("DELETE FROM guesses WHERE id = 1", ["guesses"]),
        ("INSERT INTO trail_events (id) VALUES (1)", []),
        ("SELECT * FROM cases", []),
    ],
)
def test_what_is_written_is_noticed(statement, seen):
    written = []

    note(written, None, None, statement)

    assert written == seen


def test_reading_a_case_is_what_changes_the_trail(app, database, world):
    client = app.test_client()
    sign_in_as(client, world.users[RoleName.CODER])
    events = sa.text("SELECT count(*) FROM trail_events")
    before = database.session.execute(events).scalar_one()

    client.get(f"/cases/{world.refs['cases']['case']}")

    assert database.session.execute(events).scalar_one() == before + 1


def test_a_method_that_no_route_declares_is_not_allowed(app, database, world):
    client = app.test_client()
    sign_in_as(client, world.users[RoleName.LEAD])

    answers = {
        client.open(address, method=method).status_code
        for rule, _method in routes(app)
        for address in addresses(app, rule, world, absent=False)
        for method in ("PUT", "PATCH", "DELETE")
    }

    assert answers <= {403, 404, 405}


def test_no_role_reaches_case_data_that_is_not_for_it(app):
    """The rooms of each role, written out by hand: a slip in a declaration shows here."""
    by_force = {"captures", "captures_file", "quality"}
    unit = {*by_force, "insight", "chasing"}
    by_force = {"captures", "captures_file", "quality", "practice"}
    unit = {*by_force, "insight"}
    unit = {*by_force, "insight", "learning"}
    kept = {"notifications", "cases", "coverage", "followup", "questions", "reports"}
    unit = {*by_force, "insight", "coding"}
    kept = {"notifications", "cases", "coverage", "followup", "questions", "reports", "codebook"}
    kept = {"notifications", "cases", "coverage", "followup", "questions", "reports", "releases"}
    rooms = {
        role: {
            rule.endpoint.partition(".")[0]
            for rule, _method in routes(app)
            if may(role, declared_access(app.view_functions[rule.endpoint]))
        }
        - {"accounts", "home", "calendar"}
        for role in RoleName
    }

    assert rooms == {
        RoleName.SPOC: {
            *{"notifications", "followup", "handovers", "questions", "returns", "agreements"},
            *by_force,
            "learning",
        },
        RoleName.CODER: kept | unit,
        RoleName.LEAD: kept | unit | {"agreements", "mail", "officers"},
        RoleName.ANALYST: {"coverage", "reports", "cases", "chasing", *by_force},
        RoleName.READER: {"reports"},
        RoleName.ANALYST: {"coverage", "reports", "cases", "codebook", *by_force},
        RoleName.READER: {"reports", "codebook"},
        RoleName.ANALYST: {"coverage", "reports", "cases", *by_force},
        RoleName.READER: {"reports", "practice"},
        RoleName.ANALYST: {"coverage", "reports", "cases", "learning", *by_force},
        RoleName.READER: {"reports", "learning"},
        RoleName.ADMINISTRATOR: {"users"},
        RoleName.AUDITOR: {"trail", "learning"},
    }
