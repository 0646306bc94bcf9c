"""What follows when a case is open: follow-up, questions, depth and links; and the weekly rhythm."""

import heapq
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from random import Random

from dhp.accounts.models import User
from dhp.accounts.upkeep.actions import ask as ask_checks
from dhp.accounts.upkeep.duties import quarter_of
from dhp.calendar import clock_at, london_date, now
from dhp.cases.models import Case
from dhp.demonstration.accounts import Staff
from dhp.demonstration.agreements import invent_agreements
from dhp.demonstration.api_keys import invent_key
from dhp.demonstration.codebook import codebook_acts
from dhp.demonstration.coding import coding_acts
from dhp.demonstration.context import context_acts
from dhp.demonstration.depth import invent_depth
from dhp.demonstration.erasing import invent_erasures
from dhp.demonstration.evidence import evidence_acts
from dhp.demonstration.exploring import exploring_acts
from dhp.demonstration.exports import export_acts
from dhp.demonstration.followup import invent_follow_up
from dhp.demonstration.learning import invent_learning
from dhp.demonstration.links import invent_links
from dhp.demonstration.order import Order
from dhp.demonstration.oversight import oversight_acts
from dhp.demonstration.practice import practice_acts
from dhp.demonstration.quality import quality_acts
from dhp.demonstration.questions import invent_question, invent_reply, invent_settling
from dhp.demonstration.restricted import restricted_acts
from dhp.demonstration.retention import invent_reviews
from dhp.demonstration.returns import invent_returns
from dhp.demonstration.rhythm import rhythm_acts
from dhp.demonstration.signals import watch_acts
from dhp.demonstration.subjects import invent_request
from dhp.dictionary import Stage
from dhp.errors import DomainError
from dhp.extensions import db
from dhp.followup.actions import complete
from dhp.followup.queries import followed
from dhp.questions.models import Question

_TOLD_IN_FULL = timedelta(days=200)  # before the history ends
_TOLD_EARLY = 0.3  # of the deaths before that; of the others, stages are only closed
_STAGES = ((Stage.FOLLOW_UP, 14, 34), (Stage.SIX_MONTHS, 160, 190), (Stage.OUTCOME, 330, 420))
_NEVER = 0.08  # of stages, that no force completes
_ASKED, _DEEP = 0.2, 0.12  # shares of recent cases
_CLOSED = "The enquiries are closed; what is not recorded cannot be established."

Act = Callable[[], object]


class Afterwards:
    """Takes each of these acts as its time comes; one whose moment has passed is left out."""

    def __init__(self, order: Order, staff: Staff) -> None:
        self._order, self._staff = order, staff
        self._due: list[tuple[datetime, int, Act]] = []
        self._numbers = count()
        for at, act in rhythm_acts(order, staff):
            self._at(at, act)
        rooms = (
            *(codebook_acts, coding_acts, context_acts),
            *(practice_acts, evidence_acts, watch_acts, exploring_acts, export_acts),
            *(oversight_acts, restricted_acts),
        )
        for room in rooms:
            for at, act in room(order, staff):
                self._at(at, act)
        invent_returns(order, staff, self._at)
        invent_learning(order, staff, self._at)

    def follow(self, case: Case, contact: User, coder: User) -> None:
        """Plan what happens to `case`, accepted at `now()`."""
        at, seed = now(), f"{self._order.prefix} {case.id}"
        rng = Random(seed)
        for later, act in quality_acts(case, seed, by=coder):
            self._at(at + later, act)
        lately = self._order.ends - at <= _TOLD_IN_FULL
        if not lately and rng.random() > _TOLD_EARLY:
            self._close(case, contact, rng)
            return
        self._tell(case, contact, seed, rng)
        if lately and rng.random() < _ASKED:
            self._ask(case, contact, coder, at, rng)
        if lately and rng.random() < _DEEP:
            day = at + timedelta(days=rng.randint(5, 20))
            self._at(day, partial(invent_depth, case, seed, by=coder, today=london_date(day)))

    def _tell(self, case: Case, contact: User, seed: str, rng: Random) -> None:
        for stage, first, last in _STAGES:
            if rng.random() > _NEVER:
                told = partial(invent_follow_up, case, stage, seed, by=contact)
                self._at(now() + timedelta(days=rng.randint(first, last)), told)

    def _close(self, case: Case, contact: User, rng: Random) -> None:
        for stage, first, last in ((Stage.SIX_MONTHS, 165, 180), (Stage.OUTCOME, 370, 385)):
            closed = now() + timedelta(days=rng.randint(first, last))
            self._at(closed, _close(case, stage, contact))

    def until(self, instant: datetime) -> None:
        """Take every act that is due before `instant`."""
        while self._due and self._due[0][0] < instant:
            at, _number, act = heapq.heappop(self._due)
            with clock_at(at):
                _take(act)

    def finish(self) -> None:
        """Take what is due before the history ends, and the unit's decisions on its last day."""
        last = self._order.ends - timedelta(hours=2)
        self.until(last)
        with clock_at(last):
            _take(partial(invent_links, self._staff))
            _take(partial(invent_agreements, self._staff))
            _take(lambda: ask_checks(quarter_of(london_date(now()))))
            _take(invent_key)
            _take(partial(invent_erasures, self._staff))
            _take(partial(invent_reviews, self._staff))
            _take(partial(invent_request, self._staff))

    def _ask(self, case: Case, contact: User, coder: User, at: datetime, rng: Random) -> None:
        seed, asked = f"{case.id}", at + timedelta(days=rng.randint(1, 6))
        replied = asked + timedelta(days=rng.randint(1, 40))
        settled = replied + timedelta(days=rng.randint(1, 10))

        def ask() -> None:
            question = invent_question(case, by=coder, seed=seed)
            self._at(replied, partial(invent_reply, question, by=contact, seed=seed))
            self._at(settled, _settle(question, coder, seed))

        self._at(asked, ask)

    def _at(self, instant: datetime, act: Act) -> None:
        heapq.heappush(self._due, (instant, next(self._numbers), act))


def _take(act: Act) -> None:
    try:
        act()
        db.session.commit()
    except (
        DomainError
    ):  # its moment has passed: the death left the collection, or another force has it
        db.session.rollback()


def _close(case: Case, stage: Stage, contact: User) -> Act:
    def close() -> None:
        present = followed(case)
        if not present.clock(stage).is_open:
            return  # its moment has passed: told already, or the death left the collection
        left = present.told.fingerprint(line.name for line in present.open_at(stage))
        complete(case, stage, left, _CLOSED, by=contact)

    return close


def _settle(question: Question, coder: User, seed: str) -> Act:
    def settle() -> None:
        if question.replied_at is not None:
            invent_settling(question, by=coder, seed=seed)

    return settle
