"""Who joins, moves or leaves: unused accounts sleep, and every quarter somebody is asked."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine

from dhp.accounts import actions
from dhp.accounts.forces import force_with
from dhp.accounts.models import SignIn
from dhp.accounts.permissions import RoleName
from dhp.accounts.upkeep.duties import quarter_of
from dhp.accounts.upkeep.models import AccountCheck
from dhp.audit.models import TrailEvent
from dhp.duties import run_due
from dhp.mail.models import Message
from tests.accounts.people import add_user, sign_in_as

OURS = ("account checks", "accounts nobody confirmed", "accounts nobody used")
SLEEPING = OURS[2:]
JOINED = datetime(2026, 5, 4, 9, tzinfo=UTC)
ASKED = datetime(2026, 7, 1, 9, tzinfo=UTC)


def person(role, **given):
    return add_user(role, joined_at=JOINED, **given)


@pytest.fixture
def people(database):
    """Two contacts of Kent, one of Surrey, and the unit."""
    kent, second = (person(RoleName.SPOC, email=f"{name}@kent.example") for name in ("one", "two"))
    surrey = person(RoleName.SPOC, email="one@surrey.example", force=force_with("E23000031"))
    roles = RoleName.LEAD, RoleName.CODER, RoleName.ADMINISTRATOR
    return [kent, second, surrey, *(person(role) for role in roles)]


def due(at, only=OURS):
    """What `flask due` does of ours at an instant."""
    outcome = run_due(at, only=only)
    assert outcome.failed == []
    return [name for name, _ in outcome.done]


@pytest.mark.parametrize(
    ("days", "answered"), [(89, "/sign-in/code"), (91, "This account was not used")]
)
def test_an_account_that_nobody_uses_sleeps_after_90_days(
    client, people, give_password, days, answered
):
    with time_machine.travel(JOINED + timedelta(days=days), tick=False):
        answer = give_password(client, "one@kent.example")
        assert answered in (answer.location or answer.text)


def test_whoever_was_here_lately_is_awake(client, people, give_password, database):
    with time_machine.travel(JOINED + timedelta(days=80), tick=False):
        sign_in_as(client, people[0])
    with time_machine.travel(JOINED + timedelta(days=160), tick=False):
        assert give_password(client, "one@kent.example").location == "/sign-in/code"


def test_what_sleeps_is_shut_once_and_its_user_told(people, database):
    at = JOINED + timedelta(days=91)
    database.session.add(SignIn(token_hash="x", user_id=people[3].id, began_at=at, seen_at=at))
    database.session.commit()
    with time_machine.travel(at, tick=False):
        done = due(at, SLEEPING)
        assert done.count("accounts nobody used") == len(people) - 1
        assert "accounts nobody used" not in due(at, SLEEPING)

    database.session.expire_all()
    assert people[0].disabled_at == at
    assert people[3].disabled_at is None
    told = database.session.scalars(sa.select(Message).where(Message.to == people[0].email)).all()
    assert "Your account was shut" in [message.subject for message in told]
    assert not any("Kent" in message.text for message in told)


def test_an_account_that_is_enabled_again_stays_awake_and_may_fall_asleep_again(people, database):
    at = JOINED + timedelta(days=91)
    with time_machine.travel(at, tick=False):
        due(at, SLEEPING)
        actions.enable(people[5], by=people[3])
        database.session.commit()
        assert "accounts nobody used" not in due(at, SLEEPING)
    later = at + timedelta(days=91)
    with time_machine.travel(later, tick=False):
        assert "accounts nobody used" in due(later, SLEEPING)
    database.session.expire_all()
    assert people[5].disabled_at == later


@pytest.fixture
def asked(people, database):
    with time_machine.travel(ASKED, tick=False):
        assert due(ASKED) == ["account checks"]
        yield {
            check.user.email: check for check in database.session.scalars(sa.select(AccountCheck))
        }


def test_every_account_is_asked_about_once_a_quarter(asked, people, database):
    assert len(asked) == len(people)
    assert due(ASKED + timedelta(days=29)) == []
    assert database.session.scalar(sa.select(sa.func.count(AccountCheck.id))) == len(people)


def test_those_who_may_answer_are_told_how_many_wait(asked, people, database):
    texts = {message.to: message.text for message in database.session.scalars(sa.select(Message))}

    assert set(texts) == {people[0].email, people[1].email, people[3].email, people[5].email}
    assert texts[people[0].email].startswith("1 account waits")
    assert texts[people[5].email].startswith("5 accounts wait")
    assert "31 July 2026" in texts[people[0].email]


def seen_by(app, user):
    client = app.test_client()
    sign_in_as(client, user)
    return client, client.get("/account-checks").text


def test_a_force_answers_for_its_own_people_and_nobody_for_themselves(app, asked, people):
    client, page = seen_by(app, people[0])

    assert "two@kent.example" in page
    assert "one@kent.example" not in page
    assert "surrey.example" not in page
    assert client.post(f"/account-checks/{asked['one@kent.example'].ref}/keep").status_code == 404
    assert client.post(f"/account-checks/{asked['one@surrey.example'].ref}/end").status_code == 404


def test_the_unit_answers_for_the_unit_and_the_administrator_for_all_others(app, asked, people):
    *_, lead, coder, admin = people
    _, of_the_lead = seen_by(app, lead)
    _, of_the_administrator = seen_by(app, admin)

    assert coder.email in of_the_lead
    assert "kent.example" not in of_the_lead
    for other in people[:-1]:
        assert other.email in of_the_administrator
    assert admin.email not in of_the_administrator


def test_a_kept_account_stays_and_one_not_needed_is_shut_at_once(app, asked, people, database):
    client, _ = seen_by(app, people[5])

    client.post(f"/account-checks/{asked['one@kent.example'].ref}/keep")
    client.post(f"/account-checks/{asked['two@kent.example'].ref}/end")

    database.session.expire_all()
    assert people[0].disabled_at is None
    assert people[1].disabled_at == ASKED
    again = client.post(f"/account-checks/{asked['one@kent.example'].ref}/end")
    assert again.status_code == 409
    acts = database.session.scalars(sa.select(TrailEvent.act)).all()
    assert acts.count("account.confirmed") == 2


@pytest.mark.parametrize(("days", "shut"), [(30, 0), (31, 5)])
def test_what_nobody_confirmed_in_30_days_is_shut(app, asked, people, database, days, shut):
    client, _ = seen_by(app, people[5])
    client.post(f"/account-checks/{asked['one@kent.example'].ref}/keep")
    later = ASKED + timedelta(days=days)

    with time_machine.travel(later, tick=False):
        done = due(later)

    assert done.count("accounts nobody confirmed") == shut
    database.session.expire_all()
    assert people[0].disabled_at is None
    assert sum(user.disabled_at is not None for user in people) == shut


def test_whoever_is_asked_late_in_a_quarter_has_30_days_all_the_same(people, database):
    late = ASKED + timedelta(days=80)

    with time_machine.travel(late, tick=False):
        assert due(late, OURS[:2]) == ["account checks"]

    assert {check.due_on for check in database.session.scalars(sa.select(AccountCheck))} == {
        (late + timedelta(days=30)).date()
    }


def test_a_demonstration_shuts_nobody(app, asked, people):
    app.config.update(DEMONSTRATION=True, DORMANT_DAYS=0)

    assert due(ASKED + timedelta(days=60)) == []


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2026, 1, 1), date(2026, 1, 1)),
        (date(2026, 6, 30), date(2026, 4, 1)),
        (date(2026, 12, 31), date(2026, 10, 1)),
    ],
)
def test_a_quarter_begins_on_its_first_day(day, first):
    assert quarter_of(day) == first


def test_who_joined_within_the_quarter_is_asked_about_in_the_next_one(people, database):
    later = datetime(2026, 5, 20, 9, tzinfo=UTC)
    with time_machine.travel(later, tick=False):
        due(later)

    assert database.session.scalar(sa.select(sa.func.count(AccountCheck.id))) == 0


@pytest.mark.parametrize(("hour", "asked"), [(22, 1), (23, 0)])
def test_who_joined_on_the_first_day_in_london_joined_within_the_quarter(database, hour, asked):
    add_user(RoleName.CODER, joined_at=datetime(2026, 6, 30, hour, 30, tzinfo=UTC))  # or 1 July
    with time_machine.travel(ASKED, tick=False):
        due(ASKED)

    assert database.session.scalar(sa.select(sa.func.count(AccountCheck.id))) == asked
