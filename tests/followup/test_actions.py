"""What people do in follow-up: each act with its event, at once with others, or not at all."""

import json
from collections.abc import Callable
from functools import partial

import pytest
import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy

from dhp.accounts.models import User
from dhp.audit.acts import Act
from dhp.audit.models import TrailEvent
from dhp.cases.answers.book import given_of
from dhp.cases.answers.table import carried_by
from dhp.cases.models import Answer, Case, Source
from dhp.dictionary import Given, Stage, State
from dhp.errors import DomainError, Refused, Stale
from dhp.followup import actions
from dhp.followup.models import Look, Turn
from dhp.followup.queries import followed
from dhp.followup.rules import Move
from tests.followup.conftest import NOT_YET, answered, given
from tests.harness.races import at_once, inside

EVER = "death.n_incidents_ever"


def seen(case: Case, *names: str) -> str:
    return followed(case).told.fingerprint(names)


def tell(case: Case, answers: dict[str, Given], by: User, **more: object) -> list[str]:
    more = {"stage": Stage.FOLLOW_UP, "seen": seen(case, *answers)} | more
    return actions.tell(case, answers, more.pop("seen"), by=by, **more)


def complete(case: Case, stage: Stage, by: User, reason: str = "No more is known.") -> None:
    left = followed(case).told.fingerprint(line.name for line in followed(case).open_at(stage))
    actions.complete(case, stage, left, reason, by=by)


def events(database: SQLAlchemy) -> list[tuple[str, dict[str, object]]]:
    database.session.commit()
    rows = database.session.execute(
        sa.select(TrailEvent.act, TrailEvent.body).order_by(TrailEvent.seq)
    )
    return [(act, json.loads(body)) for act, body in rows]


@pytest.fixture(autouse=True)
def _twentieth(case: Case, on: Callable[[str], object]) -> None:
    on("2026-03-20")


def test_what_a_force_tells_is_its_own_answer_at_the_stage(database, case, spoc):
    assert tell(case, {EVER: answered("4")}, spoc) == ["n_incidents_ever"]

    answer = carried_by([case], {"n_incidents_ever"})[0]
    assert (answer.source, answer.stage) == (Source.FORCE, Stage.FOLLOW_UP)
    assert answer.recorded_by == spoc.ref
    act, body = events(database)[-1]
    assert act == Act.ANSWER_RECORDED
    assert body["about"] == [case.ref]
    assert body["fields"] == ["n_incidents_ever"]
    assert "4" not in json.dumps(body["fields"])


def test_a_blank_and_the_same_again_change_nothing(database, case, spoc):
    before = len(carried_by([case]))

    assert tell(case, {EVER: Given(State.NOT_RECORDED), "victim.age": answered("34")}, spoc) == []
    assert len(carried_by([case])) == before


def test_what_was_open_needs_no_reason_and_what_was_settled_does(case, spoc):
    tell(case, {EVER: NOT_YET}, spoc)
    tell(case, {EVER: answered("4")}, spoc)

    with pytest.raises(DomainError, match="Say why the earlier answer") as caught:
        tell(case, {EVER: answered("5")}, spoc)
    assert caught.value.field == "reason"
    tell(case, {EVER: answered("5")}, spoc, reason="One more was found.")
    told = [given_of(answer).value for answer in carried_by([case], {"n_incidents_ever"})]
    assert told == [None, "4", "5"]


def test_an_old_sight_of_an_answer_is_refused(case, spoc, colleague):
    old = seen(case, EVER)
    tell(case, {EVER: answered("4")}, colleague)

    with pytest.raises(Stale):
        tell(case, {EVER: answered("7")}, spoc, seen=old)
    assert tell(case, {EVER: answered("4")}, spoc, seen=old) == []


def test_somebody_who_is_not_in_the_case_cannot_be_told_of(case, spoc):
    with pytest.raises(Refused):
        tell(case, {"suspect7.age": answered("40")}, spoc)


def test_a_reason_with_hidden_characters_is_refused(case, spoc):
    with pytest.raises(DomainError, match="hidden character"):
        tell(case, {"victim.age": answered("35")}, spoc, reason="be\u202ecause")


def test_what_is_not_yet_established_is_looked_at_and_an_answer_forgets_the_day(
    database, case, spoc
):
    day = followed(case).clocks[0].today
    tell(case, {EVER: NOT_YET}, spoc, again_on=day)
    assert database.session.scalars(sa.select(Look)).one().again_on == day

    tell(case, {EVER: answered("4")}, spoc)
    assert database.session.scalars(sa.select(Look)).one().again_on is None


def test_looking_again_keeps_one_row_for_each_question(database, case, spoc, colleague):
    tell(case, {EVER: NOT_YET}, spoc)
    tell(case, {EVER: NOT_YET}, colleague)

    look = database.session.scalars(sa.select(Look)).one()
    assert look.looked_by == colleague.ref


def test_keeping_answers_open_is_recorded(database, case, spoc):
    tell(case, {EVER: NOT_YET, "victim.religion": NOT_YET}, spoc)
    on_stage = followed(case).to_ask(Stage.FOLLOW_UP)
    assert EVER not in {line.name for line in on_stage}  # just looked at

    assert actions.keep_open(case, Stage.FOLLOW_UP, by=spoc) == []
    assert events(database)[-1][0] == Act.ANSWER_RECORDED


def test_completing_is_recorded_with_how_much_stays_open(database, case, spoc):
    left = len(followed(case).open_at(Stage.FOLLOW_UP))

    complete(case, Stage.FOLLOW_UP, spoc)

    act, body = events(database)[-1]
    assert act == Act.STAGE_COMPLETED
    assert body["still_open"] == left
    assert body["stages"] == ["28 days"]
    assert "No more is known" not in json.dumps(body)


def test_a_completed_stage_is_not_completed_again(case, spoc):
    complete(case, Stage.FOLLOW_UP, spoc)

    with pytest.raises(Refused, match="completed already"):
        complete(case, Stage.FOLLOW_UP, spoc)


@pytest.mark.parametrize("stage", [Stage.SIX_MONTHS, Stage.OUTCOME])
def test_a_stage_that_is_not_open_is_not_completed(case, spoc, stage):
    with pytest.raises(Refused, match="not open yet"):
        complete(case, stage, spoc)


def test_only_the_force_that_owns_a_death_completes_its_stages(case, stranger):
    for act in (
        lambda: complete(case, Stage.FOLLOW_UP, stranger),
        lambda: actions.keep_open(case, Stage.FOLLOW_UP, by=stranger),
    ):
        with pytest.raises(Refused, match="Another force owns this death"):
            act()


def test_a_charge_told_by_anyone_opens_the_completed_outcome_again(
    database, case, spoc, record, on
):
    on("2027-03-10")
    complete(case, Stage.OUTCOME, spoc)
    database.session.commit()
    on("2027-05-02")
    assert not followed(case).clock(Stage.OUTCOME).is_open

    record(case, given(suspect1__charge_offence="murder"))

    clock = followed(case).clock(Stage.OUTCOME)
    assert clock.is_open
    assert clock.why == "Open again: a charge was recorded on 2 May 2027."
    record(case, given(suspect1__charge_offence="murder"), Source.FORCE)  # nothing new
    on("2027-05-03")
    complete(case, Stage.OUTCOME, spoc)
    assert not followed(case).clock(Stage.OUTCOME).is_open


@pytest.mark.parametrize(
    ("answers", "what"),
    [
        ({"suspect1.court_outcome": "murder"}, "the outcome of a trial"),
        ({"death.inquest_conclusion": "suicide"}, "the conclusion of an inquest"),
        ({"death.dhr_decision": "hold"}, "an answer about a review"),
        ({"suspect1.court_outcome": "pending"}, None),
        ({"death.dhr_decision": "[not_known]"}, None),
        ({"victim.religion": "none"}, None),
    ],
)
def test_what_arrives_opens_the_outcome_and_what_does_not_leaves_it(case, record, answers, what):
    told = given(**{name.replace(".", "__"): value for name, value in answers.items()})
    record(case, told)

    clock = followed(case).clock(Stage.OUTCOME)

    assert clock.is_open is (what is not None)
    assert clock.why == (f"Open since {what} was recorded." if what else "")


def test_opening_again_is_recorded_and_counted(database, case, spoc, coder):
    complete(case, Stage.FOLLOW_UP, spoc)
    actions.reopen(case, Stage.FOLLOW_UP, "Ask the hospital.", by=coder)
    complete(case, Stage.FOLLOW_UP, spoc)

    turns = database.session.scalars(sa.select(Turn).order_by(Turn.number)).all()
    assert [(turn.number, turn.move) for turn in turns] == [
        (1, Move.COMPLETED),
        (2, Move.REOPENED),
        (3, Move.COMPLETED),
    ]
    acts = [act for act, _body in events(database)]
    assert acts[-3:] == [Act.STAGE_COMPLETED, Act.STAGE_REOPENED, Act.STAGE_COMPLETED]


@pytest.mark.parametrize(
    "act",
    [
        lambda case, spoc: tell(case, {EVER: answered("4")}, spoc),
        lambda case, spoc: complete(case, Stage.FOLLOW_UP, spoc),
    ],
)
def test_an_act_whose_event_cannot_be_written_leaves_nothing(
    database, case, spoc, act, monkeypatch
):
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("no trail")

    counts = [database.session.scalar(sa.select(sa.func.count(t.id))) for t in (Answer, Turn, Look)]
    monkeypatch.setattr("dhp.audit.trail._body", fail)

    act(case, spoc)
    with pytest.raises(RuntimeError):
        database.session.commit()
    database.session.rollback()

    after = [database.session.scalar(sa.select(sa.func.count(t.id))) for t in (Answer, Turn, Look)]
    assert after == counts


def test_of_several_who_answer_at_once_one_is_kept_and_the_others_are_told(
    app, database, case, spoc
):
    ids, sight = (case.id, spoc.id), seen(case, EVER)
    database.session.commit()

    def answer(number: int) -> object:
        mine, by = database.session.get(Case, ids[0]), database.session.get(User, ids[1])
        codes = actions.tell(
            mine, {EVER: answered(str(number))}, sight, by=by, stage=Stage.FOLLOW_UP
        )
        database.session.commit()
        return codes

    results = at_once(*(inside(app, partial(answer, number)) for number in range(4)))

    assert results.count(["n_incidents_ever"]) == 1
    assert sum(isinstance(one, Stale) for one in results) == 3
    assert len(carried_by([case], {"n_incidents_ever"})) == 1


def test_of_several_who_complete_at_once_one_does(app, database, case, spoc):
    ids = case.id, spoc.id
    left = [line.name for line in followed(case).open_at(Stage.FOLLOW_UP)]
    sight = seen(case, *left)
    database.session.commit()

    def finish() -> object:
        mine, by = database.session.get(Case, ids[0]), database.session.get(User, ids[1])
        actions.complete(mine, Stage.FOLLOW_UP, sight, "No more is known.", by=by)
        database.session.commit()
        return "done"

    results = at_once(*[inside(app, finish)] * 4)

    assert results.count("done") == 1
    assert sum(isinstance(one, Refused) for one in results) == 3
    assert database.session.scalar(sa.select(sa.func.count(Turn.id))) == 1
