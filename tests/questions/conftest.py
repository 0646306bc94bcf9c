"""The people and cases of the tests of questions: two forces, the unit, one case of each force."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy

from dhp.accounts.models import User
from dhp.calendar import clock_at, now
from dhp.cases.answers.table import read_answers
from dhp.cases.models import Case, CaseReader
from dhp.cases.people.standing import places_of
from dhp.dictionary import Given
from dhp.extensions import db
from dhp.questions.actions import ask
from dhp.questions.models import Question
from tests.cases.conftest import (
    MakeCase,
    coder,
    colleague,
    essex,
    kent,
    make_case,
    make_user,
    sign_in,
    spoc,
    statements,
    stranger,
)
from tests.harness.record import at

__all__ = [
    "coder",
    "colleague",
    "essex",
    "kent",
    "make_case",
    "make_user",
    "sign_in",
    "spoc",
    "statements",
    "stranger",
]

AGE = "victim.age"
MakeQuestion = Callable[..., Question]


@pytest.fixture
def case(make_case: MakeCase) -> Case:
    """A case of Kent, whose victim is 34."""
    return make_case()


@pytest.fixture
def make_question(database: SQLAlchemy, case: Case, coder: User) -> MakeQuestion:
    """Asks about an answer of the case, the victim's age unless told otherwise."""

    def make(
        about: str = AGE, words: str = "The report says 43. Which is right?", **given: Any
    ) -> Question:
        when = given.get("when")
        with clock_at(at(when) if isinstance(when, str) else now()):
            question = ask(given.get("case") or case, about, words, by=coder)
            database.session.commit()
        return question

    return make


@pytest.fixture
def question(make_question: MakeQuestion) -> Question:
    """An open question about the victim's age."""
    return make_question()


def standing(case: Case, name: str = AGE) -> Given:
    """The answer that counts."""
    return places_of([case])[case.id].answers(read_answers([case]))[name]


def name_reader(case: Case, user: User) -> None:
    """Name `user` for a restricted case."""
    db.session.add(CaseReader(case_id=case.id, user_id=user.id))
    db.session.commit()


def latest(case: Case) -> Question:
    """The question of `case` that was asked last."""
    statement = sa.select(Question).where(Question.case_id == case.id).order_by(Question.id.desc())
    return db.session.scalars(statement).first()
