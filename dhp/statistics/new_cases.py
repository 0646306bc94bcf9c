"""The cases that came in on some days, a line each without names, and how cases stood at an instant."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, String, bindparam, select, type_coerce

from dhp.cases.judging.classification import Verification
from dhp.cases.models import Case
from dhp.definitions import DeathType, Scope
from dhp.dictionary import DICTIONARY
from dhp.dictionary.derived import DERIVED
from dhp.extensions import db
from dhp.statistics.frame import NO_PLACE, Window, told
from dhp.statistics.record import judged

AGE, TIE = "victim.age_band", "suspect.relationship"
_LABELS = {
    name: {option.code: option.label for option in entry.options}
    for name, entry in ((AGE, DERIVED["age_band"]), (TIE, DICTIONARY["relationship"]))
}


@dataclass(frozen=True)
class Line:
    """One case in words that name nobody: `died` is the month of death, or empty."""

    ref: str
    force: str
    type: DeathType
    died: str
    tie: str
    age: str
    status: str


def new_cases(first: date, last: date, as_at: datetime) -> list[Line]:
    """The cases received on these days in London that count, in the order of receipt.

    Restricted ones and records of past deaths are not among them. `force` is a code.
    """
    came = [
        (death, said)
        for death, said in told((AGE, TIE), as_at, Window("received", first, last))
        if death.counts and not death.back_record
    ]
    open_to_all = refs_of([death.id for death, _said in came])
    status = standing_of(open_to_all, as_at)
    return [
        Line(
            open_to_all[death.id],
            death.force or NO_PLACE,
            DeathType(death.type),
            death.died[:7],
            _words(TIE, said[TIE]),
            _words(AGE, said[AGE]),
            status[death.id],
        )
        for death, said in came
        if death.id in open_to_all
    ]


def refs_of(ids: Collection[int]) -> dict[int, str]:
    """The references of these cases by id, without those that are restricted. One statement."""
    return dict(db.session.execute(_open_to_all(), {"ids": list(ids)}).all())


def standing_of(ids: Collection[int], as_at: datetime) -> dict[int, str]:
    """How each of these cases had been judged at `as_at`, in words. One statement."""
    rows = db.session.execute(_judgements(), {"ids": list(ids), "as_at": as_at})
    return {number: _status(scope, verification) for number, _type, scope, verification in rows}


def types_of(ids: Collection[int], as_at: datetime) -> dict[int, DeathType]:
    """The type of each of these cases as at `as_at`. One statement."""
    rows = db.session.execute(_judgements(), {"ids": list(ids), "as_at": as_at})
    return {number: DeathType(kind) for number, kind, _scope, _verification in rows}


# Statements are built once and given the cases, and their instant, at every run.
_ONE_OF_THEM: Any = Case.id.in_(bindparam("ids", expanding=True))


@cache
def _open_to_all() -> Select[int, str]:
    return (
        select(Case.id, Case.ref).where(_ONE_OF_THEM, Case.restricted.is_(False)).order_by(Case.id)
    )


@cache
def _judgements() -> Select[Any]:
    """How each case had been judged: the code of its type, the scope, and whether verified."""
    judgement = judged()
    table = judgement.table
    return (
        select(Case.id, type_coerce(judgement.type, String), table.scope, table.verification)
        .outerjoin(table, judgement.on)
        .where(_ONE_OF_THEM)
        .order_by(Case.id)
    )


def _status(scope: Scope | None, verification: Verification | None) -> str:
    if scope is None or verification is None:
        return "Not yet judged"
    if scope is Scope.CANNOT_TELL:
        return "Cannot be judged yet"
    return f"In scope, {verification.label.lower()}"


def _words(name: str, code: str) -> str:
    """An option by its label; a state of absence in its own words."""
    return _LABELS[name].get(code) or code.strip("[]").replace("_", " ").capitalize()
