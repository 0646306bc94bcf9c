"""Reading follow-up: the clocks of cases, and what was looked at again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select

from dhp.calendar import london_date, now
from dhp.cases.answers.table import carried_by
from dhp.cases.models import Answer, Case
from dhp.cases.people.standing import places_of
from dhp.dictionary import Stage
from dhp.extensions import db
from dhp.followup.arrivals import OUTCOME_CODES, arrivals_in
from dhp.followup.models import Look, Turn
from dhp.followup.rules import TITLES
from dhp.followup.stages import Clock, asked_no_more, clocks_of
from dhp.followup.told import Line, Told, told_in

_IDS: Any = bindparam("ids", expanding=True)  # of cases
# Built once: every page and every act of follow-up reads them.
_TURNS = (
    select(Turn)
    .where(Turn.case_id.in_(_IDS))
    .order_by(Turn.done_at, Turn.id)
    .execution_options(populate_existing=True)
)
_LOOKS = (
    select(Look)
    .where(Look.case_id.in_(_IDS))
    .order_by(Look.id)
    .execution_options(populate_existing=True)
)


@dataclass(frozen=True)
class Followed:
    """One case with its clocks, its answers as its force sees them, and what was looked at."""

    case: Case
    told: Told
    clocks: tuple[Clock, ...]
    turns: tuple[Turn, ...]
    looks: dict[str, Look]

    def clock(self, stage: Stage) -> Clock:
        """The clock of `stage`."""
        return next(clock for clock in self.clocks if clock.stage is stage)

    def open_at(self, stage: Stage) -> list[Line]:
        """Every question that is open at `stage`, looked at or not."""
        return self.told.open_at(stage)

    def to_ask(self, stage: Stage) -> list[Line]:
        """The questions that `stage` still has to ask: open, and not looked at in it already."""
        clock = self.clock(stage)
        return [line for line in self.open_at(stage) if not self._looked(line, clock)]

    @property
    def again(self) -> list[tuple[Line, date]]:
        """The open questions that are to be asked again on a certain day, each with that day.

        None of an erased case is.
        """
        if self.case.erased_at is not None:
            return []
        return [(line, day) for line in self.told.lines if (day := self.again_on(line))]

    @property
    def due_again(self) -> list[Line]:
        """Those of them that were to be asked again by now."""
        return [line for line, day in self.again if day <= self.clocks[0].today]

    def again_on(self, line: Line) -> date | None:
        """When an open question is to be asked again; None for the next stage."""
        look = self.looks.get(line.name)
        return look.again_on if look and line.is_open else None

    def _looked(self, line: Line, clock: Clock) -> bool:
        look = self.looks.get(line.name)
        if look is None or line.is_gap or look.looked_at < clock.since:
            return False
        return look.again_on is None or look.again_on > clock.today


def followed(case: Case) -> Followed:
    """Everything that the pages of one case need. Four statements."""
    turns = turns_of([case])
    told, history = _told(case)
    looks = {look.column_name: look for look in looks_of([case])}
    clocks = _clocks(case, turns, history, london_date(now()))
    return Followed(case, told, clocks, tuple(turns), looks)


def clocks_by_case(cases: Sequence[Case], told: Sequence[Answer]) -> dict[int, tuple[Clock, ...]]:
    """The clocks of several cases by case id. `told` are their answers about outcomes."""
    turns, today = turns_of(cases), london_date(now())
    by_case: dict[int, list[Turn]] = {case.id: [] for case in cases}
    for turn in turns:
        by_case[turn.case_id].append(turn)
    outcomes: dict[int, list[Answer]] = {case.id: [] for case in cases}
    for answer in told:
        if answer.code in OUTCOME_CODES:
            outcomes[answer.case_id].append(answer)
    return {case.id: _clocks(case, by_case[case.id], outcomes[case.id], today) for case in cases}


def turns_of(cases: Sequence[Case]) -> list[Turn]:
    """What people did with the stages of `cases`, in the order in which they did it."""
    return list(db.session.scalars(_TURNS, {"ids": [case.id for case in cases]}))


def looks_of(cases: Sequence[Case], until: date | None = None) -> list[Look]:
    """What was looked at in `cases`; with `until`, only what is to be asked again by that day."""
    statement = _LOOKS if until is None else _LOOKS.where(Look.again_on <= until)
    return list(db.session.scalars(statement, {"ids": [case.id for case in cases]}))


def turn_words(turn: Turn) -> str:
    """What was done with a stage, to follow the name of whoever did it."""
    return f"{turn.move.value} “{TITLES[turn.stage]}”"


def _clocks(
    case: Case, turns: Sequence[Turn], told: Sequence[Answer], today: date
) -> tuple[Clock, ...]:
    clocks = clocks_of(case, turns, arrivals_in(told), today)
    return clocks if case.erased_at is None else asked_no_more(clocks)


def _told(case: Case) -> tuple[Told, list[Answer]]:
    places = places_of([case])[case.id]
    history = carried_by([case])
    return told_in(places, history), history
