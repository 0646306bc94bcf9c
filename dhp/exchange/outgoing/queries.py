"""Reading what was exported before."""

from collections.abc import Sequence

from sqlalchemy import Select, false, select

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.exchange.outgoing.models import Export
from dhp.extensions import db

_SHOWN = 100


def visible_to(user: User) -> Select[Export]:
    """Every export, for whoever may make one."""
    statement = select(Export)
    return statement if user.may(Permission.EXPORT_DATA) else statement.where(false())


def latest(user: User) -> Sequence[Export]:
    """The latest exports, latest first."""
    statement = visible_to(user).order_by(Export.made_at.desc(), Export.id.desc())
    return db.session.scalars(statement.limit(_SHOWN)).all()
