"""Reading packs: a contact reads those that were issued to the own force, and no other."""

from collections.abc import Sequence

from sqlalchemy import Select, false, select
from sqlalchemy.orm import defer

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.existing import the_one
from dhp.extensions import db
from dhp.reports.models import Run

MOST = 60  # packs on one page


def visible_to(user: User) -> Select[Run]:
    """The issued packs of the force of `user`; of a withdrawn one only the notice is shown."""
    statement = select(Run)
    if not user.may(Permission.READ_FORCE_PACKS) or user.force_code is None:
        return statement.where(false())
    return statement.where(Run.force == user.force_code, Run.issued_at.is_not(None))


def pack_with(ref: str, user: User) -> Run:
    """The pack with reference `ref`; raises `Absent`, also when it is another force's."""
    return the_one(visible_to(user).where(Run.ref == ref))


def latest_packs(user: User) -> Sequence[Run]:
    """The latest packs by period, the newest version first; without their content."""
    statement = (
        visible_to(user)
        .options(defer(Run.content))
        .order_by(Run.period_to.desc(), Run.number.desc(), Run.id.desc())
        .limit(MOST)
    )
    return db.session.scalars(statement).all()
