"""Reading erasures: what waits for a second lead, and what was erased."""

from collections.abc import Sequence

from sqlalchemy import Select, false, select

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.cases.erasing.models import Erasure
from dhp.cases.models import Case
from dhp.cases.queries import readable_by
from dhp.existing import the_one
from dhp.extensions import db

_SHOWN = 50


def visible_to(user: User) -> Select[Erasure]:
    """The erasures of cases that `user` may read, for whoever may erase."""
    if not user.may(Permission.ERASE_CASES):
        return select(Erasure).where(false())
    readable = readable_by(user).with_only_columns(Case.id)
    return select(Erasure).where(Erasure.case_id.in_(readable))


def waiting(user: User) -> Sequence[Erasure]:
    """What waits for a second lead, the oldest first."""
    statement = visible_to(user).where(Erasure.agreed.is_(None))
    return db.session.scalars(statement.order_by(Erasure.asked_at, Erasure.id)).all()


def decided(user: User) -> Sequence[Erasure]:
    """What was decided last, the latest first."""
    statement = visible_to(user).where(Erasure.agreed.is_not(None))
    ordered = statement.order_by(Erasure.decided_at.desc(), Erasure.id.desc())
    return db.session.scalars(ordered.limit(_SHOWN)).all()


def erasure_with(ref: str, user: User) -> Erasure:
    """The request with this reference. Raises `Absent`."""
    return the_one(visible_to(user).where(Erasure.ref == ref))


def erasure_of(case: Case) -> Erasure | None:
    """By what a case that the reader may read was erased; None for one that is not."""
    if case.erased_at is None:
        return None
    done = select(Erasure).where(Erasure.agreed.is_(True), Erasure.decided_at == case.erased_at)
    return db.session.scalar(done.order_by(Erasure.id).limit(1))
