"""A force's deaths as a list: what it has to do first, with the clock of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dhp.accounts.models import User
from dhp.calendar import london_date, now
from dhp.cases.answers.table import carried_by
from dhp.cases.models import Answer, Case
from dhp.cases.people.standing import Places, places_of
from dhp.cases.queries import visible_to_force
from dhp.dictionary import DICTIONARY, Column, State, shown
from dhp.extensions import db
from dhp.followup.arrivals import OUTCOME_CODES
from dhp.followup.models import Look
from dhp.followup.queries import clocks_by_case, looks_of
from dhp.followup.rules import Standing
from dhp.followup.stages import Clock, current, most_urgent, upcoming
from dhp.followup.told import standing_at

_INTENT = DICTIONARY["suspected_intent"]
_SUSPECTED = Column("death", _INTENT)


@dataclass(frozen=True)
class Row:
    """One case in the list. `again` counts the questions that were to be asked again by now.

    `owned` says whether the force owns the case; where it only has a part in it, others follow up.
    """

    case: Case
    suspected: str
    clocks: tuple[Clock, ...]
    again: int
    owned: bool = True

    @property
    def work(self) -> Clock | None:
        """The stage to work on."""
        return current(self.clocks) if self.owned else None

    @property
    def urgent(self) -> Clock | None:
        """The stage whose clock presses most."""
        return most_urgent(self.clocks) if self.owned else None

    @property
    def later(self) -> Clock | None:
        """The stage that opens next."""
        return upcoming(self.clocks)

    @property
    def is_spared(self) -> bool:
        """Whether the force is asked nothing at all: a past record, out of scope, or erased."""
        return any(clock.standing is Standing.NOT_NEEDED for clock in self.clocks)

    @property
    def waits(self) -> bool:
        """Whether the force has anything to do."""
        return self.owned and (self.work is not None or self.again > 0)


def work_of(user: User) -> list[Row]:
    """Every case of the force of `user`, what must be done first at the top. At most 5 statements."""
    statement = visible_to_force(user).order_by(Case.received_at.desc(), Case.id.desc())
    cases = list(db.session.scalars(statement))
    if not cases:
        return []
    asked = [case for case in cases if case.erased_at is None]
    due = looks_of(asked, until=london_date(now()))
    told = carried_by(cases, {_INTENT.code, *OUTCOME_CODES, *(_code(look) for look in due)})
    clocks, places = clocks_by_case(cases, told), places_of(cases)
    by_case: dict[int, list[Answer]] = {case.id: [] for case in cases}
    for answer in told:
        by_case[answer.case_id].append(answer)
    rows = [
        Row(
            case,
            _suspected(places[case.id], by_case[case.id]),
            clocks[case.id],
            _still_open(places[case.id], by_case[case.id], due),
            owned=case.force_id == user.force_id,
        )
        for case in cases
    ]
    return sorted(rows, key=_urgency)


def _urgency(row: Row) -> tuple[int, date, str]:
    """What is due first, then what was to be looked at again, then what opens next."""
    if row.urgent:
        return 0, row.urgent.due_on, row.case.ref
    if row.waits:
        return 1, date.min, row.case.ref
    return (2, row.later.opens_on, row.case.ref) if row.later else (3, date.max, row.case.ref)


def _suspected(places: Places, told: Sequence[Answer]) -> str:
    given = standing_at(places, [_SUSPECTED], told).get(_SUSPECTED.name)
    return shown(_INTENT, given) if given else "Not recorded"


def _still_open(places: Places, told: Sequence[Answer], due: Sequence[Look]) -> int:
    """How many of the looks that are due in the case concern what is still not established."""
    names = {look.column_name for look in due if look.case_id == places.case.id}
    if not names:
        return 0
    columns = [column for column in places.columns() if column.name in names]
    standing = standing_at(places, columns, told).values()
    return sum(1 for given in standing if given.state is State.NOT_YET_ESTABLISHED)


def _code(look: Look) -> str:
    return look.column_name.partition(".")[2]
