"""The deaths known at an instant, as everything that counts sees them: one row for each death."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    and_,
    case,
    exists,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from dhp.cases.forces.handover_models import HandOver, OfferState
from dhp.cases.forces.models import ForcePart
from dhp.cases.models import Case, Classification
from dhp.cases.overlay import merged_away
from dhp.column_types import AS_AT
from dhp.definitions import DeathType, Scope


@dataclass(frozen=True)
class Judgement:
    """The classification that stood at an instant, to be joined to `Case` by `on`.

    A death nobody had classified is `unclassified`; it counts, as all do that were not judged to
    be out of scope.
    """

    table: Any
    on: ColumnElement[bool]

    @property
    def type(self) -> ColumnElement[str]:
        """The code of the type."""
        return func.coalesce(self.table.type, literal(DeathType.UNCLASSIFIED.value))

    @property
    def counts(self) -> ColumnElement[bool]:
        """Whether the death counts."""
        scope = func.coalesce(self.table.scope, literal(Scope.CANNOT_TELL.value))
        return scope != Scope.OUT.value


def judged(as_at: Any = AS_AT) -> Judgement:
    """The judgement of each case at an instant, that of the run unless another is named."""
    table = aliased(Classification)
    stood = or_(table.superseded_at.is_(None), table.superseded_at > as_at)
    return Judgement(table, and_(table.case_id == Case.id, table.decided_at <= as_at, stood))


@cache
def known() -> Subquery:
    """Deaths whose case was open at an instant: `id force_id received_at back_record type counts`,
    and, as they are at present, `incident_id region`.

    Where two cases were one death then, only the one that stood for both is here. The instant is
    given at every run, as `as_at`; it stands once in a statement: asked twice, it is the same object.
    """
    judgement = judged()
    return (
        select(
            Case.id,
            _owner().label("force_id"),
            Case.received_at,
            Case.back_record,
            judgement.type.label("type"),
            judgement.counts.label("counts"),
            Case.incident_id,
            Case.region,
        )
        .outerjoin(judgement.table, judgement.on)
        .where(Case.opened_at <= AS_AT, ~merged_away())
        .subquery()
    )


def owned_ever(force_id: ColumnElement[int]) -> Select[int]:
    """The keys of the cases that a force has now, or once gave away: all it can have owned."""
    gave = select(HandOver.case_id).where(
        HandOver.part == ForcePart.OWNING, HandOver.from_force_id == force_id
    )
    return select(Case.id).where(or_(Case.force_id == force_id, Case.id.in_(gave)))


def _owner() -> ColumnElement[int | None]:
    """The force that owned the case then: who gave it away first thereafter, or who has it."""
    given = (HandOver.case_id == Case.id, HandOver.part == ForcePart.OWNING)
    later = (*given, HandOver.state == OfferState.ACCEPTED, HandOver.answered_at > AS_AT)
    former = (
        select(HandOver.from_force_id)
        .where(*later)
        .order_by(HandOver.answered_at)
        .limit(1)
        .scalar_subquery()
    )
    return case((exists().where(*later), former), else_=Case.force_id)
