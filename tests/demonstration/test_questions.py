"""Questions of the invented history are real ones: asked, answered and settled by the actions."""

import pytest
from flask_sqlalchemy import SQLAlchemy

from dhp.accounts.models import User
from dhp.accounts.permissions import RoleName
from dhp.calendar import clock_at
from dhp.demonstration.questions import invent_question, invent_reply, invent_settling
from dhp.dictionary import DICTIONARY, column_named
from dhp.questions.rules import Closing, Status
from tests.cases.conftest import MakeCase, MakeUser, coder, kent, make_case, make_user
from tests.harness.record import at

__all__ = ["coder", "kent", "make_case", "make_user"]


@pytest.mark.parametrize("seed", [str(number) for number in range(40)])
def test_a_question_is_asked_answered_and_settled_at_its_times(
    database: SQLAlchemy, make_case: MakeCase, make_user: MakeUser, coder: User, seed: str
) -> None:
    spoc, case = make_user(RoleName.SPOC), make_case()

    with clock_at(at("2026-04-01")):
        question = invent_question(case, by=coder, seed=seed)
        database.session.commit()
    with clock_at(at("2026-04-09")):
        invent_reply(question, by=spoc, seed=seed)
        database.session.commit()
    answered = question.status
    with clock_at(at("2026-04-10")):
        invent_settling(question, by=coder, seed=seed)
        database.session.commit()

    assert question.about == "" or column_named(question.about, DICTIONARY)
    assert answered is Status.ANSWERED
    assert question.closing in (Closing.ANSWERED, Closing.ASKED_AGAIN)
    assert [question.asked_at, question.replied_at, question.closed_at] == [
        at("2026-04-01"),
        at("2026-04-09"),
        at("2026-04-10"),
    ]


def test_an_unanswered_question_is_closed_with_a_reason(
    database: SQLAlchemy, make_case: MakeCase, coder: User
) -> None:
    question = invent_question(make_case(), by=coder, seed="1")

    invent_settling(question, by=coder, seed="1")

    assert question.status is Status.CLOSED
    assert question.closing is not Closing.ANSWERED
