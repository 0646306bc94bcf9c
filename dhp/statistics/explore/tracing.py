"""From a number to the cases that it counts, and no further than the person may read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.cases.models import Case
from dhp.cases.queries import visible_to
from dhp.errors import DomainError
from dhp.extensions import db
from dhp.statistics.explore.asking import Wanted, measure_of, question_of
from dhp.statistics.explore.names import groups_of, label_of
from dhp.statistics.measures import Measure
from dhp.statistics.measures.counting import DIED, RECEIVED, SUSPECTED
from dhp.statistics.measures.laying import COUNT
from dhp.statistics.measures.question import Question
from dhp.statistics.measures.samples import Kind, sample
from dhp.statistics.tables import TOTAL, Laid

MOST = 200  # cases in one list
# The measures whose counts are of cases, and which rows of the record each takes.
TRACED: Mapping[str, Kind] = MappingProxyType(
    {
        "notifications": RECEIVED,
        "deaths": DIED,
        "incidents": DIED,
        "suspects": SUSPECTED,
        "share": DIED,
        "rate": DIED,
    }
)


@dataclass(frozen=True)
class Traced:
    """One number: of what it is, how many it counts, and the cases behind it that are listed."""

    measure: Measure
    question: Question
    groups: tuple[tuple[str, str], ...]
    counted: int
    cases: Sequence[Case]
    total: int


def may_trace(user: User, measure: str) -> bool:
    """Whether the numbers of a measure lead this person to cases."""
    return user.may(Permission.READ_CASES) and measure in TRACED


def traced_columns(table: Laid) -> frozenset[str]:
    """The keys of the columns whose numbers count cases."""
    crossed = any(column.key == TOTAL for column in table.columns)
    return frozenset(one.key for one in table.columns) if crossed else frozenset({COUNT})


def traced(wanted: Wanted, place: tuple[str, str], user: User) -> Traced:
    """The cases behind the number in a row and column of the table that is asked for, latest first.

    Cases that were merged into others since are not listed: those others are. Raises `DomainError`
    or `Faults` where the table has no such number, or it counts no cases.
    """
    question = replace(question_of(wanted), reader=user)
    kind = TRACED.get(wanted.measure)
    if kind is None or (len(question.by) < 2 and place[1] not in (COUNT, TOTAL)):
        raise DomainError("This number counts no cases. Go back to the table and choose another.")
    more = narrowing(question, place)
    data = sample(kind, replace(question, by=(), where=(*question.where, *more))).data
    counted = data["incident"].nunique() if wanted.measure == "incidents" else len(data)
    cases = visible_to(user).where(Case.id.in_({int(one) for one in data["case"]}))
    listed = cases.order_by(Case.received_at.desc(), Case.id.desc()).options(joinedload(Case.force))
    total = db.session.scalar(select(db.func.count()).select_from(cases.subquery())) or 0
    groups = tuple(_words(wanted, *pair) for pair in (*question.where, *more))
    return Traced(
        measure_of(wanted),
        question,
        groups,
        int(counted),
        db.session.scalars(listed.limit(MOST)).all(),
        total,
    )


def narrowing(question: Question, place: tuple[str, str]) -> list[tuple[str, str]]:
    """The filters under which one number of the table is the whole."""
    pairs = zip(question.by, place, strict=False)
    return [(name, key) for name, key in pairs if key != TOTAL]


def _words(wanted: Wanted, name: str, key: str) -> tuple[str, str]:
    """What a filter is about and the group that it takes, in words."""
    return label_of(wanted.unit, name), dict(groups_of(wanted.unit, name)).get(key, key)
