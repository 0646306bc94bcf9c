"""M9, reclassification: the type that a death was first given, beside the one that stands."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import String, select, type_coerce

from dhp.cases.models import Classification
from dhp.definitions import DeathType, Scope
from dhp.extensions import db
from dhp.statistics.measures.groups import Group, Grouping
from dhp.statistics.measures.laying import Asked, laid_out, tallied
from dhp.statistics.measures.measure import Measure
from dhp.statistics.measures.question import Question
from dhp.statistics.measures.samples import Kind, sample
from dhp.statistics.tables import TOTAL, Cell, Column, Table

_OUT = "out"
_GROUPS = (
    *(Group(kind.value, kind.label) for kind in DeathType),
    Group(_OUT, "Out of scope"),
)
_KIND = Kind(clock="received", back_records=False, out=True)


def reclassification(measure: Measure, question: Question) -> Table:
    """M9 laid out: a row for each first judgement, a column for each that stands."""
    found = sample(_KIND, question)
    first = _first_judged(question.as_at)
    data = found.data[found.data["case"].isin(list(first))].reset_index(drop=True)
    before = [(first[int(case)],) for case in data["case"]]
    after = [
        (str(kind) if counts else _OUT,)
        for kind, counts in zip(data["type"], data["counts"], strict=True)
    ]
    by = (
        Grouping("first_type", "First judgement", _GROUPS, before),
        Grouping("type", "Present judgement", _GROUPS, after),
    )
    counts = tallied(replace(found, data=data, by=by))
    columns = [Column(group.key, group.label) for group in _GROUPS] + [Column(TOTAL, "All")]

    def cells(group: Group) -> Mapping[str, Cell]:
        keys = (column.key for column in columns)
        return {key: Cell.count(counts.get((group.key, key), 0)) for key in keys}

    changed = sum(one != other for one, other in zip(before, after, strict=True))
    note = f"{changed:,} of {len(data):,} stand otherwise than they were first judged."
    asked = Asked(measure, question, replace(found, data=data, by=by))
    return laid_out(asked, columns, cells, crossed=True, own_notes=(note,))


def _first_judged(as_at: datetime) -> dict[int, str]:
    """The first judgement of each case by its id: the type, or that it is out of scope."""
    statement = (
        select(
            Classification.case_id,
            type_coerce(Classification.type, String),
            (Classification.scope == Scope.OUT).label("out"),
        )
        .where(Classification.decided_at <= as_at)
        .order_by(Classification.decided_at.desc(), Classification.id.desc())
    )
    rows = db.session.connection().execute(statement)
    return {case_id: _OUT if out else kind for case_id, kind, out in rows}
