"""What is recorded now where a question points: for the force its own answer, for the unit all."""

from dataclasses import dataclass

from dhp.accounts.models import User
from dhp.cases.answers.book import given_of
from dhp.cases.answers.table import read_answers
from dhp.cases.models import Answer, Case, Source
from dhp.cases.people.standing import places_of
from dhp.dictionary import DICTIONARY, Given, State, column_named, shown
from dhp.extensions import db
from dhp.questions.models import Question
from dhp.questions.queries import force_cases


@dataclass(frozen=True)
class Told:
    """One answer in words, and who gave it."""

    text: str
    source: str
    known: bool


def own_answer(question: Question, user: User) -> Given:
    """The answer of the force that stands, as `user` of that force may see it.

    An answer on a shared person or incident that was recorded through another case counts only
    where the user may know of that case. `not_recorded` where there is none, and for a question
    about the whole case.
    """
    own = next((one for one in _rivals(question) if one.source is Source.FORCE), None)
    if own is None or not _may_see(own, question, user):
        return Given(State.NOT_RECORDED)
    return given_of(own)


def all_answers(question: Question) -> list[Told]:
    """Every answer that stands, the one that counts first. For the unit."""
    column = column_named(question.about, DICTIONARY)
    if column is None:
        return []
    return [
        Told(shown(column.characteristic, given), rival.source.label, given.known)
        for rival in _rivals(question)
        for given in (given_of(rival),)
    ]


def _rivals(question: Question) -> list[Answer]:
    column = column_named(question.about, DICTIONARY)
    if column is None:
        return []
    target = places_of([question.case])[question.case_id].target(column)
    book = read_answers([question.case])
    return book.rivals.get((target.subject, target.subject_id, column.characteristic.code), [])


def _may_see(answer: Answer, question: Question, user: User) -> bool:
    if answer.case_id == question.case_id:
        return True
    statement = force_cases(user).where(Case.id == answer.case_id)
    return db.session.scalar(statement) is not None
