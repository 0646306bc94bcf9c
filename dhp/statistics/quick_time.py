"""How quick-time learning stood at an instant: alerts sent and late, and what is still asked of whom."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from sqlalchemy import Select, bindparam, func, or_, select
from sqlalchemy.orm import joinedload

from dhp.calendar import london_date
from dhp.column_types import AS_AT, UtcDateTime
from dhp.extensions import db
from dhp.learning.finding_models import Alert
from dhp.learning.models import Addressee, Judgement, Recommendation
from dhp.learning.rules import ALERT_DAYS, UNSETTLED, Status


@dataclass(frozen=True)
class Sent:
    """An alert that was sent."""

    title: str
    on: date


@dataclass(frozen=True)
class Late:
    """A recommendation past its day: how many it is addressed to, and how many have not settled it."""

    name: str
    title: str
    due_on: date
    addressed: int
    unsettled: int


def alerts_sent(begins: datetime, ends: datetime) -> list[Sent]:
    """The alerts sent after `begins` and not after `ends`, the first sent first. One statement."""
    found = db.session.scalars(_sent(), {"begins": begins, "ends": ends})
    return [Sent(one.title, london_date(one.sent_at)) for one in found if one.sent_at is not None]


def alerts_late(as_at: datetime) -> int:
    """How many alerts should have been sent by `as_at` and were neither sent nor given up.

    One statement.
    """
    last = london_date(as_at) - timedelta(days=ALERT_DAYS + 1)
    return db.session.scalar(_number_late(), {"last": last, "as_at": as_at}) or 0


def recommendations_late(as_at: datetime) -> list[Late]:
    """The recommendations that were open and past their day, longest first. Two statements."""
    asked: dict[int, list[Addressee]] = {}
    given = {"today": london_date(as_at), "as_at": as_at}
    for row in db.session.scalars(_addressed(), given):
        asked.setdefault(row.recommendation_id, []).append(row)
    judged = (
        select(Judgement.addressee_id, Judgement.status)
        .where(Judgement.judged_at <= as_at)
        .order_by(Judgement.judged_at, Judgement.id)
    )
    status: dict[int, Status] = dict(db.session.execute(judged).all()) if asked else {}
    found = []
    for rows in asked.values():
        one = rows[0].recommendation
        unsettled = sum(status.get(row.id, Status.ISSUED) in UNSETTLED for row in rows)
        if unsettled:
            found.append(Late(one.name, one.title, one.due_on, len(rows), unsettled))
    return found


# Statements are built once and given their days at every run.
@cache
def _sent() -> Select[Alert]:
    begins, ends = (bindparam(name, type_=UtcDateTime()) for name in ("begins", "ends"))
    return (
        select(Alert)
        .where(Alert.sent_at > begins, Alert.sent_at <= ends)
        .order_by(Alert.sent_at, Alert.id)
    )


@cache
def _number_late() -> Select[int]:
    return (
        select(func.count())
        .select_from(Alert)
        .where(Alert.learnt_on <= bindparam("last"), Alert.written_at <= AS_AT)
        .where(or_(Alert.sent_at.is_(None), Alert.sent_at > AS_AT))
        .where(or_(Alert.withdrawn_at.is_(None), Alert.withdrawn_at > AS_AT))
    )


@cache
def _addressed() -> Select[Addressee]:
    """The addressees of recommendations that were open and past their day, longest first."""
    return (
        select(Addressee)
        .join(Addressee.recommendation)
        .where(Recommendation.issued_at <= AS_AT, Recommendation.due_on < bindparam("today"))
        .where(or_(Recommendation.closed_at.is_(None), Recommendation.closed_at > AS_AT))
        .options(joinedload(Addressee.recommendation))
        .order_by(Recommendation.due_on, Recommendation.id, Addressee.id)
    )
