"""Every route, by every method, for every role and for nobody: really called, never surprised."""

from collections import defaultdict
from contextlib import contextmanager
from functools import partial
from itertools import islice

import pytest
import sqlalchemy as sa
from werkzeug.exceptions import MethodNotAllowed

from dhp.accounts.permissions import RoleName
from dhp.accounts.roles import ROLES
from dhp.context.rules import latest_week
from dhp.web.access import Access, KeyScope, declared_access
from tests.accounts.people import sign_in_as
from tests.harness.links import refused_links
from tests.harness.weight import too_heavy
from tests.journeys.world import world_built

# Who may call what is decided before any row is read, whichever the database.
pytestmark = pytest.mark.only_on("sqlite")

ABSENT = "00000000000000"
WRITING = {"INSERT", "UPDATE", "DELETE"}
LOOKS = {"GET", "HEAD", "OPTIONS"}
UNDECLARED = {"PUT", "PATCH", "DELETE"}
# What looking may change: the trail, and when a session was last used.
MAY_CHANGE = {"trail_events", "trail_subjects", "trail_lists", "trail_repeats", "trail_head"}
MAY_CHANGE |= {"sign_ins"}
WHO = [None, *RoleName]

# What an address may hold beside references; in one room it may mean something else.
PLAIN = {"ending": "json", "section": "people", "group": "victim", "step": "send", "look": "check"}
PLAIN |= {"name": "victim.age", "column": "victim.age", "act": "accept", "place": "victim"}
PLAIN |= {"entry": ABSENT, "slug": "28-days", "code": "E23000032", "force_code": "E23000032"}
PLAIN |= {"period": "2026-03-01", "year": "2025-26"}
IN_ROOM = {
    "captures": {"code": "missing"},
    "cases": {"group": "1"},
    "comments": {"section": "headlines"},
    "evidence": {"code": "homicides"},
    "imports": {"ending": "csv"},
    "impact": {"code": "relationship"},
}

SPOC, CODER, LEAD, ANALYST, READER, ADMINISTRATOR, AUDITOR = RoleName
UNIT = {CODER, LEAD}
ROOMS = {
    "notifications": {SPOC, *UNIT},
    "cases": {*UNIT, ANALYST},
    "handovers": {SPOC},
    "erasures": {LEAD},
    "emergency": {SPOC, *UNIT},
    "conflicts": UNIT,
    "followup": {SPOC, *UNIT},
    "questions": {SPOC, *UNIT},
    "retention": {LEAD, AUDITOR},
    "coding": UNIT,
    "abstracting": UNIT,
    "training": UNIT,
    "codebook": {*UNIT, ANALYST, READER},
    "learning": {SPOC, *UNIT, ANALYST, READER, AUDITOR},
    "practice": {SPOC, *UNIT, ANALYST, READER},
    "evidence": UNIT,
    "lists": UNIT,
    "returns": {SPOC},
    "coverage": {*UNIT, ANALYST},
    "years": {SPOC, *UNIT, ANALYST},
    "captures": {SPOC, *UNIT, ANALYST},
    "captures_file": {SPOC, *UNIT, ANALYST},
    "imports": {SPOC, *UNIT},
    "insight": UNIT,
    "quality": {SPOC, *UNIT, ANALYST},
    "reports": {*UNIT, ANALYST, READER},
    "issues": {*UNIT, ANALYST, READER},
    "packs": {SPOC},
    "months": UNIT,
    "drafts": UNIT,
    "comments": UNIT,
    "recipients": {LEAD},
    "openings": {LEAD, AUDITOR},
    "releases": UNIT,
    "explore": {*UNIT, ANALYST, READER},
    "signals": UNIT,
    "subjects": {LEAD},
    "themes": UNIT,
    "analysis": UNIT,
    "chasing": {*UNIT, ANALYST},
    "mail": {LEAD},
    "officers": {LEAD},
    "exports": {LEAD},
    "agreements": {SPOC, LEAD},
    "users": {ADMINISTRATOR},
    "approvals": {LEAD},
    "account_checks": {SPOC, LEAD, ADMINISTRATOR},
    "api_keys": {ADMINISTRATOR},
    "trail": {AUDITOR},
    "flags": {LEAD, AUDITOR},
    "impact": {LEAD},
}


@pytest.fixture
def world(app, once):
    return world_built(once)


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
    urls = app.url_map.bind("localhost")
    refs = [ABSENT] if absent else list(world.refs.get(room, {"": ""}).values())
    named = dict.fromkeys([*world.values, "week"], ABSENT) if absent else world.values
    for ref in refs:
        given = (
            {"week": latest_week().end.isoformat(), "number": 1}
            | PLAIN
            | IN_ROOM.get(room, {})
            | named
        )
        given["ref"] = ref
        unknown = rule.arguments - given.keys()
        assert not unknown, f"Say in this test what {unknown} of {rule} may be."
        yield urls.build(rule.endpoint, {name: given[name] for name in rule.arguments})


def may(role, access):
    if role is None or isinstance(access, KeyScope):
        return False
    return access is Access.SIGNED_IN or access in ROLES[role].permissions


def expected(role, access, method):
    """The statuses that a refusal must have; none where the person may come."""
    if isinstance(access, KeyScope):
        return {401}  # no sign-in counts there
    if access is Access.PUBLIC or may(role, access):
        return set()
    if role is None:
        return {302} if method == "GET" else {401}
    return {403}


def calls(app, world, role):
    """Each call that says something new: method, address, what refuses it, and if it must be absent.

    First what is there, still untouched, then what is absent; looking comes before doing. HEAD is
    drawn as the page is, and OPTIONS says the same of what is absent.
    """
    called, refused = set(), set()
    for absent in (False, True):
        for rule, method in routes(app):
            access = declared_access(app.view_functions[rule.endpoint])
            refusal = expected(role, access, method)
            alike = refused_alike(role, rule, access, method)
            seen = method == "HEAD" or (absent and method == "OPTIONS")
            needless = (absent or alike in refused) if refusal else seen
            found = () if needless else addresses(app, rule, world, absent=absent)
            # Which methods there are does not depend on what an address names.
            for address in islice(found, 1) if refusal or method == "OPTIONS" else found:
                if (method, address) not in called:  # else it names nothing that can be absent
                    called.add((method, address))
                    refused.add(alike)
                    yield method, address, refusal, absent and "ref" in rule.arguments


def refused_alike(role, rule, access, method):
    """What two refused calls have in common if the second would only say what the first said.

    Who is refused is refused before anything is looked for, by what a view declares: the guard is
    asked for every route and role by `tests/house/test_access_matrix.py`. Here nobody and one role
    really call each route, the others one of each room and permission.
    """
    each = role in {None, RoleName.AUDITOR} and method not in {"HEAD", "OPTIONS"}
    return method, access, rule.endpoint if each else rule.endpoint.partition(".")[0]


@pytest.mark.parametrize("role", WHO)
def test_every_route_answers_as_declared_changes_nothing_is_light_and_leads_on(
    app, database, world, role
):
    client, signed_in = app.test_client(), role is None
    surprises, changed, heavy, misled = [], [], [], []
    for method, address, refusal, must_be_absent in calls(app, world, role):
        looks = method in LOOKS
        if not signed_in:
            sign_in_as(client, world.users[role])
        with writing(database.engine) as tables:
            form = {} if method == "POST" else None
            answer = client.open(address, method=method, data=form)
        signed_in = role is None or "Set-Cookie" not in answer.headers  # else signed out, perhaps
        if looks:
            changed += [f"{method} {address}: {table}" for table in tables]
        if not fits(answer, refusal, must_be_absent, method):
            surprises.append(f"{method} {address}: {answer.status_code}")
        heavy += too_heavy(app, answer)
        misled += refused_links(app, answer, partial(opens, app, role))

    assert surprises == []
    assert changed == []
    assert heavy == []
    assert misled == []


def opens(app, role, endpoint):
    """Whether a person of `role` may follow a link to an endpoint; nobody is led to signing in."""
    if endpoint == "static":
        return True
    access = declared_access(app.view_functions[endpoint])
    return access in {Access.PUBLIC, Access.SIGNED_IN} or may(role, access)


def fits(answer, refusal, must_be_absent, method):
    """Whether an answer is what it should be; a refusal never leads to anywhere but signing in."""
    if refusal:
        led = answer.status_code != 302 or answer.location == "/sign-in"
        return answer.status_code in refusal and led
    if must_be_absent:
        return answer.status_code == 404
    return answer.status_code < 500 and answer.status_code not in (401, 403)


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
    called = {}

    # By one address of each rule: which methods it has does not depend on what it names.
    for rule in app.url_map.iter_rules():
        if rule.endpoint != "static":
            address = next(addresses(app, rule, world, absent=False))
            called[rule.endpoint.partition(".")[0]] = address
            for method in UNDECLARED - rule.methods:
                with pytest.raises(MethodNotAllowed):
                    app.url_map.bind("localhost").match(address, method)

    # What is allowed nowhere is answered so: by one address of each room.
    answers = {
        client.open(address, method=method).status_code
        for address in called.values()
        for method in UNDECLARED
    }
    assert answers <= {403, 404, 405}


def test_no_role_reaches_a_room_that_is_not_for_it(app):
    """The roles of each room, written out by hand: a slip in a declaration shows here."""
    found = defaultdict(set)
    for rule, _method in routes(app):
        for role in RoleName:
            if may(role, declared_access(app.view_functions[rule.endpoint])):
                found[rule.endpoint.partition(".")[0]].add(role)

    assert found == ROOMS | {room: set(RoleName) for room in ("accounts", "home", "calendar")}
