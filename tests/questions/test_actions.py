"""Asking, asking again, passing on and closing."""

import pytest
import sqlalchemy as sa

from dhp.audit.models import TrailEvent
from dhp.dictionary import Given, State
from dhp.errors import DomainError, Refused, Stale
from dhp.extensions import db
from dhp.questions.actions import accept, ask, ask_again, close, pass_on, reply
from dhp.questions.models import Question
from dhp.questions.replying import Reply
from dhp.questions.rules import ENDINGS, Closing, ReplyKind, Status
from tests.questions.conftest import AGE, latest, name_reader

OLDER = Given(State.ANSWERED, "43")


@pytest.fixture
def answered(question, spoc):
    reply(question, Reply(ReplyKind.VALUE, "", OLDER), by=spoc, version=question.version)
    db.session.commit()
    return question


def acts():
    return db.session.scalars(sa.select(TrailEvent.act).order_by(TrailEvent.seq)).all()


def test_a_question_goes_to_the_force_of_the_case(question, case, coder, kent):
    assert (question.force, question.about, question.asked_by) == (kent, AGE, coder.ref)
    assert question.status is Status.OPEN
    assert acts()[-1] == "question.asked"


@pytest.mark.parametrize(
    ("about", "words", "field"),
    [
        (AGE, " \n", "asked"),
        (AGE, "x" * 2001, "asked"),
        (AGE, "turned \u202e round", "asked"),
        ("victim.nothing", "Why?", "about"),
        ("suspect2.age", "Why?", "about"),
        ("'; DROP TABLE questions;--", "Why?", "about"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(case, coder, about, words, field):
    with pytest.raises(DomainError) as refused:
        ask(case, about, words, by=coder)

    assert refused.value.field == field
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Question)) == 0


def test_an_answer_has_one_unsettled_question_until_it_is_settled(question, case, coder):
    with pytest.raises(DomainError, match="not settled"):
        ask(case, AGE, "And again?", by=coder)
    other = ask(case, "victim.sex", "Certain?", by=coder)
    close(question, Closing.NOT_NEEDED, by=coder, version=question.version)

    assert other.status is Status.OPEN
    assert ask(case, AGE, "And again?", by=coder).status is Status.OPEN


def test_the_database_itself_holds_one_unsettled_question_to_an_answer(question, case, coder):
    twin = Question(case=case, force=case.force, about=AGE, asked="Twice?", asked_by=coder.ref)
    db.session.add(twin)

    with pytest.raises(sa.exc.IntegrityError):
        db.session.flush()


def test_nobody_is_asked_where_no_force_is_established(make_case, coder):
    case = make_case(force=None, region="South East")

    with pytest.raises(DomainError, match="No force is established"):
        ask(case, AGE, "Which?", by=coder)


def test_a_restricted_case_needs_somebody_named_in_the_force(make_case, coder, spoc):
    case = make_case(restricted=True)
    with pytest.raises(DomainError, match="Name somebody first"):
        ask(case, AGE, "Which?", by=coder)

    name_reader(case, coder)
    with pytest.raises(DomainError, match="Name somebody first"):
        ask(case, AGE, "Which?", by=coder)

    name_reader(case, spoc)
    assert ask(case, AGE, "Which?", by=coder).status is Status.OPEN


def test_accepting_closes_an_answered_question(answered, coder):
    accept(answered, by=coder, version=answered.version)
    db.session.commit()

    assert (answered.status, answered.closing) == (Status.CLOSED, Closing.ANSWERED)
    assert answered.closed_by == coder.ref
    assert acts()[-1] == "question.closed"


def test_asking_again_keeps_the_reply_and_puts_a_new_question(answered, case, coder):
    again = ask_again(answered, "And the day of birth?", by=coder, version=answered.version)
    db.session.commit()

    assert (answered.status, answered.closing) == (Status.CLOSED, Closing.ASKED_AGAIN)
    assert answered.reply_kind is ReplyKind.VALUE
    assert (again.follows_id, again.about, again.status) == (answered.id, AGE, Status.OPEN)
    assert latest(case) is again


def test_asking_again_without_words_leaves_the_question_as_it_was(answered, coder):
    with pytest.raises(DomainError, match="Write what"):
        ask_again(answered, " ", by=coder, version=answered.version)

    assert answered.status is Status.ANSWERED


@pytest.mark.parametrize("reason", ENDINGS)
def test_an_open_question_is_closed_for_each_coded_reason(question, coder, reason):
    close(question, reason, by=coder, version=question.version)
    db.session.commit()

    withdrawn = reason is Closing.ASKED_IN_ERROR
    assert question.status is (Status.WITHDRAWN if withdrawn else Status.CLOSED)
    assert question.closing is reason
    assert acts()[-1] == ("question.withdrawn" if withdrawn else "question.closed")


@pytest.mark.parametrize("reason", sorted(set(Closing) - set(ENDINGS)))
def test_the_reasons_of_other_moves_do_not_close_a_question(question, coder, reason):
    with pytest.raises(DomainError, match="Choose why"):
        close(question, reason, by=coder, version=question.version)


def test_a_question_follows_its_case_to_another_force(question, case, coder, essex):
    case.force = essex
    db.session.commit()

    passed = pass_on(question, by=coder, version=question.version)
    db.session.commit()

    assert (question.status, question.closing) == (Status.CLOSED, Closing.OTHER_FORCE)
    assert (passed.force, passed.asked, passed.follows_id) == (essex, question.asked, question.id)


def test_a_question_is_not_passed_on_to_the_force_that_has_it(question, coder):
    with pytest.raises(DomainError, match="still with this force"):
        pass_on(question, by=coder, version=question.version)


@pytest.mark.parametrize("act", [accept, pass_on])
def test_what_changed_since_the_page_was_opened_is_stale(answered, coder, act):
    with pytest.raises(Stale):
        act(answered, by=coder, version=answered.version - 1)


def test_an_open_question_is_not_accepted_and_an_answered_one_not_closed(answered, case, coder):
    open_one = ask(case, "victim.sex", "Certain?", by=coder)

    with pytest.raises(Refused, match="is open"):
        accept(open_one, by=coder, version=open_one.version)
    with pytest.raises(Refused, match="is answered"):
        close(answered, Closing.NOT_NEEDED, by=coder, version=answered.version)
