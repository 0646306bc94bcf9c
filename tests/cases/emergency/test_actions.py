"""A restricted case is opened in an emergency: for an hour, to one person, and never quietly."""

from datetime import timedelta
from functools import partial
from time import sleep

import pytest
import sqlalchemy as sa

from dhp.accounts.models import User
from dhp.accounts.permissions import RoleName
from dhp.accounts.row_security.reach import asker_for, asking_for
from dhp.audit.acts import Act
from dhp.audit.models import TrailEvent
from dhp.calendar import london_date, now
from dhp.calendar.clock import clock_at
from dhp.cases.conflicts.actions import declare
from dhp.cases.conflicts.models import Tie
from dhp.cases.emergency import actions
from dhp.cases.emergency.actions import MOST_A_DAY, end, open_in_emergency
from dhp.cases.emergency.models import EmergencyOpening
from dhp.cases.emergency.queries import lasting, latest, opening_with
from dhp.cases.forces.restricting import lift, name_reader, restrict
from dhp.cases.models import Case
from dhp.cases.queries import case_with, visible_to
from dhp.errors import Absent, DomainError, Refused
from dhp.extensions import db
from dhp.mail.models import Message
from dhp.notifications.queries import visible_to as notices_visible_to
from dhp.oversight.flagging import flags_for
from dhp.oversight.watching import look_at
from dhp.references import new_reference
from tests.harness.races import at_once, inside

WHY = "Her sister rang: he is at her door."
HOUR = timedelta(minutes=60)
pytestmark = pytest.mark.database


@pytest.fixture
def hidden(make_case, lead, spoc):
    """A restricted case of Kent; its contact is named for it."""
    case = make_case()
    restrict(case, "A suspect is an officer.", by=lead)
    name_reader(case, spoc, by=lead)
    db.session.commit()
    return case


def seen_by(user):
    """The cases that both walls give `user`."""
    db.session.expire_all()
    with asking_for(asker_for(user)):
        found = set(db.session.scalars(visible_to(user).with_only_columns(Case.ref)))
        db.session.rollback()
    return found


def opened(case, by):
    ref = case.ref
    with asking_for(asker_for(by)):
        found = open_in_emergency(ref, WHY, by=by)
        db.session.commit()
    return found


def events(act):
    return db.session.scalars(sa.select(TrailEvent).where(TrailEvent.act == act)).all()


def test_it_is_open_to_who_opened_it_alone_and_closes_by_itself(hidden, coder, make_user):
    other = make_user(RoleName.CODER, "Una Other")
    assert seen_by(coder) == set()

    began = now()
    opened(hidden, coder)

    assert seen_by(coder) == {hidden.ref}
    assert seen_by(other) == set()
    with clock_at(began + HOUR - timedelta(minutes=1)):
        assert seen_by(coder) == {hidden.ref}
    with clock_at(began + HOUR + timedelta(minutes=1)):
        assert seen_by(coder) == set()
        assert not lasting(coder)


def test_everything_of_the_case_is_open_meanwhile(hidden, coder):
    opened(hidden, coder)

    with asking_for(asker_for(coder)):
        assert case_with(hidden.ref, coder).ref == hidden.ref
        assert db.session.scalars(sa.select(sa.func.count()).select_from(Case)).one() == 1
        assert db.session.scalars(notices_visible_to(coder)).all() == []


def test_those_named_and_the_leads_are_told_without_a_word_of_the_case(hidden, coder, lead, spoc):
    found = opened(hidden, coder)

    letters = db.session.scalars(sa.select(Message).order_by(Message.to)).all()
    assert {one.to for one in letters} == {lead.email, spoc.email}
    for one in letters:
        for word in (hidden.ref, WHY, coder.name, "Kent", found.ref):
            assert word not in one.subject + one.text
        assert "/emergency" in one.text
    [event] = events(Act.EMERGENCY_OPENED)
    assert (event.actor, hidden.ref in event.body, WHY in event.body) == (coder.ref, True, False)


def test_those_it_concerns_read_why_and_others_find_nothing(hidden, coder, lead, spoc, make_user):
    found = opened(hidden, coder)
    others = [make_user(RoleName.SPOC, "Cal"), make_user(RoleName.CODER, "Una")]

    for person in (lead, spoc, coder):
        with asking_for(asker_for(person)):
            assert [(one.ref, one.reason) for one in latest(person)] == [(found.ref, WHY)]
    for person in others:
        with asking_for(asker_for(person)):
            assert latest(person) == []
            with pytest.raises(Absent):
                opening_with(found.ref, person)


def test_each_raises_a_flag_that_somebody_else_closes(hidden, coder, lead):
    opened(hidden, coder)
    look_at(london_date(now()), now())

    [flag] = flags_for(lead)
    assert (flag.rule, flag.person, flag.about) == ("emergency", coder.ref, hidden.ref)
    assert flags_for(coder) == []


def test_it_is_ended_by_the_opener_or_a_lead_and_by_lifting(hidden, coder, lead, spoc):
    found = opened(hidden, coder)
    with pytest.raises(Refused, match="or a lead, can end"):
        end(found, by=spoc)
    end(found, by=lead)
    db.session.commit()
    assert seen_by(coder) == set()
    with pytest.raises(Refused, match="ended already"):
        end(found, by=coder)

    again = opened(hidden, coder)
    lift(hidden, "He is not one.", by=lead)
    restrict(hidden, "He is one.", by=lead)
    db.session.commit()

    assert seen_by(coder) == set()
    assert not db.session.get_one(EmergencyOpening, again.id).lasts
    assert len(events(Act.EMERGENCY_ENDED)) == 1


def test_what_is_not_restricted_or_not_there_is_not_opened(make_case, coder):
    plain = make_case()

    for ref in (plain.ref, new_reference(), "nonsense"):
        with pytest.raises(Absent):
            open_in_emergency(ref, WHY, by=coder)
    assert db.session.query(EmergencyOpening).count() == 0


def test_a_reason_that_says_nothing_and_a_declared_conflict_are_refused(hidden, coder):
    with pytest.raises(DomainError, match="in a sentence"):
        open_in_emergency(hidden.ref, "Urgent.", by=coder)
    declare(hidden, Tie.FAMILY, by=coder)

    with pytest.raises(Refused, match="conflict of interest"):
        open_in_emergency(hidden.ref, WHY, by=coder)


def test_a_reason_with_a_hidden_character_is_refused_and_the_rest_is_kept_in_one_form(
    hidden, coder
):
    with pytest.raises(DomainError, match="hidden character") as refused:
        open_in_emergency(hidden.ref, f"{WHY}\u202e", by=coder)

    assert refused.value.field == "reason"
    assert (
        open_in_emergency(hidden.ref, f" Sia\u0302n: {WHY}\r\n", by=coder).reason
        == f"Si\u00e2n: {WHY}"
    )


@pytest.mark.only_on("postgresql")
def test_two_cases_at_once_are_not_one_more_than_may_be_opened(
    app, hidden, make_case, lead, coder, monkeypatch
):
    for _ in range(MOST_A_DAY - 1):
        end(opened(hidden, coder), by=coder)
    other = make_case()
    restrict(other, "A suspect is an officer.", by=lead)
    db.session.commit()
    refs, coder_id = (hidden.ref, other.ref), coder.id
    monkeypatch.setattr(actions, "_tell_all", lambda *_given: sleep(0.2))  # so that both are there

    def act(ref):
        opening = open_in_emergency(ref, WHY, by=db.session.get_one(User, coder_id))
        db.session.commit()
        return opening

    found = at_once(*(inside(app, partial(act, ref)) for ref in refs))

    assert {type(one) for one in found} == {EmergencyOpening, Refused}


def test_a_fourth_within_a_day_is_refused(hidden, coder):
    for _ in range(MOST_A_DAY):
        end(opened(hidden, coder), by=coder)

    with pytest.raises(Refused, match="Ask a lead"):
        open_in_emergency(hidden.ref, WHY, by=coder)
    with clock_at(now() + timedelta(days=1, minutes=1)):
        assert open_in_emergency(hidden.ref, WHY, by=coder).lasts
