from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime

import pytest
import time_machine
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from dhp.accounts.forces import MEMBERS_SINCE, load_forces
from dhp.accounts.models import Force, RegionMembership, RegionSystem, User
from dhp.accounts.permissions import Permission, RoleName
from dhp.accounts.roles import ROLES
from dhp.audit import queries as trail
from dhp.audit.acts import Act
from dhp.audit.trail import Command
from dhp.calendar import week_of
from dhp.context.actions import Entry, keep
from dhp.context.strands import load_strands, strands
from dhp.errors import Refused
from dhp.extensions import db
from dhp.mail.models import Message
from dhp.returns.actions import confirm
from dhp.returns.periods import USUAL, Rhythm, Terms
from dhp.returns.plan import period_with, set_terms
from dhp.returns.queries import present_for
from dhp.rhythm.chasing import last_reminder, missing_of, remind
from tests.cases.conftest import MakeUser
from tests.harness.pages import PageClient
from tests.harness.record import at

NOON = "2026-03-04T12:00"  # January is long due, February has opened; the figures are due tomorrow
WEEK = week_of(date(2026, 2, 26))
PAGE = "/reminders/E23000032"
SignIn = Callable[[User], None]
SetClock = Callable[[str], object]


@pytest.fixture
def set_clock() -> Iterator[SetClock]:
    """Sets the clock until the test ends: `set_clock("2026-03-05T00:00")`."""
    with ExitStack() as stack:
        yield lambda when: stack.enter_context(time_machine.travel(at(when), tick=False))


@pytest.fixture(autouse=True)
def collection(database: SQLAlchemy, kent: Force, make_user: MakeUser, set_clock: SetClock) -> None:
    """Calendar months are returned from January 2026 on, figures weekly; it is 4 March, noon."""
    load_forces(database.session())
    member = RegionMembership(
        force_id=kent.id, system=RegionSystem.HOME_OFFICE, region="South East", since=MEMBERS_SINCE
    )
    database.session.add(member)
    load_strands(database.session())
    database.session.commit()
    set_clock("2025-12-20")
    terms = Terms(Rhythm.MONTHLY, date(2026, 1, 1), *USUAL[Rhythm.MONTHLY])
    set_terms(terms, by=make_user(RoleName.LEAD))
    database.session.commit()
    set_clock(NOON)


@pytest.fixture
def essex(collection: None) -> Force:
    """A force of another region, with the others of the reference data."""
    return db.session.query(Force).filter_by(code="E23000028").one()


@pytest.fixture
def analyst(make_user: MakeUser) -> User:
    """The analyst of the region to which Kent belongs."""
    return make_user(RoleName.ANALYST, "Ana Analyst")


def return_january(spoc: User) -> None:
    period = period_with("2026-01-01")
    confirm(period, by=spoc, seen=present_for(spoc, period).fingerprint)
    db.session.commit()


def send_figures(force: Force, *left_out: str) -> None:
    counts = {one.code: 3 for one in strands() if one.code not in left_out}
    keep([Entry(force, WEEK, counts)], by=Command())
    db.session.commit()


def reminded(force: Force, by: User) -> list[Message]:
    """Remind a force; every message so far, in the order of posting."""
    remind(force, by=by)
    db.session.commit()
    return db.session.query(Message).order_by(Message.id).all()


def test_what_is_due_counts_as_missing_and_what_has_only_opened_does_not(
    kent: Force, coder: User, spoc: User
) -> None:
    before = missing_of(kent, by=coder)
    return_january(spoc)
    send_figures(kent, "missing", "section_136")
    after = missing_of(kent, by=coder)

    assert (before.returns, before.figures, before.week) == (1, len(strands()), WEEK)
    assert (after.returns, after.figures) == (0, 2)


def test_what_one_force_sent_is_not_counted_for_another(
    kent: Force, essex: Force, coder: User, spoc: User
) -> None:
    return_january(spoc)
    send_figures(kent)

    assert not missing_of(kent, by=coder)
    assert missing_of(essex, by=coder).returns == 1


def test_a_reminder_holds_counts_and_a_link_and_names_nobody(
    app: Flask, kent: Force, coder: User, spoc: User
) -> None:
    app.config["SERVICE_URL"] = "https://dhp.example.org"
    send_figures(kent, "missing")

    message = reminded(kent, coder)[0]

    assert (message.to, message.subject) == (spoc.email, "A reminder for your force")
    assert message.text.startswith("The central unit reminds your force")
    assert "- 1 return to confirm\n" in message.text
    assert "- 1 weekly figure of the week to 26 February 2026, due by 5 March 2026" in message.text
    assert "https://dhp.example.org/\n" in message.text
    hidden = [kent.name, kent.code, spoc.name, coder.name]
    assert [word for word in hidden if word in message.text + message.subject] == []
    assert message.until == datetime(2026, 3, 8, tzinfo=UTC)  # its counts are old by then


def test_every_active_contact_of_the_force_is_written_to_and_nobody_else(
    kent: Force, essex: Force, coder: User, spoc: User, make_user: MakeUser
) -> None:
    second = make_user(RoleName.SPOC, "Cal Colleague")
    gone = make_user(RoleName.SPOC, "Gil Gone")
    gone.disabled_at = at(NOON)
    invited = make_user(RoleName.SPOC, "Ivy Invited")
    invited.joined_at = None
    make_user(RoleName.SPOC, "Theo There").force = essex
    db.session.commit()

    messages = reminded(kent, coder)

    assert {message.to for message in messages} == {spoc.email, second.email}


@pytest.mark.parametrize(
    "instants",
    [
        (NOON, "2026-03-04T23:59:59", "2026-03-05T00:00"),
        ("2026-07-01T12:00", "2026-07-01T22:59:59", "2026-07-01T23:00"),  # British Summer Time
    ],
)
def test_a_force_is_reminded_once_a_day_as_london_counts_days(
    kent: Force, coder: User, spoc: User, set_clock: SetClock, instants: tuple[str, str, str]
) -> None:
    first, same_day, next_day = instants
    set_clock(first)
    reminded(kent, coder)
    set_clock(same_day)
    with pytest.raises(Refused, match="reminded today"):
        remind(kent, by=coder)
    db.session.rollback()
    set_clock(next_day)

    assert len(reminded(kent, coder)) == 2


def test_another_force_can_be_reminded_on_the_same_day(
    kent: Force, essex: Force, coder: User, spoc: User, make_user: MakeUser
) -> None:
    other = make_user(RoleName.SPOC, "Theo There")
    other.force = essex
    db.session.commit()

    reminded(kent, coder)

    assert [message.to for message in reminded(essex, coder)] == [spoc.email, other.email]


def test_a_force_that_lacks_nothing_is_not_written_to(kent: Force, coder: User, spoc: User) -> None:
    return_january(spoc)
    send_figures(kent)

    with pytest.raises(Refused, match="Nothing is missing"):
        remind(kent, by=coder)

    assert db.session.query(Message).count() == 0


def test_without_a_contact_nobody_is_written_to_and_the_way_out_is_told(
    kent: Force, coder: User
) -> None:
    with pytest.raises(Refused, match="Ask an administrator"):
        remind(kent, by=coder)

    assert last_reminder(kent) is None


def test_a_reminder_is_recorded_with_who_asked_for_it_and_what_was_missing(
    kent: Force, coder: User, spoc: User
) -> None:
    message = reminded(kent, coder)[0]

    event = trail.about(message.ref)[0]
    last = last_reminder(kent)
    assert (event.act, event.actor) == (Act.FORCE_REMINDED, coder.ref)
    assert f'"counts":{{"figures":{len(strands())},"returns":1}}' in event.body
    assert f'"force":"{kent.code}"' in event.body
    assert [one.act for one in trail.about(spoc.ref)] == [Act.FORCE_REMINDED]
    assert last is not None
    assert (last.by, last.at) == (coder.name, event.at)


def test_the_unit_and_the_analyst_of_the_region_may_remind_and_nobody_else() -> None:
    allowed = {name for name, role in ROLES.items() if Permission.CHASE_FORCES in role.permissions}

    assert allowed == {RoleName.CODER, RoleName.LEAD, RoleName.ANALYST}


def test_the_page_says_what_is_missing_and_reminds_once(
    client: PageClient, kent: Force, coder: User, spoc: User, sign_in: SignIn
) -> None:
    sign_in(coder)

    before = client.get(PAGE).get_data(as_text=True)
    done = client.post(PAGE, follow_redirects=True).get_data(as_text=True)
    again = client.post(PAGE)

    assert "1 return that was due" in before
    assert f"{len(strands())} weekly figures of the week to 26 February 2026" in before
    assert "due by 5 March 2026" in before
    assert "One message goes to the 1 point of contact of this force." in before
    assert "A reminder to 1 point of contact of Kent is written." in done
    assert "You can remind it again tomorrow." in done
    assert coder.name in done
    assert "Remind this force</button>" in before
    assert "Remind this force</button>" not in done
    assert again.status_code == 409
    assert db.session.query(Message).count() == 1


def test_the_page_says_that_nothing_is_missing(
    client: PageClient, kent: Force, coder: User, spoc: User, sign_in: SignIn
) -> None:
    return_january(spoc)
    send_figures(kent)
    sign_in(coder)

    page = client.get(PAGE).get_data(as_text=True)

    assert "so have the weekly figures of the week to 26 February 2026." in page
    assert "Remind this force</button>" not in page


def test_the_page_says_where_there_is_nobody_to_write_to(
    client: PageClient, kent: Force, coder: User, sign_in: SignIn
) -> None:
    sign_in(coder)

    page = client.get(PAGE).get_data(as_text=True)

    assert "This force has no point of contact with an account." in page
    assert "Remind this force</button>" not in page


def test_an_analyst_reminds_the_forces_of_the_own_region_only(
    client: PageClient, kent: Force, essex: Force, analyst: User, spoc: User, sign_in: SignIn
) -> None:
    sign_in(analyst)

    own, other = client.post(PAGE), f"/reminders/{essex.code}"

    assert own.status_code == 303
    assert (client.get(other).status_code, client.post(other).status_code) == (404, 404)
    (message,) = db.session.query(Message).all()
    assert message.to == spoc.email
    assert message.text.startswith("The analyst of your region reminds your force")


def test_figures_of_a_week_before_the_force_came_to_the_region_are_not_told_of(
    client: PageClient, kent: Force, analyst: User, spoc: User, sign_in: SignIn
) -> None:
    db.session.query(RegionMembership).update({"since": date(2026, 3, 1)})
    db.session.commit()
    return_january(spoc)
    sign_in(analyst)

    page = client.get(PAGE).get_data(as_text=True)

    assert missing_of(kent, by=analyst).figures is None
    assert "Nothing is missing: every return that was due has come." in page


def test_the_page_of_a_force_s_returns_leads_here(
    client: PageClient, kent: Force, coder: User, sign_in: SignIn
) -> None:
    sign_in(coder)

    page = client.get(f"/coverage/{kent.code}").get_data(as_text=True)

    assert f'href="{PAGE}"' in page
