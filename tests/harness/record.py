"""A record to count: deaths opened and judged at instants that the test names."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask_sqlalchemy import SQLAlchemy

from dhp.accounts.models import Force
from dhp.audit.trail import Command
from dhp.calendar import clock_at
from dhp.cases.actions import classify, open_case
from dhp.cases.judging.classification import OutReason
from dhp.cases.models import Case
from dhp.cases.opening.submission import Submission
from dhp.cases.rules import Decision
from dhp.definitions import DeathType, Scope, Verdict
from dhp.dictionary import Given, State

Death = Callable[..., Case]
Judge = Callable[..., None]
TELLS_NOTHING = Verdict(Scope.CANNOT_TELL)


def at(text: str) -> datetime:
    """The instant of an ISO text, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.fixture
def force(database: SQLAlchemy) -> Force:
    """One force of the reference data, or a new one where there is none."""
    force = database.session.query(Force).order_by(Force.name).first()
    if force is None:
        force = Force(code="E99000001", name="Westmoor", territorial=True)
        database.session.add(force)
        database.session.commit()
    return force


@pytest.fixture
def judge(database: SQLAlchemy) -> Judge:
    """Judges a case at an instant: `judge(case, "2025-06-03", type, scope)`."""

    def judge_case(case: Case, when: str, kind: DeathType, scope: Scope = Scope.IN) -> None:
        with clock_at(at(when)):
            out = OutReason.OTHER if scope is Scope.OUT else None
            decision = Decision(scope, kind, "dhp-2023", "Told by the test", out_reason=out)
            classify(case, decision, TELLS_NOTHING, by=Command())
            database.session.commit()

    return judge_case


@pytest.fixture
def death(database: SQLAlchemy, force: Force, judge: Judge) -> Death:
    """Opens the case of a death: received, and perhaps opened later, judged, long past."""

    def open_death(
        received: str,
        kind: DeathType | None = None,
        *,
        died: str = "",
        opened: str = "",
        back_record: bool = False,
    ) -> Case:
        opening = at(opened or received)
        answers = {"death.date_of_death": Given(State.ANSWERED, died)} if died else {}
        with clock_at(opening):
            submission = Submission(force, at(received), answers, back_record=back_record)
            case = open_case(submission, by=Command())
            database.session.commit()
        if kind:
            moment = (opening + timedelta(minutes=1)).replace(tzinfo=None)
            judge(case, moment.isoformat(), kind)
        return case

    return open_death
