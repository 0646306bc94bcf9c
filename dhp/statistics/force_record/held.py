"""The deaths that one force holds: where each stands, what it lacks, and what waits for an answer."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select

from dhp.accounts.models import Force, User
from dhp.accounts.permissions import RoleName
from dhp.calendar import london_date
from dhp.cases.answers.table import carried_by, standing_in
from dhp.cases.models import Answer, Case, Source
from dhp.cases.people.standing import Places, places_of
from dhp.definitions import DeathType
from dhp.dictionary import Given
from dhp.extensions import db
from dhp.questions.models import Question
from dhp.statistics.new_cases import standing_of, types_of
from dhp.statistics.quality.completeness import CaseFile, Found, fields_of
from dhp.statistics.quality.reach import Reach, deaths
from dhp.statistics.quality.stages import Overdue, clocks_at, due, overdue, takes_work


@dataclass(frozen=True)
class Asked:
    """A question that waits with the force: the column it is about, empty for the whole case."""

    about: str
    on: date


@dataclass(frozen=True)
class Held:
    """One death of the force. `status` is the judgement that stood, in words; `by_unit` what the
    unit wrote into its answers since the instant before, by column name; `erased` whether its case
    was, so that what is missing stays missing and nothing waits.
    """

    case: Case
    type: DeathType
    status: str
    file: CaseFile
    late: tuple[Overdue, ...]
    asked: tuple[Asked, ...]
    by_unit: tuple[str, ...]
    erased: bool

    @property
    def missing(self) -> int:
        """How many fields that are due have no answer."""
        return sum(what is Found.MISSING for _field, _column, what in fields_of(self.file))

    @property
    def calls(self) -> bool:
        """Whether the force has something to do."""
        return not self.erased and bool(self.missing or self.late or self.asked)


def contact() -> User:
    """Whoever is the contact of a force, named for no restricted death: nobody in particular."""
    return User(role=RoleName.SPOC)  # never added to the session


def held_by(force: Force, as_at: datetime, before: datetime) -> list[Held]:
    """The deaths that `force` held at `as_at` and that count, in the order of receipt.

    Restricted deaths are not among them: a pack is read by people who are not named for one. Nine
    statements, however many deaths.
    """
    found = deaths(Reach(contact(), as_at, [force], national=False))
    cases = [death.case for death in found]
    if not cases:
        return []
    clocks = clocks_at(found, as_at)
    late: dict[int, list[Overdue]] = defaultdict(list)
    for one in overdue(found, clocks, as_at):
        late[one.death.case.id].append(one)
    places, told = places_of(cases, as_at), _told(cases, as_at)
    ids = [case.id for case in cases]
    asked = _asked(force, [case.id for case in cases if takes_work(case, as_at)], as_at)
    types, standing = types_of(ids, as_at), standing_of(ids, as_at)
    held = []
    for case in cases:
        answers = _answers(places[case.id], told[case.id], as_at)
        file = CaseFile(case, force.id, places[case.id].suspects, answers, due(clocks[case.id]))
        by_unit = _by_unit(places[case.id], told[case.id], before)
        waiting = tuple(asked.get(case.id, ()))
        held.append(
            Held(
                case,
                types[case.id],
                standing[case.id],
                file,
                tuple(late[case.id]),
                waiting,
                by_unit,
                not takes_work(case, as_at),
            )
        )
    return held


def _told(cases: Sequence[Case], as_at: datetime) -> Mapping[int, list[Answer]]:
    """What was told through each case itself; what a case of another force says is not in it."""
    told: dict[int, list[Answer]] = {case.id: [] for case in cases}
    for answer in carried_by(cases):
        if answer.recorded_at <= as_at:
            told[answer.case_id].append(answer)
    return told


def _answers(places: Places, history: Sequence[Answer], as_at: datetime) -> dict[str, Given]:
    """What stood, by column name; the force's own where another case replaced what both share."""
    latest = {
        (answer.subject, answer.subject_id, answer.code): answer
        for answer in history
        if answer.source is Source.FORCE
    }
    book, standing = standing_in(history, as_at), {}
    for column in places.columns():
        key = places.key(column)
        if answer := book.standing(*key) or latest.get(key):
            standing[column.name] = Given(answer.state, answer.value)
    return standing


def _by_unit(places: Places, history: Sequence[Answer], before: datetime) -> tuple[str, ...]:
    wrote = {
        (answer.subject, answer.subject_id, answer.code)
        for answer in history
        if answer.source is Source.UNIT and answer.recorded_at > before
    }
    return tuple(column.name for column in places.columns() if places.key(column) in wrote)


def _asked(force: Force, ids: Sequence[int], as_at: datetime) -> Mapping[int, list[Asked]]:
    """The questions that waited with the force, the oldest first; never their words."""
    rows = db.session.execute(
        select(Question.case_id, Question.about, Question.asked_at)
        .where(Question.force_id == force.id, Question.asked_at <= as_at)
        .where(Question.case_id.in_(ids))
        .where(or_(Question.replied_at.is_(None), Question.replied_at > as_at))
        .where(or_(Question.closed_at.is_(None), Question.closed_at > as_at))
        .order_by(Question.asked_at, Question.id)
    )
    found: dict[int, list[Asked]] = defaultdict(list)
    for case_id, about, at in rows:
        found[case_id].append(Asked(about, london_date(at)))
    return found
