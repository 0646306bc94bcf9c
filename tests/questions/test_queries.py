"""A force reads its own questions and no other; restricted cases only people named."""

import pytest

from dhp.accounts.permissions import RoleName
from dhp.cases.forces.handover import accept as accept_part
from dhp.cases.forces.handover import offer
from dhp.cases.forces.models import ForcePart
from dhp.dictionary import Given, State
from dhp.errors import Absent
from dhp.extensions import db
from dhp.questions.actions import accept, ask, close, reply
from dhp.questions.present import own_answer
from dhp.questions.queries import (
    force_cases,
    open_by_case,
    question_with,
    questions_on,
    settled,
    times_by_force,
    visible_to,
    waiting,
)
from dhp.questions.replying import Reply
from dhp.questions.rules import Closing, ReplyKind, Status
from dhp.questions.showing import by_force, rows
from tests.cases.conftest import HOMICIDE, given
from tests.questions.conftest import AGE, name_reader

OLDER = Given(State.ANSWERED, "43")


def seen(user):
    return db.session.scalars(visible_to(user)).all()


def test_a_force_sees_its_questions_and_the_unit_all(question, spoc, colleague, stranger, coder):
    assert [seen(user) for user in (spoc, colleague, coder)] == [[question]] * 3
    assert seen(stranger) == []
    with pytest.raises(Absent):
        question_with(question.ref, stranger)


@pytest.mark.parametrize(
    "role", sorted(set(RoleName) - {RoleName.SPOC, RoleName.CODER, RoleName.LEAD})
)
def test_whoever_neither_asks_nor_answers_sees_none(question, make_user, role):
    assert seen(make_user(role)) == []


def test_a_restricted_case_s_question_is_for_people_named(
    make_case, make_user, coder, spoc, colleague
):
    case = make_case(restricted=True)
    name_reader(case, spoc)
    question = ask(case, AGE, "Which?", by=coder)
    db.session.commit()

    assert seen(spoc) == [question]
    assert seen(make_user(RoleName.LEAD)) == [question]
    assert seen(colleague) == []
    assert seen(coder) == []
    assert by_force(times_by_force(coder)) == []


def test_a_question_on_a_case_that_was_handed_over_is_not_the_force_s_any_more(
    question, case, spoc, stranger, essex
):
    case.force = essex
    db.session.commit()

    assert seen(spoc) == []
    assert seen(stranger) == []


def test_the_oldest_question_comes_first(make_question, spoc):
    younger = make_question(AGE, when="2026-03-20")
    older = make_question("victim.sex", when="2026-03-10")

    assert list(waiting(spoc, Status.OPEN)[0]) == [older, younger]
    assert waiting(spoc, Status.OPEN, most=1) == ([older], 2)


def test_a_list_is_narrowed_to_one_force(question, coder, kent, essex):
    assert waiting(coder, Status.OPEN, force=kent.code)[1] == 1
    assert waiting(coder, Status.OPEN, force=essex.code)[1] == 0


def test_a_withdrawn_question_is_in_no_list_of_the_force(question, case, coder, spoc):
    close(question, Closing.ASKED_IN_ERROR, by=coder, version=question.version)
    db.session.commit()

    assert settled(spoc, 10) == []
    assert waiting(spoc, Status.OPEN) == ([], 0)
    assert list(questions_on(case, coder)) == [question]
    assert times_by_force(coder) == []


def test_a_force_s_line_counts_what_is_open_and_how_long_replies_took(make_question, coder, spoc):
    answered = make_question(AGE, when="2026-03-01")
    make_question("victim.sex", when="2020-01-01")
    reply(answered, Reply(ReplyKind.VALUE, "", OLDER), by=spoc, version=answered.version)
    db.session.commit()

    (line,) = by_force(times_by_force(coder))

    assert (line.name, line.open, line.to_look_at, line.answered) == ("Kent", 1, 1, 1)
    assert line.bands["Over 28 days"] == 1
    accept(answered, by=coder, version=answered.version)
    db.session.commit()
    assert by_force(times_by_force(coder))[0].answered == 1


def test_what_another_force_told_of_a_shared_incident_is_not_shown(
    make_case, coder, spoc, stranger, essex
):
    other = make_case(force=essex)
    silent = {name: one for name, one in HOMICIDE.items() if not name.startswith("incident")}
    own = make_case(silent, incident=other.incident)
    question = ask(own, "incident.location_type", "Where?", by=coder)
    db.session.commit()

    assert own_answer(question, spoc) == Given(State.NOT_RECORDED)
    assert own_answer(question, stranger) == given(a="victim_home")["a"]


def test_the_labels_of_a_list_take_one_statement(make_question, statements):
    found = [make_question(name) for name in (AGE, "victim.sex", "suspect1.age", "")]
    statements.clear()

    labels = [row.label for row in rows(found)]

    assert labels == ["Victim’s age", "Victim’s sex", "Suspect’s age", "The case as a whole"]
    assert len(statements) == 1


def test_open_questions_are_counted_by_case_for_whom_they_wait(
    make_question, make_case, case, spoc, stranger, coder
):
    first, second, other = make_question(), make_question("victim.sex"), make_case()
    close(second, Closing.NOT_NEEDED, by=coder, version=second.version)
    db.session.commit()

    assert open_by_case([case, other], spoc) == {first.case_id: 1}
    assert open_by_case([case, other], stranger) == {}
    assert open_by_case([other], spoc) == {}


def test_a_force_knows_of_every_case_in_which_it_has_a_part(case, stranger, essex, coder):
    assert db.session.scalars(force_cases(stranger)).all() == []

    handed = offer(case, ForcePart.REPORTING, essex, "It began there.", by=coder)
    accept_part(handed, by=stranger)
    db.session.commit()

    assert db.session.scalars(force_cases(stranger)).all() == [case.id]
