"""A force's reply changes the record and the question together, or nothing."""

import pytest
import sqlalchemy as sa
from hypothesis import given as any_of
from hypothesis import strategies as st

from dhp.audit.models import TrailEvent
from dhp.cases.answers.table import history_of
from dhp.cases.models import Source
from dhp.dictionary import Given, State
from dhp.errors import DomainError, Refused, Stale
from dhp.extensions import db
from dhp.questions.actions import close, reply
from dhp.questions.replying import Reply, mark_of
from dhp.questions.rules import Closing, ReplyKind, Status
from tests.questions.conftest import AGE, standing

OLDER = Given(State.ANSWERED, "43")


def answer(question, said, by):
    reply(question, said, by=by, version=question.version)
    db.session.commit()


def acts():
    return db.session.scalars(sa.select(TrailEvent.act).order_by(TrailEvent.seq)).all()


def test_a_value_changes_the_answer_and_answers_the_question_at_once(question, case, spoc):
    answer(question, Reply(ReplyKind.VALUE, "Birth certificate.", OLDER), spoc)

    told = history_of([case])[-1]
    assert standing(case) == OLDER
    assert (told.source, told.recorded_by, told.reason) == (
        Source.FORCE,
        spoc.ref,
        "Birth certificate.",
    )
    assert (question.status, question.reply_kind) == (Status.ANSWERED, ReplyKind.VALUE)
    assert (question.replied_by, question.reply) == (spoc.ref, "Birth certificate.")
    assert acts()[-2:] == ["answer.corrected", "question.answered"]


def test_a_value_without_a_remark_says_in_the_history_that_the_unit_asked(question, case, spoc):
    answer(question, Reply(ReplyKind.VALUE, "", OLDER), spoc)

    assert history_of([case])[-1].reason == f"The unit asked: {question.asked}"
    assert question.reply is None


def test_saying_that_it_is_right_changes_no_answer(question, case, spoc):
    before = len(history_of([case]))

    answer(question, Reply(ReplyKind.RIGHT, "Seen on the passport."), spoc)

    assert len(history_of([case])) == before
    assert (question.status, question.reply) == (Status.ANSWERED, "Seen on the passport.")


def test_what_cannot_be_known_is_recorded_as_not_known_with_the_reason(question, case, spoc):
    answer(question, Reply(ReplyKind.CANNOT_KNOW, "No papers exist."), spoc)

    assert standing(case) == Given(State.NOT_KNOWN)
    assert history_of([case])[-1].reason == "No papers exist."


def test_a_question_on_the_whole_case_is_answered_in_words(make_question, case, spoc):
    question = make_question("", "Is a review planned?")
    before = len(history_of([case]))

    answer(question, Reply(ReplyKind.WORDS, "Yes, in May."), spoc)

    assert (question.status, question.reply) == (Status.ANSWERED, "Yes, in May.")
    assert len(history_of([case])) == before


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (Reply(ReplyKind.RIGHT), "right"),
        (Reply(ReplyKind.RIGHT, "  \n "), "right"),
        (Reply(ReplyKind.CANNOT_KNOW), "unknown"),
        (Reply(ReplyKind.VALUE), AGE),
        (Reply(ReplyKind.VALUE, "", Given(State.NOT_RECORDED)), AGE),
        (Reply(ReplyKind.VALUE, "", Given(State.ANSWERED, "34")), AGE),
        (Reply(ReplyKind.VALUE, "x" * 2001, OLDER), "remark"),
        (Reply(ReplyKind.VALUE, "nul\x00", OLDER), "remark"),
        (Reply(ReplyKind.WORDS, "Words."), None),
    ],
)
def test_a_reply_that_lacks_something_is_refused_and_nothing_changes(
    question, case, spoc, said, field
):
    with pytest.raises(DomainError) as refused:
        reply(question, said, by=spoc, version=question.version)
    db.session.rollback()

    assert refused.value.field == field
    assert question.status is Status.OPEN
    assert standing(case) == Given(State.ANSWERED, "34")


def test_nothing_can_be_right_before_it_is_recorded(make_question, spoc):
    question = make_question("death.circumstances")

    with pytest.raises(DomainError, match="no answer yet"):
        reply(question, Reply(ReplyKind.RIGHT, "Yes."), by=spoc, version=question.version)


def test_the_second_of_two_colleagues_is_refused(question, case, spoc, colleague):
    seen = question.version
    answer(question, Reply(ReplyKind.VALUE, "", OLDER), spoc)

    with pytest.raises(Stale):
        reply(
            question,
            Reply(ReplyKind.VALUE, "", Given(State.ANSWERED, "44")),
            by=colleague,
            version=seen,
        )
    db.session.rollback()

    assert standing(case) == OLDER
    assert question.replied_by == spoc.ref


def test_an_answer_that_changed_meanwhile_is_not_overwritten(question, case, spoc):
    saw = mark_of(Given(State.ANSWERED, "30"))

    with pytest.raises(Stale, match="answer was changed"):
        reply(question, Reply(ReplyKind.VALUE, "", OLDER, saw), by=spoc, version=question.version)

    assert standing(case) == Given(State.ANSWERED, "34")


def test_a_closed_question_takes_no_reply(question, spoc, coder):
    close(question, Closing.NOT_NEEDED, by=coder, version=question.version)
    db.session.commit()

    with pytest.raises(Refused, match="is closed"):
        reply(question, Reply(ReplyKind.VALUE, "", OLDER), by=spoc, version=question.version)


def test_the_trail_holds_no_word_of_question_or_reply(make_question, spoc):
    question = make_question(words="Sunflower?")
    answer(question, Reply(ReplyKind.CANNOT_KNOW, "Marigold."), spoc)

    bodies = " ".join(db.session.scalars(sa.select(TrailEvent.body)))

    assert "Sunflower" not in bodies
    assert "Marigold" not in bodies


@any_of(st.text(max_size=20), st.text(max_size=20))
def test_two_answers_have_one_mark_only_when_they_are_the_same(first, second):
    one, other = Given(State.ANSWERED, first), Given(State.ANSWERED, second)

    assert (mark_of(one) == mark_of(other)) is (first == second)
