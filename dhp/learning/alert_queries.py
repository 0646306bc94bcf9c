"""Reading alerts: the unit reads all, others those that were sent to their role."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Select, String, and_, false, func, literal, or_, select

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission, RoleName
from dhp.calendar import london_date
from dhp.existing import the_one
from dhp.extensions import db
from dhp.learning.finding_models import Alert
from dhp.learning.rules import AlertStatus
from dhp.references import plain_reference

MOST = 100  # alerts on one page


def visible_to(user: User) -> Select[Alert]:
    """The alerts that `user` may read: all for the unit, else those sent to the user's role.

    One that was withdrawn after it was sent stays readable for them, with the reason.
    """
    statement = select(Alert)
    if user.may(Permission.WRITE_LEARNING):
        return statement
    if not user.may(Permission.READ_LEARNING):
        return statement.where(false())
    padded = literal(" ", String) + Alert.roles + literal(" ", String)
    named = func.replace(padded, f" {user.role.value} ", "") != padded
    return statement.where(Alert.sent_at.is_not(None), named)


def alert_with(ref: str, user: User) -> Alert:
    """The alert with reference `ref`; raises `Absent`, also when it is not for the user."""
    return the_one(visible_to(user).where(Alert.ref == plain_reference(ref)), ref)


def alerts(user: User, status: AlertStatus | None = None) -> Sequence[Alert]:
    """The alerts that `user` may read, those not sent first, then the latest sent."""
    statement = visible_to(user)
    if status is not None:
        statement = statement.where(Alert.status == status)
    ordered = statement.order_by(Alert.sent_at.desc().nulls_first(), Alert.id.desc())
    return db.session.scalars(ordered.limit(MOST)).all()


def news(user: User, since: datetime) -> Sequence[Alert]:
    """What stands on a first page: alerts sent since then, latest first, and then those to check.

    Those to check wait for a second person, and `user` did not write them. One statement.
    """
    sent = and_(Alert.status == AlertStatus.SENT, Alert.sent_at >= since)
    waiting = and_(Alert.status == AlertStatus.WAITING, Alert.written_by != user.ref)
    statement = (
        visible_to(user)
        .where(or_(sent, waiting) if user.may(Permission.CHECK_ALERTS) else sent)
        .order_by(Alert.sent_at.desc().nulls_last(), Alert.learnt_on, Alert.id)
    )
    return db.session.scalars(statement).all()


def people_with(roles: Sequence[RoleName]) -> Sequence[User]:
    """The people with any of these roles who can sign in, by name."""
    statement = (
        select(User).where(User.role.in_(roles), User.is_active).order_by(User.name, User.id)
    )
    return db.session.scalars(statement).all()


def roles_of(alert: Alert) -> list[RoleName]:
    """The roles that an alert is sent to."""
    return [RoleName(name) for name in alert.roles.split()]


def sent_day(alert: Alert) -> date | None:
    """The day in London on which an alert was sent; None where it was not."""
    return london_date(alert.sent_at) if alert.sent_at else None
