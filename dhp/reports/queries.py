"""Reading reports: the unit sees drafts, everybody else what was issued."""

from datetime import date

from sqlalchemy import Select, false, or_, select
from sqlalchemy.orm import defer

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.existing import the_one
from dhp.extensions import db
from dhp.reports.distribution.queries import runs_given_to
from dhp.reports.document import Edition
from dhp.reports.life.moving import document_of
from dhp.reports.models import Run, RunStatus

__all__ = ["document_of", "last_issued", "run_with", "visible_to"]


def visible_to(user: User) -> Select[Run]:
    """The runs that `user` may know of.

    The unit reads them all. Readers read what was issued: shareable editions, and restricted ones
    of which they have a copy while they are on its list. Of a withdrawn one they read the notice.
    The packs of forces are for the contacts of each: see `packs`.
    """
    statement = select(Run)
    if user.may(Permission.BUILD_REPORTS):
        return statement
    if user.may(Permission.READ_ISSUED_REPORTS):
        mine = Run.id.in_(runs_given_to(user))
        shared = or_(Run.edition == Edition.SHAREABLE, mine)
        return statement.where(Run.issued_at.is_not(None), Run.force == "", shared)
    return statement.where(false())


def run_with(ref: str, user: User) -> Run:
    """The run with reference `ref`; raises `Absent`."""
    return the_one(visible_to(user).where(Run.ref == ref))


def last_issued(
    kind: str, ending: date, edition: Edition = Edition.RESTRICTED, force: str = ""
) -> Run | None:
    """The issued run of `kind` and `edition` whose period ended last before `ending`.

    `force` is the code of the force that a force pack is for.
    """
    statement = (
        select(Run)
        .options(defer(Run.content))
        .where(Run.kind == kind, Run.edition == edition, Run.force == force)
        .where(Run.status == RunStatus.ISSUED, Run.period_to < ending)
        .order_by(Run.period_to.desc(), Run.issued_at.desc())
        .limit(1)
    )
    return db.session.scalar(statement)
