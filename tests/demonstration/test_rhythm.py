"""The invented reminders: named people, messages that wait, nothing sent."""

from datetime import date

import pytest

from dhp.accounts.forces import forces
from dhp.calendar import clock_at
from dhp.demonstration.accounts import open_accounts, staff
from dhp.demonstration.order import Order
from dhp.demonstration.rhythm import WEEKS, rhythm_acts
from dhp.extensions import db
from dhp.mail.models import Message, Status
from dhp.notifications import actions
from dhp.rhythm.mailing import send_mail
from dhp.rhythm.officers import lines

ORDER = Order(1, 10, 1, date(2026, 3, 11))  # a Wednesday


def live():
    """The rhythm of a force that left a draft, lived to its end."""
    with clock_at(ORDER.begins):
        open_accounts()
        contact = staff().contacts["E23000001"]
        actions.start(contact.force, "demo-draft", by=contact)
        db.session.commit()
    for at, act in rhythm_acts(ORDER, staff()):
        with clock_at(at):
            act()
            db.session.commit()


@pytest.fixture
def lived(once):
    """The instants of what was lived."""
    once(live)
    return [at for at, _ in rhythm_acts(ORDER, staff())]


def test_acts_come_in_order_within_the_history(lived):
    assert lived == sorted(lived)
    assert ORDER.begins < lived[0]
    assert lived[-1] < ORDER.ends


def test_every_other_force_has_a_chief_officer_at_an_address_that_no_mail_reaches(lived):
    named = [line.officer for line in lines() if line.officer]

    assert len(named) == len(forces()) // 2
    assert all(officer.email.endswith("@demonstration.example") for officer in named)


def test_reminders_wait_and_none_claims_to_be_sent(database, lived):
    with clock_at(lived[-1]):
        send_mail()

    messages = database.session.query(Message).order_by(Message.id).all()
    assert {message.status for message in messages[-1:]} == {Status.WAITING}
    assert Status.SENT not in {message.status for message in messages}
    kinds = [message.key.split()[0] for message in messages]  # nobody has returned anything here
    assert kinds.count("digest") == len(forces()) * WEEKS
    assert kinds.count("escalation") == len(forces()) // 2
