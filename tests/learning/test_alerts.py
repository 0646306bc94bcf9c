"""An alert is written, checked by a second person, and sent to roles without a word of the case."""

from datetime import date

import pytest
import sqlalchemy as sa

from dhp.accounts.permissions import RoleName
from dhp.audit.models import TrailEvent
from dhp.errors import Absent, DomainError, Refused, Stale
from dhp.extensions import db
from dhp.learning.alert_actions import (
    READERS,
    Draft,
    change_alert,
    check_alert,
    hand_in,
    send_alert,
    send_back,
    withdraw_alert,
    write_alert,
)
from dhp.learning.alert_queries import alert_with, alerts, news
from dhp.learning.rules import AlertStatus
from dhp.mail.models import Message
from tests.learning.conftest import NOW

SECRET = "Zerbinetta"
DRAFT = Draft(
    f"Search before you leave, {SECRET}",
    f"A history was missed, {SECRET}.",
    "Search every system.",
    date(2026, 3, 2),
    (RoleName.SPOC, RoleName.READER),
)


@pytest.fixture
def alert(coder):
    one = write_alert(DRAFT, by=coder)
    db.session.commit()
    return one


@pytest.fixture
def sent(alert, coder, second):
    hand_in(alert, by=coder, version=alert.version)
    db.session.commit()
    check_alert(alert, by=second, version=alert.version)
    db.session.commit()
    send_alert(alert, by=coder, version=alert.version)
    db.session.commit()
    return alert


def test_a_note_goes_to_everybody_with_the_roles_and_tells_nothing(sent, people):
    notes = db.session.scalars(sa.select(Message)).all()

    assert {note.to for note in notes} == {
        people[name].email for name in ("spoc", "essex", "reader")
    }
    assert sent.sent_to == 3
    for note in notes:
        assert SECRET not in note.text + note.subject
        assert "A history" not in note.text
        assert f"/learning/alerts/{sent.ref}" in note.text


def test_the_trail_tells_who_sent_it_to_which_roles(sent):
    statement = sa.select(TrailEvent).order_by(TrailEvent.seq.desc())
    event = db.session.scalars(statement).first()

    assert event.act == "alert.sent"
    assert '"people":3' in event.body.replace(" ", "")
    assert SECRET not in event.body


def test_one_wrong_address_keeps_nobody_else_waiting(alert, people, coder, second):
    people["reader"].email = "no address"
    hand_in(alert, by=coder, version=alert.version)
    db.session.flush()
    check_alert(alert, by=second, version=alert.version)
    db.session.flush()

    assert send_alert(alert, by=coder, version=alert.version) == 2
    db.session.commit()
    assert list(alerts(people["reader"])) == [alert]


def test_people_who_left_or_never_joined_get_no_note(alert, people, coder, second):
    people["reader"].disabled_at = NOW
    people["essex"].joined_at = None
    hand_in(alert, by=coder, version=alert.version)
    db.session.flush()
    check_alert(alert, by=second, version=alert.version)
    db.session.flush()

    assert send_alert(alert, by=coder, version=alert.version) == 1


def test_the_writer_does_not_check_it(alert, coder):
    hand_in(alert, by=coder, version=alert.version)
    db.session.commit()

    with pytest.raises(Refused, match="another person"):
        check_alert(alert, by=coder, version=alert.version)


def test_whoever_changes_it_becomes_its_writer_and_it_needs_a_new_check(alert, coder, second):
    hand_in(alert, by=coder, version=alert.version)
    db.session.commit()
    check_alert(alert, by=second, version=alert.version)
    db.session.commit()

    change_alert(alert, DRAFT, by=second, version=alert.version)
    db.session.commit()

    assert (alert.status, alert.checked_by) == (AlertStatus.DRAFT, None)
    with pytest.raises(Refused, match="is draft"):
        send_alert(alert, by=coder, version=alert.version)
    hand_in(alert, by=coder, version=alert.version)
    db.session.commit()
    with pytest.raises(Refused, match="another person"):
        check_alert(alert, by=second, version=alert.version)


def test_nothing_unchecked_is_sent_and_no_old_page_acts(alert, coder, second):
    with pytest.raises(Refused):
        send_alert(alert, by=coder, version=alert.version)
    seen = alert.version
    hand_in(alert, by=coder, version=seen)
    db.session.commit()
    with pytest.raises(Stale):
        check_alert(alert, by=second, version=seen)

    assert db.session.scalar(sa.select(sa.func.count()).select_from(Message)) == 0


def test_sent_back_it_says_what_has_to_change(alert, coder, second):
    hand_in(alert, by=coder, version=alert.version)
    db.session.commit()
    with pytest.raises(DomainError):
        send_back(alert, " ", by=second, version=alert.version)
    db.session.rollback()

    send_back(alert, "Take out the place.", by=second, version=alert.version)
    db.session.commit()

    assert (alert.status, alert.remark) == (AlertStatus.DRAFT, "Take out the place.")


def test_a_sent_alert_is_for_its_roles_and_the_unit(sent, people):
    for name in ("spoc", "essex", "reader", "lead", "second"):
        assert list(alerts(people[name])) == [sent], name
    for name in ("analyst", "auditor", "administrator"):
        assert list(alerts(people[name])) == [], name
        with pytest.raises(Absent):
            alert_with(sent.ref, people[name])


def test_nobody_outside_the_unit_sees_what_was_not_sent(alert, people):
    for name in ("spoc", "reader", "analyst", "auditor", "administrator"):
        assert list(alerts(people[name])) == [], name
    assert list(alerts(people["coder"])) == [alert]


def test_a_withdrawn_alert_stays_with_its_readers_and_is_news_no_more(sent, people, coder):
    withdraw_alert(sent, "It was another form.", by=coder, version=sent.version)
    db.session.commit()

    assert alert_with(sent.ref, people["spoc"]).remark == "It was another form."
    assert list(news(people["spoc"], NOW.replace(year=2025))) == []


def test_what_waits_for_a_check_waits_for_others(alert, coder, second):
    hand_in(alert, by=coder, version=alert.version)
    db.session.commit()

    assert list(news(coder, NOW)) == []
    assert list(news(second, NOW)) == [alert]


WRONG = (
    ({"title": ""}, "title"),
    ({"words": " "}, "words"),
    ({"ask": ""}, "ask"),
    ({"learnt_on": None}, "learnt_on"),
    ({"learnt_on": date(2026, 3, 5)}, "learnt_on"),
    ({"roles": ()}, "roles"),
    ({"roles": (RoleName.ADMINISTRATOR,)}, "roles"),
)


def test_what_an_alert_lacks_is_said_beside_its_field(coder):
    for changes, field in WRONG:
        with pytest.raises(DomainError) as refused:
            write_alert(Draft(**(vars(DRAFT) | changes)), by=coder)
        assert refused.value.field == field, changes


def test_no_alert_can_be_addressed_to_administrators():
    assert set(READERS) == set(RoleName) - {RoleName.ADMINISTRATOR}
