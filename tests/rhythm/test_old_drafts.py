"""A draft that nobody goes on with ends after 30 days, and not before its people were told."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from dhp.audit.models import TrailEvent
from dhp.calendar import clock_at, now
from dhp.duties import run_due
from dhp.mail.models import Message
from dhp.notifications import actions
from dhp.notifications.models import Notification, Receipt
from tests.notifications.deaths import ANSWERS

DUTIES = {"draft-notice", "draft-end"}


@pytest.fixture
def draft(database, spoc):
    found = actions.start(spoc.force, "one", by=spoc)
    actions.save(found, ANSWERS, found.version, by=spoc)
    database.session.commit()
    return found


def after(days):
    """What is due that many days from now, done."""
    at = now() + timedelta(days=days)
    with clock_at(at):
        outcome = run_due(at, DUTIES)
    assert outcome.failed == []
    return sorted(name for name, _ in outcome.done)


def drafts(database):
    database.session.expire_all()
    return len(database.session.scalars(select(Notification)).all())


def test_it_is_kept_for_thirty_days_and_its_people_are_told_a_week_before(database, draft, spoc):
    ref = draft.ref

    assert after(22) == []
    assert after(24) == ["draft-notice"]
    assert after(29) == []
    assert drafts(database) == 1
    assert after(31.1) == ["draft-end"]
    assert drafts(database) == 0

    message = database.session.scalars(select(Message)).one()
    assert message.to == spoc.email
    assert "discarded on" in message.text
    assert ref not in message.text + message.subject
    acts = [
        event.act for event in database.session.scalars(select(TrailEvent)) if ref in event.body
    ]
    assert acts[-2:] == ["notification.warned", "notification.discarded"]


def test_nothing_is_discarded_that_nobody_was_told_of_for_a_week(database, draft):
    assert after(60) == ["draft-notice"]
    assert after(66) == []
    assert after(67.1) == ["draft-end"]


def test_who_goes_on_with_it_keeps_it(database, draft, spoc):
    after(24)
    with clock_at(now() + timedelta(days=28)):
        actions.save(draft, {"victim.age": "35"}, draft.version, by=spoc)
        database.session.commit()

    assert after(40) == []
    assert after(52) == ["draft-notice"]
    assert drafts(database) == 1


def test_what_was_sent_is_never_touched(database, draft, spoc):
    after(24)
    actions.send(draft, draft.send_key, "", by=spoc)
    database.session.commit()

    assert after(200) == []
    assert database.session.scalars(select(Receipt)).one()


def test_what_was_sent_and_returned_is_never_touched(database, draft, spoc, coder):
    actions.send(draft, draft.send_key, "", by=spoc)
    actions.return_to_force(draft, "One answer is missing.", by=coder)
    database.session.commit()

    assert after(200) == []


def test_the_contacts_of_the_force_are_told_when_who_saved_it_has_left(
    database, draft, spoc, make_user
):
    other = make_user(spoc.role, "Olu Other")
    spoc.disabled_at = now()
    database.session.commit()

    after(24)

    assert database.session.scalars(select(Message)).one().to == other.email
