"""Deaths that are alike in all that a table tells apart, counted by the database and not row by row.

A table of two characteristics has some fifty numbers, whether it counts a hundred deaths or a
hundred thousand. What links or shared people make unlike its neighbours is read by the row.
"""

from calendar import monthrange
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    String,
    Subquery,
    and_,
    case,
    func,
    null,
    or_,
    select,
    true,
    type_coerce,
)
from sqlalchemy.orm import aliased

from dhp.accounts.forces import forces
from dhp.cases.answers.book import WEIGHT
from dhp.cases.links.models import CaseLink, LinkKind
from dhp.cases.models import Answer, Case, Involvement
from dhp.cases.people.standing import standing_at
from dhp.dictionary import DICTIONARY, Role
from dhp.extensions import db
from dhp.statistics.framing.columns import NOT_RECORDED
from dhp.statistics.framing.deaths import KnownDeath, linked_cases
from dhp.statistics.record import known

PLACES = frozenset({"incident", "death", "victim"})  # where each death has one answer to a code
_WHOLE = 10  # characters of a day in full

Pair = tuple[str, str]


@dataclass(frozen=True)
class Days:
    """The days that count, both included, all before `end` where there is no `start`.

    `told` says that a table tells days apart, so that only deaths of one day are alike; `places`
    that it tells places apart.
    """

    start: date | None
    end: date
    told: bool = False
    places: bool = False


@dataclass(frozen=True)
class Alike:
    """Some deaths that are alike: how many, one that stands for them, and its texts by the pair.

    The one that stands has the earliest day of all and no id.
    """

    times: int
    death: KnownDeath
    texts: Mapping[Pair, str]


def alike(
    pairs: Sequence[Pair], as_at: datetime, days: Days, without: Collection[int]
) -> list[Alike]:
    """All deaths that count at `as_at` but those `without`, told apart by the answers to `pairs`."""
    each = _each(pairs, as_at, days, without)
    day, came = _day(each.c.died, days), _came(each.c.died, each.c.received_at, days)
    # What differs most comes first, because a database may sort by all of them.
    told = [each.c[f"told{number}"] for number in range(len(pairs))]
    places = [each.c.force_id, each.c.region] if days.places else []
    keys = [*told, each.c.type, *places, day.label("day"), came.label("came")]
    kinds = select(func.min(each.c.died), func.count(), *keys).group_by(*keys)
    codes = {force.id: force.code for force in forces()}
    found = []
    for row in db.session.connection().execute(kinds, {"as_at": as_at}):
        texts = {pair: row[2 + at] or NOT_RECORDED for at, pair in enumerate(pairs)}
        force, region = (row.force_id, row.region) if days.places else (None, None)
        whose = codes.get(force or 0), region
        came_at = row.came or as_at
        death = KnownDeath(0, 0, *whose, came_at, False, row.type, True, row[0] or "")
        found.append(Alike(row[1], death, texts))
    return found


def unlike(pairs: Iterable[Pair]) -> set[int]:
    """The ids of the deaths that have to be read by the row: they share answers with others."""
    links = db.session.scalars(select(CaseLink).where(CaseLink.kind != LinkKind.NOT_THE_SAME)).all()
    ids = {one.id for one in linked_cases(links)}
    places = {place for place, _code in pairs}
    if "incident" in places:
        several = select(Case.incident_id).group_by(Case.incident_id).having(func.count() > 1)
        ids |= set(db.session.scalars(select(Case.id).where(Case.incident_id.in_(several))))
    if "victim" in places:
        other = aliased(Involvement)
        shared = and_(
            other.person_id == Involvement.person_id, other.case_id != Involvement.case_id
        )
        person = Involvement.person_id
        # First those with several parts, whom an index alone can tell, and who are few.
        several = select(person).group_by(person).having(func.count() > 1)
        both = select(Involvement.case_id, other.case_id).join(other, shared)
        rows = db.session.execute(both.where(Involvement.role == Role.VICTIM, person.in_(several)))
        ids |= {number for row in rows for number in row}
    return ids


def _each(pairs: Sequence[Pair], as_at: datetime, days: Days, without: Collection[int]) -> Subquery:
    """Every death that counts, with its type, when it happened, and its answers to `pairs`.

    All answers of a code are joined and the weightiest is taken, for to look for it death by death
    takes a database longer.
    """
    record, places = known(), {place for place, _code in pairs}
    died = _standing("date_of_death", as_at, record.c.id, record.c.id)
    owner, region = func.min(record.c.force_id), func.min(Case.region)
    # To look for the owner of each takes as long as an answer.
    whose = (owner.label("force_id"), region.label("region")) if days.places else ()
    statement = (
        select(
            func.min(type_coerce(record.c.type, String)).label("type"),
            func.min(record.c.received_at).label("received_at"),
            _weightiest(died.answer, died.answer.value).label("died"),
            *whose,
        )
        .outerjoin(died.answer, and_(died.on, died.answer.value.is_not(None)))
        .where(record.c.counts, record.c.id.not_in(without) if without else true())
        .group_by(record.c.id)
    )
    if days.places or "incident" in places:
        statement = statement.join(Case, Case.id == record.c.id)
    if "victim" in places:
        victim = and_(Involvement.case_id == record.c.id, Involvement.role == Role.VICTIM)
        statement = statement.outerjoin(Involvement, and_(victim, standing_at(as_at)))
    case_id = record.c.id
    subjects = {"incident": Case.incident_id, "death": case_id, "victim": Involvement.person_id}
    for number, (place, code) in enumerate(pairs):
        told = _standing(code, as_at, case_id, subjects[place])
        words = func.coalesce(told.answer.value, "[" + type_coerce(told.answer.state, String) + "]")
        statement = statement.outerjoin(told.answer, told.on)
        statement = statement.add_columns(_weightiest(told.answer, words).label(f"told{number}"))
    return statement.subquery()


class _Standing(NamedTuple):
    """The answers to one code that stood, and how they are joined to a death."""

    answer: Any
    on: ColumnElement[bool]


def _standing(code: str, as_at: datetime, case_id: Any, subject_id: Any) -> _Standing:
    one = aliased(Answer)
    about = (one.subject == DICTIONARY[code].subject, one.subject_id == subject_id)
    stood = or_(one.superseded_at.is_(None), one.superseded_at > as_at)
    on = and_(one.case_id == case_id, one.code == code, *about, one.recorded_at <= as_at, stood)
    return _Standing(one, on)


def _weightiest(answer: Any, words: Any) -> ColumnElement[str]:
    """Of the rival texts of one death the one whose source weighs most; none where there is none."""
    weights = ((answer.source == source, str(weight)) for source, weight in WEIGHT.items())
    return func.substr(func.min(case(*weights) + words), 2)


def _day(died: Any, days: Days) -> ColumnElement[str]:
    """The date of a death, as far as it matters: nothing but whether it lies in `days` where it can.

    A month or a year that reaches beyond them is itself, for then the day of receipt decides.
    """
    if days.told:
        return func.coalesce(died, "")
    return case(
        (func.length(died) == _WHOLE, case((_inside(died, died, days), "in"), else_="out")),
        (died.is_(None), ""),
        (_inside(*_ends(died), days), "in"),
        else_=died,
    )


def _came(died: Any, received: Any, days: Days) -> ColumnElement[datetime]:
    """When the notice of a death came, where more depends on that than on its date; else nothing."""
    if days.told:
        return case((func.length(died) == _WHOLE, null()), else_=received)
    settled = or_(died.is_(None), _inside(*_ends(died), days))
    return case((func.length(died) == _WHOLE, null()), (settled, null()), else_=received)


def _ends(died: Any) -> tuple[Any, Any]:
    """What sorts as the first day that a date can mean, and what sorts as the last."""
    return func.substr(died + "-01-01", 1, _WHOLE), func.substr(died + "-99-99", 1, _WHOLE)


def _inside(first: Any, last: Any, days: Days) -> ColumnElement[bool]:
    inside: ColumnElement[bool] = last <= _top(days.end)
    return and_(inside, first >= days.start.isoformat()) if days.start else inside


def _top(end: date) -> str:
    """What sorts at or after every date, in full or not, that ends by `end`."""
    if end.day < monthrange(end.year, end.month)[1]:
        return end.isoformat()
    return f"{end:%Y}-99-99" if end.month == 12 else f"{end:%Y-%m}-99"
