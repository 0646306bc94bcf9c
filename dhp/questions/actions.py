"""What the unit does with questions: asking, asking again, passing on, accepting and closing."""

from sqlalchemy import exists, select

from dhp.accounts.models import Force, User
from dhp.audit.acts import Act
from dhp.calendar import now
from dhp.cases.models import Case, CaseReader
from dhp.cases.people.standing import places_of
from dhp.dictionary import DICTIONARY, column_named
from dhp.errors import DomainError
from dhp.extensions import db
from dhp.questions.models import Question
from dhp.questions.queries import UNSETTLED
from dhp.questions.replying import Reply, reply
from dhp.questions.rules import ENDINGS, Closing, Status, check_move
from dhp.questions.turns import hold, hold_case, tell
from dhp.web.text import clean_text

__all__ = ["LONGEST_QUESTION", "Reply", "accept", "ask", "ask_again", "close", "pass_on", "reply"]

LONGEST_QUESTION = 2_000  # characters


def ask(case: Case, about: str, words: str, *, by: User) -> Question:
    """Put a question to the force of `case` on the answer in column `about`, or on all of the case.

    Raises `DomainError` without words, without a force or somebody in it who may know of the case,
    and where a question on the same answer is not settled yet.
    """
    hold_case(case)
    _check_column(case, about)
    unsettled = select(Question.id).where(
        Question.case_id == case.id, Question.about == about, Question.status.in_(UNSETTLED)
    )
    if db.session.scalar(unsettled):
        raise DomainError(
            "A question on this answer is not settled yet. Settle it first: it is in the list of "
            "this case’s questions.",
            "about",
        )
    return _put(case, about, _words(words), _force_of(case), by=by)


def accept(question: Question, *, by: User, version: int) -> None:
    """Close an answered question: the reply settles it."""
    hold(question, version)
    _end(question, "accept", Closing.ANSWERED, by=by)


def ask_again(question: Question, words: str, *, by: User, version: int) -> Question:
    """Close an answered question and put a new one, which follows it, on the same answer."""
    hold(question, version)
    asked, force = _words(words), _force_of(question.case)
    _end(question, "ask again", Closing.ASKED_AGAIN, by=by)
    return _put(question.case, question.about, asked, force, by=by, follows=question)


def pass_on(question: Question, *, by: User, version: int) -> Question:
    """Put an open question to the force that has the case now, and close the old one."""
    hold(question, version)
    force = _force_of(question.case)
    if force.id == question.force_id:
        raise DomainError("The case is still with this force. Wait for its answer, or close this.")
    _end(question, "pass on", Closing.OTHER_FORCE, by=by)
    return _put(question.case, question.about, question.asked, force, by=by, follows=question)


def close(question: Question, reason: Closing, *, by: User, version: int) -> None:
    """End an unanswered question for one of the `ENDINGS`; one asked in error is withdrawn."""
    hold(question, version)
    if reason not in ENDINGS:
        raise DomainError("Choose why the question is closed.", "reason")
    _end(question, ENDINGS[reason], reason, by=by)


def _words(words: str) -> str:
    asked = clean_text(words, longest=LONGEST_QUESTION, field="asked").strip()
    if not asked:
        raise DomainError("Write what you want to know.", "asked")
    return asked


def _check_column(case: Case, about: str) -> None:
    column = column_named(about, DICTIONARY)
    suspects = places_of([case])[case.id].suspects
    if about and (column is None or column.ordinal > suspects):
        raise DomainError("Choose an answer from the list, or the case as a whole.", "about")


def _force_of(case: Case) -> Force:
    """The force to ask, in which somebody may know of the case."""
    if case.force is None:
        raise DomainError("No force is established for this case, so nobody can be asked.")
    if case.restricted:
        named = exists().where(
            CaseReader.case_id == case.id,
            CaseReader.user_id == User.id,
            User.force_id == case.force_id,
        )
        if not db.session.scalar(select(named)):
            raise DomainError(
                f"This case is restricted and nobody in {case.force.name} is named for it, so "
                "nobody there could read the question. Name somebody first."
            )
    return case.force


def _put(
    case: Case, about: str, asked: str, force: Force, *, by: User, follows: Question | None = None
) -> Question:
    question = Question(
        case=case,
        force=force,
        about=about,
        asked=asked,
        asked_by=by.ref,
        asked_at=now(),
        follows_id=follows.id if follows else None,
    )
    db.session.add(question)
    db.session.flush()
    tell(Act.QUESTION_ASKED, question, by=by, follows=follows.ref if follows else None)
    return question


def _end(question: Question, name: str, reason: Closing, *, by: User) -> None:
    move = check_move(name, question.status)
    question.status, question.closing = move.to, reason
    question.closed_by, question.closed_at = by.ref, now()
    act = Act.QUESTION_WITHDRAWN if move.to is Status.WITHDRAWN else Act.QUESTION_CLOSED
    tell(act, question, by=by, reason=reason.value)
    db.session.flush()  # its place is free at once for a question that follows
