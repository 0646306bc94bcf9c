import json
import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from flask_sqlalchemy import SQLAlchemy

from dhp.accounts.agreements import record_agreement
from dhp.accounts.models import Force, RegionMembership, RegionSystem, User
from dhp.accounts.permissions import RoleName
from dhp.audit import queries as trail
from dhp.audit.acts import Act
from dhp.calendar import now
from dhp.context.strands import load_strands
from dhp.definitions import Scope
from dhp.home.panels import MOST
from dhp.notifications import actions
from dhp.notifications.models import Notification
from dhp.references import shown_reference
from tests.cases.conftest import MakeCase, MakeUser, Statements
from tests.harness.pages import PageClient

SignIn = Callable[[User], None]


@pytest.fixture
def spoc(make_user: MakeUser) -> User:
    """The contact of Kent."""
    return make_user(RoleName.SPOC, "Sam Spoc")


@pytest.fixture
def make_notification(database: SQLAlchemy, kent: Force, spoc: User) -> Callable[..., Notification]:
    """Starts a draft with the force's reference, and sends it if told so."""

    def make(reference: str, *, sent: bool = False, by: User = spoc, **more: str) -> Notification:
        draft = actions.start(kent, reference, by=by)
        answers = {"death.force_ref": reference, "death.suspected_intent": "homicide"}
        answers |= {name.replace("__", "."): text for name, text in more.items()}
        actions.save(draft, answers, draft.version, by=by)
        if sent:
            actions.send(draft, draft.send_key, "Only just known.", by=by)
        database.session.commit()
        return draft

    return make


def home(client: PageClient) -> str:
    page = client.get("/")
    assert page.status_code == 200
    return page.get_data(as_text=True)


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", html))


def test_nobody_signed_in_is_asked_to_sign_in(client: PageClient, database: SQLAlchemy) -> None:
    page = client.get("/")

    assert page.status_code == 302
    assert page.location.endswith("/sign-in")


def test_a_force_sees_first_what_came_back_then_drafts_then_what_waits(
    database: SQLAlchemy,
    client: PageClient,
    coder: User,
    spoc: User,
    sign_in: SignIn,
    make_notification: Callable[..., Notification],
) -> None:
    make_notification("K/waiting", sent=True)
    make_notification("K/draft")
    back = make_notification("K/back", sent=True)
    actions.return_to_force(back, "Give the time.", by=coder)
    database.session.commit()
    sign_in(spoc)

    page = words(home(client))

    assert page.index("Complete and send again (1)") < page.index("K/back")
    assert page.index("K/back") < page.index("Send your drafts (1)") < page.index("K/draft")
    assert page.index("K/draft") < page.index("With the central unit (1)")
    assert "Notify a death" in page


def test_a_force_that_accepted_sees_the_outcome(
    database: SQLAlchemy,
    client: PageClient,
    coder: User,
    spoc: User,
    sign_in: SignIn,
    make_notification: Callable[..., Notification],
) -> None:
    actions.accept(make_notification("K/1", sent=True), by=coder)
    database.session.commit()
    sign_in(spoc)

    page = words(home(client))

    assert re.search(r"Lately finished \(1\).*K/1.*Accepted", page)


def test_what_has_nothing_to_do_stands_below_what_has(
    database: SQLAlchemy,
    client: PageClient,
    coder: User,
    spoc: User,
    sign_in: SignIn,
    make_notification: Callable[..., Notification],
) -> None:
    load_strands(database.session())
    actions.accept(make_notification("K/1", sent=True), by=coder)
    make_notification("K/2", sent=True)
    database.session.commit()
    sign_in(spoc)

    page = words(home(client))

    assert page.index("Send weekly figures (") < page.index("With the central unit (1)")
    assert page.index("With the central unit (1)") < page.index("Lately finished (1)")


def test_a_force_with_nothing_open_is_told_how_to_begin(
    client: PageClient, spoc: User, sign_in: SignIn
) -> None:
    sign_in(spoc)

    assert "Notify a death as soon as you know of it" in home(client)


def test_the_unit_sees_who_must_act_next_and_how_long_it_has_waited(
    database: SQLAlchemy,
    client: PageClient,
    coder: User,
    sign_in: SignIn,
    make_case: MakeCase,
    make_notification: Callable[..., Notification],
) -> None:
    sent = make_notification("K/1", sent=True)
    back = make_notification("K/2", sent=True)
    actions.return_to_force(back, "Give the time.", by=coder)
    database.session.commit()
    old = make_case(received_at=now() - timedelta(days=9))
    new = make_case(received_at=now() - timedelta(days=3))
    judged = make_case()
    judged.scope = Scope.CANNOT_TELL
    database.session.commit()
    sign_in(coder)

    with time_machine.travel(now() + timedelta(days=2), tick=True):
        page = words(home(client))

    order = [
        "Accept or return (1)",
        f"{shown_reference(sent.ref)} Kent, suspected homicide Waiting 2 days",
        "Classify (2)",
        f"{shown_reference(old.ref)} Kent, died 1 Mar 2026 Waiting 11 days",
        f"{shown_reference(new.ref)} Kent, died 1 Mar 2026 Waiting 5 days",
        "Decide when the facts are in (1)",
        "With the force (1)",
        shown_reference(back.ref),
    ]
    places = [page.index(phrase) for phrase in order]
    assert places == sorted(places)
    assert shown_reference(judged.ref) not in page


def test_a_restricted_thing_waits_only_for_those_who_may_see_it(
    client: PageClient,
    coder: User,
    make_user: MakeUser,
    sign_in: SignIn,
    make_case: MakeCase,
    make_notification: Callable[..., Notification],
) -> None:
    case = make_case(restricted=True)
    notice = make_notification("K/9", sent=True, death__police_link="yes")
    hidden = [shown_reference(case.ref), shown_reference(notice.ref)]

    sign_in(coder)
    for_the_coder = home(client)
    sign_in(make_user(RoleName.LEAD))
    for_the_lead = home(client)

    assert [ref for ref in hidden if ref in for_the_coder] == []
    assert "Nothing waits for the unit" in for_the_coder
    assert [ref for ref in hidden if ref in for_the_lead] == hidden


def test_a_back_record_waits_for_nobody(
    client: PageClient, coder: User, sign_in: SignIn, make_case: MakeCase
) -> None:
    make_case(back_record=True)
    sign_in(coder)

    assert "Nothing waits for the unit" in home(client)


def test_a_long_list_is_cut_and_says_how_many_there_are(
    client: PageClient, coder: User, sign_in: SignIn, make_case: MakeCase
) -> None:
    for _ in range(MOST + 2):
        make_case({})
    sign_in(coder)

    page = home(client)

    assert f"Classify ({MOST + 2})" in page
    assert page.count('class="app-work__item"') == MOST
    assert f'<a class="govuk-link" href="/cases?scope=none">See all {MOST + 2}' in page


def test_what_the_work_list_shows_is_recorded_by_its_references(
    client: PageClient,
    coder: User,
    sign_in: SignIn,
    make_case: MakeCase,
    make_notification: Callable[..., Notification],
) -> None:
    case, notice = make_case(), make_notification("K/1", sent=True)
    sign_in(coder)

    home(client)

    listed = {e.act: json.loads(e.body)["about"] for e in trail.by_actor(coder.ref)}
    assert listed[Act.CASES_LISTED] == [case.ref]
    assert listed[Act.NOTIFICATIONS_LISTED] == [notice.ref]


def test_the_work_list_takes_as_many_statements_for_many_things_as_for_few(
    client: PageClient,
    coder: User,
    sign_in: SignIn,
    make_case: MakeCase,
    make_notification: Callable[..., Notification],
    statements: Statements,
) -> None:
    make_case({})
    make_notification("K/1", sent=True)
    sign_in(coder)
    statements.clear()
    home(client)
    few = len(statements)
    for number in range(6):
        make_case({})
        make_notification(f"K/2/{number}", sent=True)
    statements.clear()

    home(client)

    assert len(statements) == few
    assert len(statements.of_the_page) <= 15


@pytest.fixture
def one_of_each(make_case: MakeCase, make_notification: Callable[..., Notification]) -> None:
    """A case, and a notification that waits."""
    make_case({})
    make_notification("K/1", sent=True)


@pytest.mark.parametrize(
    ("role", "most"),
    [
        (RoleName.SPOC, 21),
        (RoleName.CODER, 19),
        (RoleName.LEAD, 31),
        (RoleName.ANALYST, 10),
        (RoleName.READER, 5),
        (RoleName.ADMINISTRATOR, 5),
        (RoleName.AUDITOR, 7),
    ],
)
def test_each_first_page_takes_few_statements(
    one_of_each: None,
    client: PageClient,
    make_user: MakeUser,
    sign_in: SignIn,
    statements: Statements,
    role: RoleName,
    most: int,
) -> None:
    sign_in(make_user(role, "Ready Reader"))
    statements.clear()

    home(client)

    assert len(statements) <= most


def test_an_administrator_sees_who_has_not_joined_and_no_case(
    database: SQLAlchemy,
    client: PageClient,
    make_user: MakeUser,
    sign_in: SignIn,
    make_case: MakeCase,
) -> None:
    case = make_case()
    late = make_user(RoleName.READER, "Lou Late")
    late.joined_at = None
    database.session.commit()
    sign_in(make_user(RoleName.ADMINISTRATOR))

    page = home(client)

    assert "Lou Late" in page
    assert f'href="/users/{late.ref}"' in page
    assert case.ref not in page


@pytest.mark.parametrize(
    ("role", "hint"),
    [
        (RoleName.READER, "No report has been issued yet."),
        (RoleName.ANALYST, "Look at your region"),
        (RoleName.AUDITOR, "Verify it, or look something up"),
        (RoleName.ADMINISTRATOR, "Everybody you invited has joined."),
    ],
)
def test_an_empty_page_says_what_will_be_there(
    client: PageClient,
    make_user: MakeUser,
    make_case: MakeCase,
    sign_in: SignIn,
    role: RoleName,
    hint: str,
) -> None:
    case = make_case()
    sign_in(make_user(role))

    page = home(client)

    assert hint in page
    assert shown_reference(case.ref) not in page


def test_an_analyst_sees_the_forces_of_the_region_and_what_may_be_read(
    client: PageClient, database: SQLAlchemy, make_user: MakeUser, kent: Force, sign_in: SignIn
) -> None:
    sussex = Force(code="E23000033", name="Sussex", territorial=True)
    essex = Force(code="E23000028", name="Essex", territorial=True)
    database.session.add_all((sussex, essex))
    database.session.flush()
    for force, region in ((kent, "South East"), (sussex, "South East"), (essex, "East")):
        place = {"system": RegionSystem.HOME_OFFICE, "region": region, "since": date(2020, 4, 1)}
        database.session.add(RegionMembership(force_id=force.id, **place))
    lead = make_user(RoleName.LEAD)
    record_agreement(kent, "Head of crime", date(2026, 3, 1), by=lead)
    sign_in(make_user(RoleName.ANALYST))

    page = words(home(client))

    assert "South East (Home Office region), as of today." in page
    assert "Forces of South East (2)" in page
    assert "Kent Agreed on 1 March 2026: you may read its cases." in page
    assert "Sussex No agreement on record: you read none of its cases." in page
    assert "Essex" not in page


def test_hostile_text_in_a_draft_is_shown_as_text(
    client: PageClient,
    spoc: User,
    sign_in: SignIn,
    make_notification: Callable[..., Notification],
) -> None:
    make_notification("<b>K</b>")
    sign_in(spoc)

    page = home(client)

    assert "<b>K" not in page
    assert "&lt;b&gt;K&lt;/b&gt;" in page
