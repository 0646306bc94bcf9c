"""The versions of one report: the one that another corrected, and the one that corrects it."""

from sqlalchemy.orm import defer

from dhp.accounts.models import User
from dhp.extensions import db
from dhp.reports.models import Run, RunStatus
from dhp.reports.queries import visible_to


def before(run: Run, user: User) -> Run | None:
    """The version that `run` corrects, if `user` may read it."""
    if run.replaces_id is None:
        return None
    statement = visible_to(user).options(defer(Run.content)).where(Run.id == run.replaces_id)
    return db.session.scalar(statement.order_by(Run.id))


def after(run: Run, user: User) -> Run | None:
    """The version that corrects `run`, in work or issued, if `user` may read it."""
    statement = (
        visible_to(user)
        .options(defer(Run.content))
        .where(Run.replaces_id == run.id, Run.status != RunStatus.WITHDRAWN)
        .order_by(Run.id)
    )
    return db.session.scalar(statement)
