"""Reminding one force, by hand, of returns and weekly figures that have not come: once a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from dhp.accounts.models import Force, User
from dhp.accounts.permissions import RoleName
from dhp.accounts.queries import user_with
from dhp.accounts.row_security.reach import whole_record
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.audit.queries import latest_about
from dhp.calendar import Week, end_of, london_date, now
from dhp.context.overview import of_week
from dhp.context.queries import visible_to
from dhp.context.rules import latest_week
from dhp.context.strands import strands
from dhp.errors import Refused
from dhp.extensions import db
from dhp.mail import outbox
from dhp.mail.models import Message
from dhp.returns.choosing import MOST
from dhp.returns.coverage import grid
from dhp.returns.plan import opened_periods
from dhp.returns.rules import Standing
from dhp.rhythm import letters

_USE = timedelta(days=3)  # after the day of writing, for which the counts can be told


@dataclass(frozen=True)
class Missing:
    """How many returns are due and not made, and how many figures of `week` have not come.

    `figures` is None where those of that week are not for the person who looks.
    """

    returns: int
    figures: int | None
    week: Week

    def __bool__(self) -> bool:
        """Whether anything is missing."""
        return bool(self.returns or self.figures)


@dataclass(frozen=True)
class Reminder:
    """When a force was last reminded by hand, and the name of the person who did it."""

    at: datetime
    by: str


@whole_record()
def missing_of(force: Force, *, by: User) -> Missing:
    """What has not come from `force` by now, as far as `by` looks after it.

    A return that is open and not due yet is not missing. Of the weekly figures the last whole week
    counts, as on the first page, though they may still come until its cut-off.
    """
    at, week = now(), latest_week()
    cells = grid(opened_periods(at)[-MOST:], as_at=at, forces=[force]).rows[0].cells
    own = [one for one in visible_to(by, week) if one.id == force.id]
    return Missing(
        returns=sum(cell.standing is Standing.NOT_RETURNED for cell in cells),
        figures=of_week(week, own, strands()).rows[0].missing if own else None,
        week=week,
    )


def contacts_of(force: Force) -> Sequence[User]:
    """The active points of contact of `force`, whom a reminder is written to, by reference."""
    statement = (
        select(User)
        .where(User.role == RoleName.SPOC, User.force_id == force.id, User.is_active)
        .order_by(User.ref)
    )
    return db.session.scalars(statement).all()


def last_reminder(force: Force) -> Reminder | None:
    """The latest reminder of `force`, as the outbox and the trail tell of it; None without one."""
    prefix = _key(force)
    statement = (
        select(Message)
        .where(Message.key.startswith(prefix, autoescape=True))
        .order_by(Message.id.desc())
        .limit(1)
    )
    message = db.session.scalar(statement)
    event = latest_about(message.ref, Act.FORCE_REMINDED) if message else None
    return Reminder(event.at, user_with(event.actor).name) if event else None


def reminded_today(last: Reminder | None) -> bool:
    """Whether the latest reminder was written today, London time."""
    return last is not None and london_date(last.at) == london_date(now())


def remind(force: Force, *, by: User) -> int:
    """Write one reminder to each point of contact of `force`; gives how many.

    The caller has seen to it that `by` looks after the force. Raises `Refused` where the force was
    reminded today, where nothing is missing, and where nobody could be written to.
    """
    db.session.refresh(force, with_for_update=True)  # two people at once: the second sees the first
    if reminded_today(last_reminder(force)):
        raise Refused("This force was reminded today. You can remind it again tomorrow.")
    missing, contacts = missing_of(force, by=by), contacts_of(force)
    if not missing:
        raise Refused("Nothing is missing from this force any more. No reminder was written.")
    if not contacts:
        raise Refused(
            "This force has no point of contact with an account. Ask an administrator to invite one."
        )
    messages = [_post(force, user, missing, by) for user in contacts]
    trail.record(
        Act.FORCE_REMINDED,
        by=by,
        about=[*(one.ref for one in messages), *(one.ref for one in contacts)],
        force=force.code,
        counts={"returns": missing.returns, "figures": missing.figures or 0},
    )
    return len(messages)


def _post(force: Force, user: User, missing: Missing, by: User) -> Message:
    today = london_date(now())
    return outbox.post(
        to=user.email,
        subject=letters.REMINDER_SUBJECT,
        text=letters.reminder(
            missing.returns, missing.figures or 0, missing.week, regional=by.region is not None
        ),
        key=f"{_key(force, today)}{user.ref}",
        until=end_of(today + _USE),
        language=user.language,
    )


def _key(force: Force, day: date | None = None) -> str:
    """How the keys of a force's reminders begin: those of one day, or of all."""
    return f"chase {force.code} {day.isoformat()} " if day else f"chase {force.code} "
