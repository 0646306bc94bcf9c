"""Reading the lists: who gets which report, and which copies there are."""

from sqlalchemy import Select, and_, func, select

from dhp.accounts.models import Force, User
from dhp.accounts.permissions import Permission, RoleName
from dhp.accounts.roles import roles_with
from dhp.existing import the_one
from dhp.extensions import db
from dhp.reports.distribution.models import Recipient, ReportCopy
from dhp.reports.document import Edition
from dhp.reports.models import Run


def runs_given_to(user: User) -> Select[int]:
    """The ids of the runs of which `user` has a copy, while `user` is on the list they went to."""
    on_list = and_(
        Recipient.kind == Run.kind,
        Recipient.edition == Run.edition,
        Recipient.user_id == user.id,
        Recipient.ended_at.is_(None),
    )
    return (
        select(ReportCopy.run_id)
        .join(Run, Run.id == ReportCopy.run_id)
        .join(Recipient, on_list)
        .where(ReportCopy.user_id == user.id)
    )


def copy_of(run: Run, user: User) -> ReportCopy | None:
    """The copy of `run` that `user` was given."""
    statement = select(ReportCopy).where(ReportCopy.run_id == run.id, ReportCopy.user_id == user.id)
    return db.session.scalar(statement)


def copies_of(run: Run) -> list[ReportCopy]:
    """Every copy of `run`, by number."""
    statement = select(ReportCopy).where(ReportCopy.run_id == run.id).order_by(ReportCopy.number)
    return list(db.session.scalars(statement))


def last_number(run: Run) -> int:
    """The number of the last copy of `run`; 0 without any."""
    statement = select(func.max(ReportCopy.number)).where(ReportCopy.run_id == run.id)
    return db.session.scalar(statement) or 0


def recipients_of(kind: str, edition: Edition) -> list[Recipient]:
    """The present recipients of a kind and edition who can sign in, by name."""
    statement = (
        select(Recipient)
        .join(Recipient.user)
        .where(Recipient.kind == kind, Recipient.edition == edition, Recipient.ended_at.is_(None))
        .where(User.is_active)
        .order_by(User.name, User.id)
    )
    return list(db.session.scalars(statement))


def recipient_with(ref: str) -> Recipient:
    """The present recipient with this reference; raises `Absent`."""
    return the_one(select(Recipient).where(Recipient.ref == ref, Recipient.ended_at.is_(None)))


def may_be_named() -> list[User]:
    """Everybody whose role reads issued reports and who can sign in, by name."""
    roles = roles_with(Permission.READ_ISSUED_REPORTS)
    statement = (
        select(User).where(User.role.in_(roles), User.is_active).order_by(User.name, User.email)
    )
    return list(db.session.scalars(statement))


def contacts_of(force: str) -> list[User]:
    """The contacts of the force with this code who can sign in, by name."""
    statement = (
        select(User)
        .join(User.force)
        .where(Force.code == force, User.role == RoleName.SPOC, User.is_active)
        .order_by(User.name, User.id)
    )
    return list(db.session.scalars(statement))


def issued_runs(kind: str, edition: Edition) -> list[Run]:
    """The runs of a kind and edition that were issued and are not withdrawn, oldest first."""
    statement = (
        select(Run)
        .where(Run.kind == kind, Run.edition == edition)
        .where(Run.issued_at.is_not(None), Run.withdrawn_at.is_(None))
        .order_by(Run.issued_at, Run.id)
    )
    return list(db.session.scalars(statement))
