"""Two leads erase a case: nobody reads its texts again, it is still counted, and the trail holds."""

import pytest
import sqlalchemy as sa

from dhp.accounts.permissions import RoleName
from dhp.audit.keeping_acts import KeepingAct
from dhp.audit.models import TrailEvent
from dhp.audit.verifying import verify
from dhp.calendar import now
from dhp.cases.erasing.actions import agree_to_erase, ask_to_erase, refuse_to_erase
from dhp.cases.erasing.models import Ground
from dhp.cases.models import Answer, Case
from dhp.cases.opening.opening import open_cases
from dhp.cases.opening.openings import Opening
from dhp.cases.opening.submission import Submission
from dhp.errors import DomainError, Refused
from dhp.extensions import db
from dhp.sealing.models import CaseKey
from tests.cases.conftest import HOMICIDE, RECEIVED, given

KEY = "QW4gb2xkIG1hc3RlciBrZXkgb2YgdGhlIHRlc3RzISE="
CANARY = "Xanthippe Quince"
TOLD = HOMICIDE | given(death__circumstances=f"{CANARY} was found.", death__force_ref=CANARY)


@pytest.fixture(autouse=True)
def keyed(app):
    app.config["MASTER_KEYS"] = [KEY]


@pytest.fixture
def leads(make_user):
    return make_user(RoleName.LEAD, "One"), make_user(RoleName.LEAD, "Two")


def asked(case, by):
    found = ask_to_erase(case, Ground.REVIEW, "Kept long enough.", by=by)
    db.session.commit()
    return found


def events(act):
    return db.session.scalars(sa.select(TrailEvent).where(TrailEvent.act == act)).all()


def test_fifty_cases_are_erased_and_the_trail_is_sound(database, kent, leads, coder):
    submissions = [Submission(kent, RECEIVED, TOLD) for _ in range(50)]
    opened = open_cases([Opening(one) for one in submissions], by=coder)
    database.session.commit()
    coded = sa.select(sa.func.count()).where(Answer.value.is_not(None))
    before = database.session.scalar(coded)
    keys = dict(database.session.execute(sa.text("SELECT name, wrapped FROM case_keys")).all())

    for one in opened:
        from_key = database.session.get_one(Case, one.id)
        agree_to_erase(ask_to_erase(from_key, Ground.RIGHT, "Asked.", by=leads[0]), by=leads[1])
    database.session.commit()
    database.session.expire_all()

    texts = set(database.session.scalars(sa.select(Answer.protected)))
    assert texts == {None, "Erased"}
    assert len(keys) == 50
    left = database.session.execute(sa.text("SELECT wrapped FROM case_keys")).scalars().all()
    assert left == [None] * 50
    assert database.session.scalar(coded) == before > 0
    assert verify().code == 0
    assert len(events(KeepingAct.CASE_ERASED)) == 50
    assert CANARY not in "".join(
        event.body for event in database.session.scalars(sa.select(TrailEvent))
    )


def test_whoever_asks_does_not_decide(make_case, leads):
    erasure = asked(make_case(TOLD), leads[0])

    with pytest.raises(Refused, match="another lead decides"):
        agree_to_erase(erasure, by=leads[0])
    db.session.rollback()

    assert erasure.case.erased_at is None
    assert erasure.case.force_ref == CANARY


def test_a_refusal_leaves_everything_and_can_be_asked_again(make_case, leads):
    erasure = asked(make_case(TOLD), leads[0])
    with pytest.raises(Refused, match="asked for this already"):
        ask_to_erase(erasure.case, Ground.ORDER, "Again.", by=leads[1])

    refuse_to_erase(erasure, by=leads[1])
    db.session.commit()

    assert erasure.case.force_ref == CANARY
    with pytest.raises(Refused, match="decided this already"):
        agree_to_erase(erasure, by=leads[1])
    assert asked(erasure.case, leads[1]).agreed is None


def test_a_text_from_before_there_were_keys_stops_it(app, make_case, leads):
    app.config["MASTER_KEYS"] = []
    case = make_case(TOLD)
    app.config["MASTER_KEYS"] = [KEY]
    erasure = asked(case, leads[0])

    with pytest.raises(Refused, match="flask keys seal"):
        agree_to_erase(erasure, by=leads[1])
    db.session.rollback()

    assert case.erased_at is None
    assert [key for key in db.session.scalars(sa.select(CaseKey)) if key.destroyed_at] == []


def test_without_keys_nothing_is_erased(app, make_case, leads):
    app.config["MASTER_KEYS"] = []

    with pytest.raises(Refused, match="keeps no keys"):
        ask_to_erase(make_case(TOLD), Ground.ORDER, "Ordered.", by=leads[0])


def test_a_reason_is_asked_for(make_case, leads):
    with pytest.raises(DomainError, match="Say why"):
        ask_to_erase(make_case(TOLD), Ground.ORDER, " ", by=leads[0])


def test_cases_found_to_be_the_same_death_are_erased_with_it(make_case, leads):
    case, other = make_case(TOLD), make_case(TOLD)
    other.survivor_id = case.id
    db.session.commit()

    agree_to_erase(asked(case, leads[0]), by=leads[1])
    db.session.commit()

    assert other.erased_at == case.erased_at <= now()
    [event] = events(KeepingAct.CASE_ERASED)
    assert other.ref in event.body
