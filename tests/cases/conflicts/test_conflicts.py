"""A coder declares a conflict before opening a case, and accounts that a case names are for leads."""

import random

import pytest
import sqlalchemy as sa

from dhp.accounts.permissions import RoleName
from dhp.accounts.row_security.reach import asker_for, asking_for
from dhp.audit.acts import Act
from dhp.audit.models import TrailEvent
from dhp.cases.conflicts.actions import declare, end_conflict
from dhp.cases.conflicts.models import Conflict, Tie
from dhp.cases.conflicts.queries import accounts_in, standing_on
from dhp.cases.models import Case
from dhp.cases.people.actions import add_death
from dhp.cases.queries import visible_to
from dhp.coding.passes.actions import assign, passes_of
from dhp.coding.passes.rules import PassState
from dhp.coding.passes.sampling import give_out
from dhp.errors import DomainError, Refused
from dhp.extensions import db
from dhp.mail.models import Message
from tests.cases.conftest import HOMICIDE, given

pytestmark = pytest.mark.database
NUMBERS = [f"KE{1201 + number}" for number in range(10)]
NAMES = [f"{first} Quill{last}" for first in ("Ada", "Ben") for last in "abcde"]


@pytest.fixture
def lead(make_user):
    return make_user(RoleName.LEAD, "Lee Lead")


def telling(words):
    return HOMICIDE | given(death__circumstances=words)


def seen_by(user):
    """The cases that both walls give `user`."""
    db.session.expire_all()
    with asking_for(asker_for(user)):
        found = set(db.session.scalars(visible_to(user).with_only_columns(Case.ref)))
        counted = db.session.scalar(sa.select(sa.func.count()).select_from(Case))
        db.session.rollback()
    return found, counted


def declared(case, by):
    with asking_for(asker_for(by)):
        found = declare(case, Tie.KNOWN, by=by)
        db.session.commit()
    return found


def test_the_case_and_every_death_of_its_event_are_closed_to_who_declared(
    database, make_case, make_user, coder
):
    case, other = make_case(), make_user(RoleName.CODER, "Una")
    second = add_death(case, by=coder)
    third = make_case()
    db.session.commit()
    refs = {case.ref, second.ref, third.ref}

    declared(case, coder)

    given_by_postgres = 1 if database.engine.dialect.name == "postgresql" else 3
    assert seen_by(coder) == ({third.ref}, given_by_postgres)
    assert seen_by(other) == (refs, 3)


def test_leads_are_told_that_it_was_declared_and_not_by_whom(make_case, coder, lead):
    case = make_case()
    once, twice = declared(case, coder), declared(case, coder)

    assert once is twice
    [letter] = db.session.scalars(sa.select(Message))
    assert letter.to == lead.email
    for word in (coder.name, case.ref, "Kent"):
        assert word not in letter.text
    [event] = db.session.scalars(
        sa.select(TrailEvent).where(TrailEvent.act == Act.CONFLICT_DECLARED)
    )
    assert event.actor == coder.ref
    assert [one.user for one in standing_on(case, lead)] == [coder]
    assert standing_on(case, coder) == []


def test_a_lead_ends_it_once_and_then_the_case_is_read_again(make_case, coder, lead):
    case = make_case()
    found = declared(case, coder)

    with pytest.raises(DomainError, match="somebody else ends it"):
        end_conflict(found, by=coder)
    end_conflict(found, by=lead)
    db.session.commit()

    assert seen_by(coder)[0] == {case.ref}
    with pytest.raises(Refused, match="already"):
        end_conflict(found, by=lead)
    assert declared(case, coder) is not found
    assert db.session.query(Conflict).count() == 2


def test_what_was_to_be_coded_is_passed_on_before_it_is_opened(make_case, make_user, coder, lead):
    case, una = make_case(), make_user(RoleName.CODER, "Una")
    assign(case, coder, by=lead)
    db.session.commit()

    declared(case, coder)

    states = {(one.coder_id, one.state) for one in passes_of(case)}
    assert states == {(coder.id, PassState.SKIPPED), (una.id, PassState.ASSIGNED)}
    with pytest.raises(Refused, match="may not code this case"):
        assign(make_joined(case, una), coder, by=lead)


def make_joined(case, by):
    """Another death of the same event."""
    return add_death(case, by=by)


def test_twenty_of_twenty_who_are_named_are_shown_to_leads_alone_and_not_given_the_case(
    make_case, make_user, coder, lead
):
    people = [make_user(RoleName.CODER, f"Robin Reader{number}") for number in range(10)]
    for person, number in zip(people, NUMBERS, strict=True):
        person.collar_number = number
    people += [make_user(RoleName.CODER, name) for name in NAMES]
    words = [f"Her brother is PC {number[2:]} of this force." for number in NUMBERS]
    words += [f"A cousin, {name}, called an ambulance." for name in NAMES]
    cases = [make_case(telling(text)) for text in words]
    db.session.commit()

    for case, person in zip(cases, people, strict=True):
        assert accounts_in(case, lead)[0].account.ref == person.ref
        assert accounts_in(case, person) == accounts_in(case, coder) == []
        with pytest.raises(Refused, match="may not code this case"):
            assign(case, person, by=lead)
        db.session.rollback()

    drawn = random.Random(7)
    assert give_out(cases, people[:1], 0, by=lead, rng=drawn) == len(cases) - 1
    assert passes_of(cases[0]) == []
