"""The deaths that the unit holds of each force at an instant, and the day to which each belongs.

A death belongs to the period in which it happened. Where the day is not known it is placed on the
day nearest to its first receipt that it can have been, so that every death has one place.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Integer, Select, and_, bindparam, or_, select
from sqlalchemy.orm import lazyload

from dhp.accounts.models import User
from dhp.accounts.row_security.reach import whole_record
from dhp.calendar import PartialDate, london_date
from dhp.cases.answers.table import carried_by
from dhp.cases.died import dates_of_death
from dhp.cases.known import known, owned_ever
from dhp.cases.models import Case, CaseReader
from dhp.column_types import AS_AT
from dhp.dictionary import Stage, State
from dhp.extensions import db
from dhp.notifications.models import Notification, Receipt
from dhp.notifications.receipts import given_in
from dhp.notifications.rules import Status
from dhp.returns.periods import ReturnPeriod

# A death as lists and lines name it: ("case", its id) or ("notification", its id).
Key = tuple[str, int]
_FORCE: Any = bindparam("force_id", type_=Integer())
_GONE = tuple(status for status in Status if status is not Status.SENT)


@dataclass(frozen=True)
class Held:
    """One death held: whose it is, when it happened as far as is known, and the day it counts for.

    One that is `erased` now is confirmed like any other, and nothing can be said of it.
    """

    key: Key
    ref: str
    force_id: int
    died: PartialDate | None
    received_at: datetime
    restricted: bool
    erased: bool = False

    @property
    def day(self) -> date:
        """The day by which it belongs to a period."""
        received = london_date(self.received_at)
        if self.died is None:
            return received
        return min(max(received, self.died.first), self.died.last)

    def belongs_to(self, period: ReturnPeriod) -> bool:
        """Whether it counts for `period`."""
        return period.first <= self.day <= period.last


@whole_record()
def held(as_at: datetime, force_id: int | None = None) -> list[Held]:
    """Every death held at `as_at`, of one force or of all, in the order in which they came.

    In scope or not yet judged; not those of the past that the unit collected itself. Two
    statements.
    """
    found = [*_cases(as_at, force_id), *_notifications(as_at, force_id)]
    return sorted(found, key=lambda one: (one.received_at, one.key))


def allowed_to(user: User) -> set[Key]:
    """The restricted deaths that `user` may know of all the same. Two statements."""
    named = db.session.scalars(select(CaseReader.case_id).where(CaseReader.user_id == user.id))
    own = or_(Notification.started_by_id == user.id, Notification.saved_by_id == user.id)
    wrote = db.session.scalars(select(Notification.id).where(own))
    return {("case", number) for number in named} | {("notification", number) for number in wrote}


def _cases(as_at: datetime, force_id: int | None) -> Iterable[Held]:
    given = {"as_at": as_at} if force_id is None else {"as_at": as_at, "force_id": force_id}
    rows = db.session.execute(_case_rows(of_one=force_id is not None), given)
    for number, ref, owner, text, received_at, restricted, erased in rows:
        when = PartialDate.parse(text) if text else None
        yield Held(("case", number), ref, owner, when, received_at, restricted, bool(erased))


@cache
def _case_rows(*, of_one: bool) -> Select[Any]:
    """The cases at a given instant, of one force or all; built once, for building takes longest."""
    ever_owned = owned_ever(_FORCE) if of_one else None
    record, died = known(), dates_of_death(ever_owned)
    owner = record.c.force_id
    statement = (
        select(
            *(Case.id, Case.ref, owner, died.c.died),
            *(Case.received_at, Case.restricted, Case.erased_at.is_not(None)),
        )
        .join(record, record.c.id == Case.id)
        .outerjoin(died, died.c.case_id == Case.id)
        .where(record.c.counts, record.c.back_record.is_(False), owner.is_not(None))
        .order_by(Case.id)
    )
    if ever_owned is None:
        return statement
    return statement.where(Case.id.in_(ever_owned), owner == _FORCE)


def _notifications(as_at: datetime, force_id: int | None) -> Iterable[Held]:
    """Those sent and neither accepted nor gone; the date is in what was sent last by then.

    What was sent of a case that is erased now cannot be read; its case was opened with that date.
    """
    given = {"as_at": as_at} if force_id is None else {"as_at": as_at, "force_id": force_id}
    rows = db.session.execute(_notice_rows(of_one=force_id is not None), given)
    latest = {row[0].id: row for row in rows}
    gone = [row[0].case_id for row in latest.values() if row[0].case_id and row[3]]
    opened = _opened_with(gone)
    for notice, receipt, restricted, _erased in latest.values():
        yield Held(
            ("notification", notice.id),
            notice.ref,
            notice.force_id,
            opened.get(notice.case_id or 0) or _died_in(receipt),
            notice.sent_at or receipt.sent_at,
            bool(restricted),
        )


@cache
def _notice_rows(*, of_one: bool) -> Select[Notification, Receipt, bool, bool]:
    hidden = or_(Notification.restricted, Case.restricted)
    statement = (
        select(Notification, Receipt, hidden, Case.erased_at.is_not(None))
        .options(lazyload("*"))  # nothing but the answers is looked at
        .join(Receipt, Receipt.notification_id == Notification.id)
        .outerjoin(Case, Case.id == Notification.case_id)
        .where(
            Receipt.sent_at <= AS_AT,
            Notification.sent_at <= AS_AT,
            or_(Case.id.is_(None), Case.opened_at > AS_AT),
            or_(
                Notification.status == Status.SENT,
                and_(Notification.status.in_(_GONE), Notification.moved_at > AS_AT),
            ),
        )
        .order_by(Notification.id, Receipt.sent_at, Receipt.id)
    )
    return statement.where(Notification.force_id == _FORCE) if of_one else statement


def _opened_with(ids: Collection[int]) -> dict[int, PartialDate]:
    """The dates of death with which cases were opened, by case id. Two statements, if any is asked."""
    if not ids:
        return {}
    cases = db.session.scalars(select(Case).where(Case.id.in_(ids)).order_by(Case.id)).all()
    told = [one for one in carried_by(cases, {"date_of_death"}) if one.stage is Stage.NOTICE]
    # The oldest is first, and stands.
    return {one.case_id: PartialDate.parse(one.value) for one in reversed(told) if one.value}


def _died_in(receipt: Receipt) -> PartialDate | None:
    given = given_in(receipt, today=london_date(receipt.sent_at)).get("death.date_of_death")
    if given is None or given.state is not State.ANSWERED or not given.value:
        return None
    return PartialDate.parse(given.value)
