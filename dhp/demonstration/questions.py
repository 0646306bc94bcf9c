"""Questions of the invented history: asked on what is open or odd, answered, looked at, or left."""

from datetime import date
from random import Random

from dhp.accounts.models import User
from dhp.cases.models import Case
from dhp.dictionary import DICTIONARY, Column, Given, Kind, State, column_named
from dhp.questions.actions import accept, ask, ask_again, close, reply
from dhp.questions.choices import Choice, choices_of
from dhp.questions.models import Question
from dhp.questions.present import own_answer
from dhp.questions.replying import Reply
from dhp.questions.rules import Closing, ReplyKind, Status

_ADULT, _OLD = 18, 75  # years
_OPEN = {state.label for state in (State.NOT_RECORDED, State.NOT_YET_ESTABLISHED, State.NOT_KNOWN)}
_GAP = (
    "This is still open. Is it known by now?",
    "Has the enquiry settled this since your notice?",
    "We cannot classify the death without this. What do your systems say?",
)
_ODD = (
    "Another source says otherwise. Please check this against the crime report.",
    "Is this still right after the first weeks of the enquiry?",
    "Where does this come from, and is it certain?",
)
_RIGHT = ("Checked against the custody record.", "The family and the crime report agree on it.")
_UNKNOWN = ("All systems were searched and nobody can tell.", "The only witness has died.")
_WHOLE = "Is a statutory review planned, and who commissions it?"
_WHOLE_REPLY = "The partnership decides next month. We will tell you at the next stage."


def invent_question(case: Case, *, by: User, seed: str) -> Question:
    """Ask the force of `case`, now, about a gap, about an answer that looks odd, or in general."""
    rng = _rng(case.id, seed)
    choices = [choice for group in choices_of(case) for choice in group.choices]
    gaps = [choice for choice in choices if choice.present in _OPEN]
    told = [choice for choice in choices if choice.present not in _OPEN]
    if rng.random() < 0.1 or not choices:
        return ask(case, "", _WHOLE, by=by)
    about: Choice = rng.choice(gaps if gaps and rng.random() < 0.7 else told or gaps)
    words = rng.choice(_GAP if about in gaps else _ODD)
    return ask(case, about.name, words, by=by)


def invent_reply(question: Question, *, by: User, seed: str) -> None:
    """Answer an open question, now: mostly with an answer, else why it is right or not known."""
    rng = _rng(question.id, seed)
    said = _reply(question, by, rng)
    reply(question, said, by=by, version=question.version)


def invent_settling(question: Question, *, by: User, seed: str) -> None:
    """Let the unit deal with a question, now: accept the reply or ask again; close an open one."""
    rng = _rng(question.id, seed)
    if question.status is Status.OPEN:
        reason = rng.choice((Closing.NOT_NEEDED, Closing.FOUND_ELSEWHERE, Closing.FORCE_CANNOT_SAY))
        close(question, reason, by=by, version=question.version)
    elif rng.random() < 0.85:
        accept(question, by=by, version=question.version)
    else:
        words = "Thank you. Which record does this come from?"
        ask_again(question, words, by=by, version=question.version)


def _reply(question: Question, by: User, rng: Random) -> Reply:
    column = column_named(question.about, DICTIONARY)
    if column is None:
        return Reply(ReplyKind.WORDS, _WHOLE_REPLY)
    present = own_answer(question, by)
    if present.state is State.ANSWERED:
        return _corrected(column, present, rng) or Reply(ReplyKind.RIGHT, rng.choice(_RIGHT))
    given = _value(column, question.case.died_first, rng)
    if given is None:
        return Reply(ReplyKind.CANNOT_KNOW, rng.choice(_UNKNOWN))
    return Reply(ReplyKind.VALUE, "", given)


def _corrected(column: Column, present: Given, rng: Random) -> Reply | None:
    """Sometimes a number was a year out; other answers are left as they are told."""
    text = present.value or ""
    if column.characteristic.kind is not Kind.WHOLE_NUMBER or not text.isdigit():
        return None
    if rng.random() < 0.4 or int(text) >= column.characteristic.most:
        return None
    return Reply(ReplyKind.VALUE, "A slip of a year.", Given(State.ANSWERED, str(int(text) + 1)))


def _value(column: Column, died: date | None, rng: Random) -> Given | None:
    """A plausible answer; None for a kind that invention would only get wrong."""
    entry = column.characteristic
    if entry.kind is Kind.WHOLE_NUMBER:
        adult = entry.most >= _OLD
        low, high = (_ADULT, _OLD) if adult else (entry.least, min(entry.least + 3, entry.most))
        return Given(State.ANSWERED, str(rng.randint(low, high)))
    if entry.kind in (Kind.ONE_OF, Kind.ANY_OF):
        offered = [option.code for option in entry.options if option.offered_on(died)]
        return Given(State.ANSWERED, rng.choice(offered)) if offered else None
    return None


def _rng(number: int, seed: str) -> Random:
    return Random(f"{seed} question {number}")
