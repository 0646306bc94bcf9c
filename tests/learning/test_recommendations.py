"""Writing, numbering, answering, judging and closing recommendations."""

import threading
from datetime import date

import pytest
import sqlalchemy as sa

from dhp.accounts.models import User
from dhp.audit.models import TrailEvent
from dhp.errors import DomainError, Refused, Stale
from dhp.extensions import db
from dhp.learning.actions import Draft, close, issue, revise, write
from dhp.learning.answering import answer, answer_for, check_impact, judge
from dhp.learning.models import Recommendation
from dhp.learning.queries import rows
from dhp.learning.rules import Closing, Effect, Stage, Status
from tests.learning.conftest import AGAIN, DUE, HISTORY, LATER, named, row_of


def acts():
    return db.session.scalars(sa.select(TrailEvent.act).order_by(TrailEvent.seq)).all()


def draft(**more):
    given = {"title": HISTORY[0], "words": HISTORY[1], "owner": "Head of crime", "due_on": DUE}
    return Draft(**(given | {"national": True} | more))


def test_a_national_one_has_a_row_for_each_force_once_it_is_issued(recommend, coder):
    one = recommend(issued=False)
    assert rows(coder, one) == []

    issue(one, by=coder, version=one.version)

    found = rows(coder, one)
    assert len(found) == 44
    assert {row.addressee.status for row in found} == {Status.ISSUED}
    assert (one.name, one.stage) == ("1 of 2026", Stage.ISSUED)


def test_numbers_run_through_a_year_and_begin_again_in_the_next(recommend, clock):
    first, second = recommend(), recommend("Another matter", "Of something else altogether.")
    clock.move_to(LATER.replace(year=2027))
    third = recommend("A third one", "On bail conditions.", due_on=date(2028, 1, 1))

    assert [one.name for one in (first, second, third)] == ["1 of 2026", "2 of 2026", "1 of 2027"]


def test_of_two_who_issue_at_once_each_gets_a_number_of_its_own(app, recommend, coder):
    given = {"issued": False, "national": False, "bodies": ["A college"]}
    drafts = [recommend(f"Matter {n}", f"Of thing {n}.", **given).id for n in (1, 2)]
    user, gate = coder.id, threading.Barrier(2)
    db.session.rollback()

    def put(number):
        with app.app_context():
            one, by = db.session.get(Recommendation, number), db.session.get(User, user)
            db.session.rollback()
            gate.wait()
            issue(one, by=by, version=one.version)
            db.session.commit()

    threads = [threading.Thread(target=put, args=(number,)) for number in drafts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    numbers = db.session.scalars(sa.select(Recommendation.number).order_by(Recommendation.number))
    assert numbers.all() == [1, 2]


def test_the_database_itself_gives_a_number_once(recommend):
    one = recommend()
    twin = {"ref": "T" * 14, "title": "Twin"}
    columns = [c.name for c in Recommendation.__table__.columns if c.name not in ("id", *twin)]
    table = Recommendation.__table__
    chosen = sa.select(
        *(sa.literal(text) for text in twin.values()), *(table.c[n] for n in columns)
    )

    with pytest.raises(sa.exc.IntegrityError):
        db.session.execute(
            sa.insert(table).from_select([*twin, *columns], chosen.where(table.c.id == one.id))
        )


WRONG = (
    ({"title": " "}, "title"),
    ({"words": "\n"}, "words"),
    ({"owner": ""}, "owner"),
    ({"due_on": None}, "due_on"),
    ({"due_on": date(2026, 3, 4)}, "due_on"),
    ({"national": False}, "forces"),
    ({"national": False, "bodies": [" ", ""]}, "forces"),
    ({"bodies": ["x" * 121]}, "bodies"),
    ({"indicator": "History checked in 14 of 40"}, "check_on"),
    ({"check_on": DUE}, "indicator"),
    ({"title": "turned \u202e round"}, "title"),
)


def test_what_is_missing_is_said_beside_its_field(coder):
    for changes, field in WRONG:
        with pytest.raises(DomainError) as refused:
            write(draft(**changes), by=coder)
        assert refused.value.field == field, changes


def test_one_that_is_like_an_earlier_one_asks_whether_it_repeats_it(recommend, coder):
    first = recommend()

    with pytest.raises(DomainError) as refused:
        write(draft(title=AGAIN[0], words=AGAIN[1]), by=coder)
    assert refused.value.field == "repeats"
    db.session.rollback()

    again = write(draft(title=AGAIN[0], words=AGAIN[1], repeats=first, compared=True), by=coder)
    assert again.repeats is first


def test_a_changed_draft_is_addressed_anew_and_an_issued_one_stays(recommend, coder):
    one = recommend(issued=False, national=False, forces=[named("E23000032")], bodies=["A college"])
    seen = one.version

    change = draft(national=False, bodies=["A college", "a  COLLEGE", "A council"])
    revise(one, change, by=coder, version=seen)

    assert [row.addressee.name for row in rows(coder, one)] == ["A college", "A council"]
    with pytest.raises(Stale):
        revise(one, draft(), by=coder, version=seen)
    issue(one, by=coder, version=one.version)
    with pytest.raises(Refused, match="is issued"):
        revise(one, draft(), by=coder, version=one.version)


def test_a_force_answers_for_itself_alone(recommend, people, spoc, coder):
    one = recommend()
    row = row_of(one, coder)

    answer(row, "We changed the policy.", by=spoc)
    db.session.commit()

    assert row.status is Status.ISSUED  # the unit decides where it stands
    assert acts()[-1] == "recommendation.answered"
    for other in ("essex", "coder", "reader"):
        with pytest.raises(Refused):
            answer(row, "Theirs.", by=people[other])
    with pytest.raises(Refused):
        answer_for(row, "Head of crime", "Said by telephone.", by=coder)


def test_the_unit_writes_down_what_a_body_answers(recommend, coder):
    one = recommend(national=False, bodies=["College of Policing"])
    row = rows(coder, one)[0].addressee

    kept = answer_for(row, "Director of standards", "The guidance is out.", "Its page", by=coder)

    assert (kept.given_by, kept.recorded_by) == ("Director of standards", coder.ref)
    with pytest.raises(DomainError, match="office"):
        answer_for(row, " ", "Again.", by=coder)


def test_done_needs_evidence_on_record(recommend, spoc, coder):
    row = row_of(recommend(), coder)
    answer(row, "It is done.", by=spoc)

    with pytest.raises(DomainError, match="No evidence"):
        judge(row, Status.DONE, "They say so.", by=coder, version=row.version)
    judge(row, Status.DONE_UNSEEN, "They say so.", by=coder, version=row.version)
    answer(row, "Here it is.", "The audit of May", by=spoc)
    judge(row, Status.DONE, "The audit was seen.", by=coder, version=row.version)
    db.session.commit()

    assert row.status is Status.DONE
    assert acts()[-1] == "recommendation.judged"


def test_a_judgement_needs_a_status_and_a_reason(recommend, coder):
    row = row_of(recommend(), coder)

    for status, words in ((Status.ISSUED, "Why"), (Status.ACCEPTED, " ")):
        with pytest.raises(DomainError):
            judge(row, status, words, by=coder, version=row.version)

    assert row.status is Status.ISSUED


def test_of_two_who_judge_at_once_one_does(recommend, coder, second):
    row = row_of(recommend(), coder)
    seen = row.version
    judge(row, Status.ACCEPTED, "They accept it.", by=coder, version=seen)

    with pytest.raises(Stale):
        judge(row, Status.NOT_ACCEPTED, "They do not.", by=second, version=seen)


def test_settled_means_that_everybody_is(recommend, coder, spoc, kent):
    one = recommend(national=False, forces=[kent])
    row = row_of(one, coder)
    with pytest.raises(DomainError, match="Not everybody"):
        close(one, Closing.SETTLED, "All done.", by=coder, version=one.version)

    judge(row, Status.NOT_ACCEPTED, "It has its own rule.", by=coder, version=row.version)
    close(one, Closing.SETTLED, "The force said why not.", by=coder, version=one.version)

    assert (one.stage, one.closed_by) == (Stage.CLOSED, coder.ref)
    with pytest.raises(Refused, match="is closed"):
        answer(row, "Late.", by=spoc)


def test_what_worked_is_judged_only_by_what_was_named_beforehand(recommend, coder):
    with_none = recommend()
    named_one = recommend(
        "Another matter", "Of something else.", indicator="14 of 40", check_on=DUE
    )

    with pytest.raises(Refused, match="No indicator"):
        check_impact(with_none, Effect.AS_HOPED, "Better.", by=coder, version=with_none.version)
    check = check_impact(
        named_one, Effect.CANNOT_TELL, "9 of 20.", by=coder, version=named_one.version
    )

    assert check.effect is Effect.CANNOT_TELL


@pytest.mark.parametrize(
    "act",
    [
        "UPDATE recommendation_responses SET words = 'Others'",
        "DELETE FROM recommendation_responses",
        "UPDATE recommendation_judgements SET status = 'done'",
        "DELETE FROM recommendation_judgements",
        "UPDATE recommendation_impacts SET effect = 'as_hoped'",
        "DELETE FROM recommendation_impacts",
    ],
)
def test_the_database_itself_keeps_what_was_answered_and_judged(recommend, coder, spoc, act):
    one = recommend(indicator="14 of 40", check_on=DUE)
    row = row_of(one, coder)
    answer(row, "We changed the policy.", by=spoc)
    judge(row, Status.ACCEPTED, "They accept it.", by=coder, version=row.version)
    check_impact(one, Effect.CANNOT_TELL, "9 of 20.", by=coder, version=one.version)
    db.session.commit()

    with pytest.raises(sa.exc.DBAPIError, match=r"append-only|permission denied"):
        db.session.execute(sa.text(act))


def test_who_is_overdue_is_computed(recommend, coder, clock):
    one = recommend()
    row = row_of(one, coder)
    judge(row, Status.NOT_ACCEPTED, "It has its own rule.", by=coder, version=row.version)

    assert {each.overdue for each in rows(coder, one)} == {0}
    clock.move_to(LATER)
    late = {each.addressee.name: each.overdue for each in rows(coder, one)}
    assert late.pop("Kent") == 0
    assert set(late.values()) == {30}
