"""Which stages of follow-up are due or overdue for each death, as at an instant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dhp.calendar import london_date
from dhp.cases.answers.table import carried_by
from dhp.cases.models import Answer, Case
from dhp.dictionary import Stage
from dhp.followup.arrivals import OUTCOME_CODES, arrivals_in
from dhp.followup.models import Turn
from dhp.followup.queries import turns_of
from dhp.followup.stages import Clock, clocks_of
from dhp.statistics.quality.reach import Death


@dataclass(frozen=True)
class Overdue:
    """A stage that a force has not completed, and by how many days it is late."""

    death: Death
    clock: Clock
    days: int


Clocks = dict[int, tuple[Clock, ...]]


def clocks_at(deaths: Sequence[Death], as_at: datetime) -> Clocks:
    """The clocks of all stages of `deaths` by case id. Two statements."""
    cases = [death.case for death in deaths]
    if not cases:
        return {}
    turns: dict[int, list[Turn]] = {case.id: [] for case in cases}
    for turn in turns_of(cases):
        if turn.done_at <= as_at:
            turns[turn.case_id].append(turn)
    outcomes: dict[int, list[Answer]] = {case.id: [] for case in cases}
    for answer in carried_by(cases, OUTCOME_CODES):
        if answer.recorded_at <= as_at:
            outcomes[answer.case_id].append(answer)
    today = london_date(as_at)
    return {
        case.id: clocks_of(case, turns[case.id], arrivals_in(outcomes[case.id]), today)
        for case in cases
    }


def takes_work(case: Case, as_at: datetime) -> bool:
    """Whether anything could be asked about `case` at the instant: not once it was erased."""
    return case.erased_at is None or case.erased_at > as_at


def due(clocks: Sequence[Clock]) -> frozenset[Stage]:
    """The stages whose gaps count: completed, or past the day they were due. The notice always."""
    return frozenset(
        clock.stage
        for clock in clocks
        if clock.stage is Stage.NOTICE or clock.completed or clock.today > clock.due_on
    )


def overdue(deaths: Sequence[Death], clocks: Clocks, as_at: datetime) -> list[Overdue]:
    """The stages that are late at the instant, the latest first; none of a case erased by then."""
    found = [
        Overdue(death, clock, (clock.today - clock.due_on).days)
        for death in deaths
        if takes_work(death.case, as_at)
        for clock in clocks[death.case.id]
        if clock.stage is not Stage.NOTICE
        and clock.completed is None
        and clock.today > clock.due_on
    ]
    return sorted(found, key=lambda one: (-one.days, one.death.case.id))
