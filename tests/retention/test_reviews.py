"""Reviews over a hundred years: what is due equals a table, and nothing ends without two named leads."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from dhp.audit.keeping_acts import KeepingAct
from dhp.audit.models import TrailEvent
from dhp.audit.verifying import verify
from dhp.calendar import clock_at, london_date, now
from dhp.cases.actions import add_answers, classify
from dhp.cases.erasing.actions import agree_to_erase, refuse_to_erase
from dhp.cases.judging.classification import OutReason
from dhp.cases.judging.facts import CURRENT, propose
from dhp.cases.models import Answer, Case, Source
from dhp.cases.rules import Decision
from dhp.definitions import DeathType, Scope
from dhp.dictionary import Stage
from dhp.duties import run_due
from dhp.errors import DomainError, Refused, Stale
from dhp.extensions import db
from dhp.retention.actions import Decided, review
from dhp.retention.groups import Group, years_after
from dhp.retention.models import RetentionReview
from dhp.retention.queries import due_reviews, reviews_of, standing_of
from dhp.retention.rules import Choice, Why
from dhp.sealing.models import CaseKey
from tests.cases.conftest import HOMICIDE, given

START = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
# Which groups are due so many years after the case was received, and why; written out by hand.
TABLE = {
    0: {},
    1: {Group.OUTSIDE: [Why.YEARS]},
    6: {Group.OUTSIDE: [Why.YEARS], Group.THREE: [Why.YEARS]},
    10: {group: [Why.YEARS] for group in Group},
    100: {group: [Why.YEARS] for group in Group} | {Group.ONE: [Why.YEARS, Why.LONGEST]},
}
TYPES = {
    Group.ONE: (Scope.IN, DeathType.IPH),
    Group.TWO: (Scope.IN, DeathType.SVSDA),
    Group.THREE: (Scope.IN, DeathType.UNEXPECTED),
    Group.OUTSIDE: (Scope.OUT, DeathType.UNCLASSIFIED),
}


def in_years(years):
    return clock_at(datetime(2026 + years, 3, 5, 12, tzinfo=UTC))


def keep(group=Group.THREE, until=None):
    return Decided(Choice.KEEP, group, "A review is under way.", until or date(2030, 1, 1))


def decide(case, decided, by, seen=None):
    last = standing_of(case).last
    found = review(case, decided, seen=(last.ref if last else "") if seen is None else seen, by=by)
    db.session.commit()
    return found


def tell(case, by, **answers):
    given_now = given(**answers)
    add_answers(
        case, given_now, by=by, source=Source.FORCE, stage=Stage.OUTCOME, reason="They told us."
    )
    db.session.commit()


@pytest.fixture
def case(make_case):
    with clock_at(START):
        return make_case()


def whys(user):
    return [due.why for one in due_reviews(user, london_date(now())) for due in one.dues[:1]]


def test_the_list_equals_the_table_and_nothing_ends_without_a_named_decision(
    database, make_case, coder, leads
):
    with clock_at(START):
        for scope, kind in TYPES.values():
            case, out = make_case(), OutReason.NATURAL if scope is Scope.OUT else None
            decision = Decision(scope, kind, CURRENT, "Judged.", out_reason=out)
            classify(case, decision, propose(HOMICIDE), by=coder)
        db.session.commit()
    kept = {model: count(model) for model in (Case, Answer, CaseKey)}

    for years, expected in TABLE.items():
        with in_years(years):
            assert run_due(now()).failed == []
            today = london_date(now())
            found = due_reviews(leads[0], today)

        assert {one.group: [d.why for d in one.due_by(today)] for one in found} == expected
        assert {model: count(model) for model in kept} == kept
        assert live_keys() == kept[CaseKey]


def count(model):
    return db.session.scalar(sa.select(sa.func.count()).select_from(model))


def live_keys():
    kept = sa.select(sa.func.count()).where(CaseKey.wrapped.is_not(None))
    return db.session.scalar(kept)


def test_a_trial_and_an_inquest_that_end_ask_for_a_review(case, coder, leads):
    with clock_at(START + timedelta(days=100)):
        tell(case, coder, suspect1__suspect_status="charged", suspect1__court_outcome="pending")
        tell(case, coder, death__inquest_state="suspended")
        assert whys(leads[0]) == []

    with clock_at(START + timedelta(days=300)):
        tell(case, coder, suspect1__court_outcome="murder")
        assert whys(leads[0]) == [Why.TRIAL]
        decide(case, keep(), leads[0])
        assert whys(leads[0]) == []

    with clock_at(START + timedelta(days=400)):
        tell(case, coder, death__inquest_state="not_held")
        assert whys(leads[0]) == [Why.INQUEST]


def test_a_corrected_fact_asks_for_one_and_a_record_still_being_told_does_not(case, coder, leads):
    with clock_at(START + timedelta(days=20)):
        tell(case, coder, victim__age="35")
        assert whys(leads[0]) == []

    with clock_at(START + timedelta(days=60)):
        tell(case, coder, victim__age="34")
        assert whys(leads[0]) == [Why.CORRECTION]


def test_a_review_is_kept_with_who_why_and_until_when(case, leads):
    with in_years(6):
        decide(case, keep(Group.TWO, date(2040, 1, 1)), leads[0])
        assert whys(leads[0]) == []

    [done] = reviews_of(case, leads[1])
    assert (done.reviewed_by, done.group, done.until) == (leads[0].ref, Group.TWO, date(2040, 1, 1))
    assert (done.due_on, done.why) == (date(2032, 3, 4), Why.YEARS)
    with clock_at(datetime(2040, 1, 1, 12, tzinfo=UTC)):
        assert whys(leads[0]) == [Why.YEARS]


def test_two_people_do_not_review_over_each_other(case, leads):
    decide(case, keep(until=years_after(london_date(now()), 1)), leads[0])

    with pytest.raises(Stale, match="meanwhile"):
        decide(case, keep(), leads[1], seen="")


def test_to_erase_asks_another_lead_and_a_refusal_makes_it_due_again(case, leads):
    with in_years(6):
        done = decide(case, Decided(Choice.ERASE, Group.THREE, "Not needed."), leads[0])
        assert whys(leads[0]) == []
        with pytest.raises(Refused, match="another lead decides"):
            decide(case, keep(date(2033, 1, 1)), leads[1])
        with pytest.raises(Refused, match="another lead decides"):
            agree_to_erase(done.erasure, by=leads[0])
        db.session.rollback()

        refuse_to_erase(done.erasure, by=leads[1])
        db.session.commit()
        assert whys(leads[0]) == [Why.REFUSAL]

        again = decide(case, Decided(Choice.ERASE, Group.THREE, "Still not needed."), leads[0])
        agree_to_erase(again.erasure, by=leads[1])
        db.session.commit()
        assert case.erased_at is not None
        assert due_reviews(leads[0], date(2199, 1, 1)) == []
    acts = [KeepingAct.RETENTION_REVIEWED] * 2
    recorded = sa.select(TrailEvent.act).where(TrailEvent.act == KeepingAct.RETENTION_REVIEWED)
    assert db.session.scalars(recorded).all() == acts
    assert verify().code == 0


def test_only_whoever_may_review_sees_what_is_due(case, coder, leads):
    with in_years(6):
        assert [one.case.ref for one in due_reviews(leads[0], date(2032, 3, 5))] == [case.ref]
        assert due_reviews(coder, date(2032, 3, 5)) == []


def test_a_case_is_not_kept_past_its_group(case, leads):
    with in_years(6), pytest.raises(DomainError, match="not later than 5 March 2038"):
        decide(case, keep(until=date(2038, 3, 6)), leads[0])

    assert db.session.scalars(sa.select(RetentionReview)).all() == []


@pytest.mark.database
@pytest.mark.only_on("postgresql")
def test_the_application_cannot_change_or_remove_a_review(case, leads):
    decide(case, keep(until=years_after(london_date(now()), 1)), leads[0])

    for statement in (
        "UPDATE retention_reviews SET why = 'early'",
        "DELETE FROM retention_reviews",
    ):
        with pytest.raises(sa.exc.ProgrammingError, match="permission denied"):
            db.session.execute(sa.text(statement))
        db.session.rollback()
