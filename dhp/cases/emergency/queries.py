"""Reading openings in an emergency: those of cases that a person may read, and the person's own."""

from collections.abc import Sequence

from sqlalchemy import Select, false, select

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.calendar import now
from dhp.cases.emergency.models import EmergencyOpening
from dhp.cases.models import Case
from dhp.cases.queries import readable_by, visible_to_force
from dhp.existing import the_one
from dhp.extensions import db

_SHOWN = 100


def visible_to(user: User) -> Select[EmergencyOpening]:
    """The openings of cases that `user` may read now: for leads, the people named, and the opener."""
    statement = select(EmergencyOpening)
    if not user.may(Permission.SEE_EMERGENCIES):
        return statement.where(false())
    cases = visible_to_force(user) if user.force_id is not None else readable_by(user)
    return statement.where(EmergencyOpening.case_id.in_(cases.with_only_columns(Case.id)))


def latest(user: User) -> Sequence[EmergencyOpening]:
    """Those openings, latest first."""
    order = (EmergencyOpening.opened_at.desc(), EmergencyOpening.id.desc())
    return db.session.scalars(visible_to(user).order_by(*order).limit(_SHOWN)).all()


def opening_with(ref: str, user: User) -> EmergencyOpening:
    """The opening with this reference; raises `Absent`."""
    return the_one(visible_to(user).where(EmergencyOpening.ref == ref), ref)


def lasting(user: User) -> Sequence[EmergencyOpening]:
    """What `user` has open in an emergency now, the one that ends first foremost.

    Asks the database only within the hour after an opening: every page of theirs asks this.
    """
    at = now()
    lately = user.emergency_until is not None and at < user.emergency_until
    if not (lately and user.may(Permission.OPEN_IN_EMERGENCY)):
        return []
    statement = visible_to(user).where(
        EmergencyOpening.user_id == user.id,
        EmergencyOpening.ended_at.is_(None),
        EmergencyOpening.until > at,
    )
    return db.session.scalars(statement.order_by(EmergencyOpening.until, EmergencyOpening.id)).all()
