"""A small history, lived through the actions of users, on the database."""

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from dhp.accounts import passwords
from dhp.accounts.agreement_models import ReadingAgreement
from dhp.accounts.agreement_queries import standings
from dhp.accounts.models import User
from dhp.accounts.permissions import RoleName
from dhp.audit import verifying
from dhp.audit.account_acts import AccountAct
from dhp.audit.acts import Act
from dhp.audit.models import TrailEvent
from dhp.cases.forces.handover_models import HandOver
from dhp.cases.links.models import CaseLink
from dhp.cases.models import Answer, Case, Classification, Incident
from dhp.demonstration.accounts import sign_ins
from dhp.demonstration.history import live
from dhp.demonstration.opening import open_history
from dhp.demonstration.order import Order, plan
from dhp.errors import DomainError, Refused
from dhp.followup.models import Turn
from dhp.notifications.models import Notification, Receipt
from dhp.notifications.rules import Status
from tests.demonstration.lived import ORDER, small_history
from tests.harness.examples import tries


@pytest.fixture
def lived(database, once):
    once(small_history)
    return database.session


def count(session, thing, *conditions):
    return session.scalar(sa.select(sa.func.count()).select_from(thing).where(*conditions))


def test_a_small_history_is_whole(lived):
    by_status = {s: count(lived, Notification, Notification.status == s) for s in Status}

    assert verifying.verify().code == 0
    assert all(by_status.values()), by_status
    accepted = count(lived, Case, Case.id.in_(sa.select(Notification.case_id)))
    assert accepted == by_status[Status.ACCEPTED]
    assert count(lived, Case, Case.type != "unclassified") > 20
    assert count(lived, Classification) >= accepted - 3
    assert count(lived, Receipt) > accepted
    assert count(lived, Incident) <= count(lived, Case)


def test_what_follows_a_notice_is_there_to_be_seen(lived):
    assert count(lived, Turn) > 10
    assert count(lived, CaseLink) > 0
    assert count(lived, HandOver) > 0
    assert count(lived, Case, Case.restricted) > 0


def test_analysts_of_both_systems_read_the_cases_of_forces_that_agreed(lived):
    home_office, rocu = lived.scalars(
        sa.select(User).where(User.role == RoleName.ANALYST).order_by(User.id)
    )
    agreed = {
        user: {each.force.name for each in standings(user, on=ORDER.end) if each.agreement}
        for user in (home_office, rocu)
    }

    assert agreed == {home_office: {"Kent", "Surrey"}, rocu: {"Kent"}}
    ended = ReadingAgreement.withdrawn_at.is_not(None)
    assert count(lived, ReadingAgreement, ended) == 1


# What is there to look at now, done when all else has happened.
LATELY = (
    AccountAct.ACCOUNT_INVITED,
    AccountAct.ACCESS_ASKED,
    Act.IMPORT_TAKEN,
    Act.REHEARSAL_STARTED,
    Act.CASE_REHEARSAL_STARTED,
    Act.YEAR_SIGNED,
    Act.ABSTRACTION_DRAWN,
    Act.ABSTRACTION_FINISHED,
)


def test_everything_happened_at_its_own_time_before_the_end(lived):
    of_then = sa.select(TrailEvent.at).where(TrailEvent.act.not_in(LATELY)).order_by(TrailEvent.seq)
    events = list(lived.scalars(of_then))

    assert events == sorted(events)
    assert events[0] == ORDER.begins
    assert events[-1] < ORDER.ends
    for column in (Case.received_at, Answer.recorded_at, Classification.decided_at):
        assert lived.scalar(sa.select(sa.func.max(column))) < ORDER.ends


def test_the_same_order_gives_the_same_numbers(lived):
    planned = plan(ORDER)
    numbers = {step.death.number for step in planned}

    assert count(lived, TrailEvent, TrailEvent.act == "notification.accepted") == sum(
        step.move == "accept" for step in planned
    )
    keys = list(lived.scalars(sa.select(Notification.start_key)))
    expected = {f"{ORDER.prefix}-{number}" for number in numbers}
    assert expected <= set(keys)
    assert len(keys) == len(set(keys))
    # What makes one week a high one is sent beside the plan, and taken back.
    assert all(int(key.rpartition("-")[2]) >= 1_000 for key in set(keys) - expected)


def test_it_is_added_once(lived):
    events = count(lived, TrailEvent)

    _order, steps = open_history(ORDER)

    assert steps == []
    assert count(lived, TrailEvent) == events


@pytest.mark.only_on("sqlite")  # where it goes on is read from the trail by an instant alone
def test_what_stopped_half_way_is_taken_up_again(database):
    small = replace(ORDER, per_year=9)
    order, steps = open_history(small)
    for _done, _step in zip(range(20), live(order, steps), strict=False):
        pass

    another = Order(years=2, per_year=5, seed=1, end=date(2026, 3, 28))
    order, rest = open_history(another)

    assert order == small
    assert rest == steps[20:]
    further = tries(20, thorough=len(steps))  # a few months, or to the end
    for _done, _step in zip(range(further), live(order, rest), strict=False):
        pass
    lived = steps[: 20 + further]
    assert count(database.session, Notification) == len({s.death.number for s in lived})
    assert verifying.verify().code == 0


def test_a_record_that_is_somebody_s_own_is_left_alone(database):
    database.session.add(Incident(ref="OURS", cases=[Case(received_at=ORDER.begins)]))
    database.session.commit()

    with pytest.raises(Refused, match="nothing was added"):
        open_history(ORDER)

    assert count(database.session, User) == 0


def test_no_person_is_named(lived):
    names = set(lived.scalars(sa.select(User.name)))
    emails = set(lived.scalars(sa.select(User.email)))

    assert all("Contact, " in name or name.split()[-1] in _POSTS for name in names), names
    assert all(email.endswith("@demonstration.example") for email in emails)


_POSTS = {"coder", "lead", "Newcomer", "analyst", "Reader", "Administrator", "Auditor"}


def test_there_is_one_sign_in_for_each_role_and_it_works(lived):
    shown = list(sign_ins())

    assert [one.role for one in shown] == [role.value for role in RoleName]
    for one in shown:
        user = lived.scalar(sa.select(User).where(User.email == one.email))
        assert passwords.matches(user.password_hash, one.password)
        assert user.is_active


def test_every_account_can_be_shown_with_two_leads_among_them(lived):
    shown = list(sign_ins(every=True))

    assert len(shown) == count(lived, User) - 1  # one waits to be let in
    assert [one.role for one in shown].count("lead") == 2


def test_passwords_follow_the_secret_key(lived, app):
    app.config["SECRET_KEY"] = "another secret of another service"

    with pytest.raises(DomainError, match="secret key is not the one"):
        list(sign_ins())


def test_without_accounts_it_says_how_to_make_them(database):
    with pytest.raises(DomainError, match="flask seed demo"):
        list(sign_ins())
