"""A force's reply: the record's answer and the question change together, or neither does."""

from dataclasses import dataclass
from hashlib import sha256

from dhp.accounts.models import User
from dhp.audit.acts import Act
from dhp.calendar import now
from dhp.cases.actions import add_answers
from dhp.cases.models import Source
from dhp.dictionary import DICTIONARY, Column, Given, Stage, State, column_named, write
from dhp.errors import DomainError, Stale
from dhp.extensions import db
from dhp.questions.models import Question
from dhp.questions.present import own_answer
from dhp.questions.rules import ReplyKind, check_move, check_reply
from dhp.questions.turns import hold, tell
from dhp.web.text import clean_text

LONGEST_REPLY = 2_000  # characters

# The field of the form in which the words of each kind are typed.
FIELD_OF = {
    ReplyKind.VALUE: "remark",
    ReplyKind.RIGHT: "right",
    ReplyKind.CANNOT_KNOW: "unknown",
    ReplyKind.WORDS: "words",
}


@dataclass(frozen=True)
class Reply:
    """What a force replies. `given` is the answer where one is given, `words` what is said of it.

    `saw` is the mark of the force's answer that stood when the page was opened; None is not compared.
    """

    kind: ReplyKind
    words: str = ""
    given: Given | None = None
    saw: str | None = None


def mark_of(given: Given) -> str:
    """A short mark that differs for different answers, so that a form need not carry the answer."""
    return sha256(write(given).encode()).hexdigest()[:16]


def reply(question: Question, said: Reply, *, by: User, version: int) -> None:
    """Answer an open question.

    `version` is the one that the person saw. Of colleagues who answer at once one does; for the
    others it is `Stale`, as it is when the answer itself changed meanwhile. Raises `DomainError`
    for a reply that lacks something, naming the field.
    """
    hold(question, version)
    move = check_move("answer", question.status)
    words = clean_text(said.words, longest=LONGEST_REPLY, field=FIELD_OF[said.kind]).strip()
    column = column_named(question.about, DICTIONARY)
    present = own_answer(question, by)
    if said.saw is not None and said.saw != mark_of(present):
        raise Stale(
            "The answer was changed while you had this page open. Nothing of yours was saved. "
            "Read what stands now, then send yours if it still holds."
        )
    recorded = present.state is not State.NOT_RECORDED
    check_reply(said.kind, words, on_an_answer=column is not None, recorded=recorded)
    if column is not None and said.kind is not ReplyKind.RIGHT:
        _record(question, column, _given(said, column, present), words, by=by)
    question.status, question.reply_kind, question.reply = move.to, said.kind, words or None
    question.replied_by, question.replied_at = by.ref, now()
    tell(Act.QUESTION_ANSWERED, question, by=by, kind=said.kind.value)
    db.session.flush()


def _given(said: Reply, column: Column, present: Given) -> Given:
    """The answer to put into the record. Raises `DomainError` where it would change nothing."""
    if said.kind is ReplyKind.CANNOT_KNOW:
        return Given(State.NOT_KNOWN)
    if said.given is None or said.given.state is State.NOT_RECORDED:
        raise DomainError("Give the answer.", column.name)
    if said.given == present:
        raise DomainError(
            "This is the answer that stands already. Change it, or say below why it is right.",
            column.name,
        )
    return said.given


def _record(question: Question, column: Column, given: Given, words: str, *, by: User) -> None:
    stages = list(Stage)
    add_answers(
        question.case,
        {column.name: given},
        by=by,
        source=Source.FORCE,
        stage=max(column.characteristic.needed, Stage.FOLLOW_UP, key=stages.index),
        reason=words or f"The unit asked: {question.asked}",
    )
