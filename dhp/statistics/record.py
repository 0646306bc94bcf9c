"""The record as at an instant, as the measures see it: one row per death that was known then."""

from datetime import datetime

from sqlalchemy import Subquery, and_, func, literal, or_, select
from sqlalchemy.orm import aliased

from dhp.cases.models import Answer, Case, Classification
from dhp.definitions import DeathType, Scope


def known(as_at: datetime) -> Subquery:
    """Deaths whose case was open at `as_at`, with the type and scope judged by then.

    Columns: `id force_id received_at back_record type counts`; `counts` is false only for a death
    judged out of scope. A death nobody had classified is `unclassified` and counts.
    """
    judged = aliased(Classification)
    stood = and_(
        judged.case_id == Case.id,
        judged.decided_at <= as_at,
        or_(judged.superseded_at.is_(None), judged.superseded_at > as_at),
    )
    kind = func.coalesce(judged.type, literal(DeathType.UNCLASSIFIED.value))
    scope = func.coalesce(judged.scope, literal(Scope.CANNOT_TELL.value))
    return (
        select(
            Case.id,
            Case.force_id,
            Case.received_at,
            Case.back_record,
            kind.label("type"),
            (scope != Scope.OUT.value).label("counts"),
        )
        .outerjoin(judged, stood)
        .where(Case.opened_at <= as_at)
        .subquery()
    )


def dates_of_death(as_at: datetime) -> Subquery:
    """What was known at `as_at` of when people died: `case_id` and `died`, an ISO text.

    The text stops at the month or the year where the day is not known.
    """
    return (
        select(Answer.case_id, Answer.value.label("died"))
        .where(
            Answer.code == "date_of_death",
            Answer.value.is_not(None),
            Answer.recorded_at <= as_at,
            or_(Answer.superseded_at.is_(None), Answer.superseded_at > as_at),
        )
        .subquery()
    )
