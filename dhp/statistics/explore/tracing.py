"""From a number to the cases that it counts, and no further than the person may read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from sqlalchemy import select

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.cases.models import Case
from dhp.cases.queries import visible_to
from dhp.errors import DomainError
from dhp.extensions import db
from dhp.statistics.explore.laying import Explored
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
    """One number: its words, how often it counts, and the cases behind it that are listed."""

    row: str
    column: str
    shown: str
    cases: Sequence[Case]
    total: int


def may_trace(user: User, measure: str) -> bool:
    """Whether the numbers of a measure lead this person to cases."""
    return user.may(Permission.READ_CASES) and measure in TRACED


def traced_columns(table: Laid) -> frozenset[str]:
    """The keys of the columns whose numbers count cases."""
    crossed = any(column.key == TOTAL for column in table.columns)
    return frozenset(one.key for one in table.columns) if crossed else frozenset({COUNT})


def traced(found: Explored, row: str, column: str, user: User) -> Traced:
    """The cases behind one number of the table, the latest received first.

    Cases that were merged into others since are not listed: those others are. Raises `DomainError`
    where the table has no such number, or it counts no cases.
    """
    labels = {one.key: one.label for one in found.table.rows}
    heads = {one.key: one.label for one in found.table.columns}
    if found.measure.name not in TRACED or row not in labels:
        raise DomainError("There is no such number. Go back to the table and choose one of it.")
    if column not in traced_columns(found.table):
        raise DomainError("This number counts no cases. Go back to the table and choose another.")
    data = sample(TRACED[found.measure.name], narrowed(found.question, row, column)).data
    cases = visible_to(user).where(Case.id.in_({int(one) for one in data["case"]}))
    wanted = cases.order_by(Case.received_at.desc(), Case.id.desc()).limit(MOST)
    total = db.session.scalar(select(db.func.count()).select_from(cases.subquery())) or 0
    shown = found.table.cell(row, column).shown
    return Traced(labels[row], heads[column], shown, db.session.scalars(wanted).all(), total)


def narrowed(question: Question, row: str, column: str) -> Question:
    """The question whose whole is what one number of its table counts."""
    keys = [row, column]
    more = [(name, key) for name, key in zip(question.by, keys, strict=False) if key != TOTAL]
    return replace(question, by=(), where=(*question.where, *more))
