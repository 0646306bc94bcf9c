"""Reading notifications for people: every list starts from `visible_to`."""

from collections.abc import Sequence
from functools import cache

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, false, or_, select

from dhp.accounts.api_keys.models import ApiClient, Sender
from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.cases.models import Case
from dhp.cases.naming import AnyReader, asked_by, conflicted, let_to, named_for
from dhp.errors import Absent
from dhp.extensions import db, writing
from dhp.notifications.holding import holding, note_held
from dhp.notifications.models import Notice, Notification
from dhp.notifications.rehearsing.queries import rehearsal_with
from dhp.notifications.rules import Status
from dhp.references import is_reference, plain_reference

_WAITING = (Status.RETURNED, Status.DRAFT, Status.SENT)
_SHOWN_WHEN_DONE = 50
_ITS_REF = Notification.ref == bindparam("ref")


def visible_to(user: Sender) -> Select[Notification]:
    """The notifications that `user` may read, or against which a force's system is compared.

    Those of the user's force, restricted ones only for who started or saved them. For the unit
    whatever was ever sent, restricted ones only with the permission for such cases, and none whose
    case the user declared a conflict of interest with. For all others none. What became a case that
    was restricted later counts as restricted, unless the user is named for that case. A system of a
    force is compared with those of its force and its own restricted ones; it is told how many are
    alike and nothing of them.
    """
    statement = select(Notification)
    if isinstance(user, ApiClient):
        its = Notification.client_id == user.id
        return statement.where(Notification.force_id == user.force_id, or_(_open_to_all(), its))
    if _is_contact(user):
        return _of_force(user)
    if user.may(Permission.ACCEPT_NOTIFICATIONS):
        kept_from = exists().where(Case.id == Notification.case_id, conflicted(Case, user))
        sent = statement.where(Notification.sent_at.is_not(None), ~kept_from)
        if user.may(Permission.READ_RESTRICTED_CASES):
            return sent
        return sent.where(or_(_open_to_all(), let_to(Notification.case_id, user)))
    return statement.where(false())


def _is_contact(user: User) -> bool:
    return user.force_id is not None and user.may(Permission.NOTIFY)


def _of_force(reader: User | AnyReader) -> Select[Notification]:
    """Those of a contact's force, with the contact's own restricted ones."""
    own = or_(
        Notification.started_by_id == reader.id,
        Notification.saved_by_id == reader.id,
        named_for(Notification.case_id, reader),
    )
    return select(Notification).where(
        Notification.force_id == reader.force_id, or_(_open_to_all(), own)
    )


def _open_to_all() -> ColumnElement[bool]:
    return and_(Notification.restricted.is_(False), ~_of_restricted_case())


def _of_restricted_case() -> ColumnElement[bool]:
    return exists().where(Case.id == Notification.case_id, Case.restricted)


def notification_with(ref: str, user: User) -> Notification:
    """The notification with reference `ref`; raises `Absent`, also when it is not the user's."""
    notification = _found(ref, user)
    if notification is None:
        raise Absent
    return notification


def notice_with(ref: str, user: User) -> Notice:
    """The same, or what the user practises on: for the pages that both have."""
    notice = _found(ref, user) or rehearsal_with(ref, user)
    if notice is None:
        raise Absent
    return notice


def _found(ref: str, user: User) -> Notification | None:
    if not is_reference(ref):
        return None
    asked = {"ref": plain_reference(ref), **asked_by(user)}
    if not _is_contact(user):
        return db.session.scalar(visible_to(user).where(_ITS_REF), asked)
    hold = writing.get()  # whoever writes would ask a second time, to hold it
    found = db.session.scalar(_one_of_force(hold=hold), asked)
    if hold and found is not None:
        note_held(found)
    return found


@cache
def _one_of_force(*, hold: bool) -> Select[Notification]:
    """The notification `ref` for a contact; built once, which takes longer than it runs."""
    statement = _of_force(AnyReader()).where(_ITS_REF)
    return holding(statement) if hold else statement


def waiting_in_force(user: User) -> dict[Status, list[Notification]]:
    """What is unfinished in the user's force, by status: returned first, oldest waiting first."""
    statement = (
        visible_to(user)
        .where(Notification.status.in_(_WAITING))
        .order_by(Notification.moved_at, Notification.id)
    )
    return _by_status(db.session.scalars(statement).all(), _WAITING)


def done_in_force(user: User, size: int = _SHOWN_WHEN_DONE) -> list[Notification]:
    """The last `size` accepted or withdrawn notifications of the user's force, latest first."""
    statement = (
        visible_to(user)
        .where(Notification.status.in_((Status.ACCEPTED, Status.WITHDRAWN)))
        .order_by(Notification.moved_at.desc(), Notification.id.desc())
        .limit(size)
    )
    return list(db.session.scalars(statement))


def inbox(user: User) -> list[Notification]:
    """What waits for the unit: sent notifications, the one that waited longest first."""
    statement = (
        visible_to(user)
        .where(Notification.status == Status.SENT)
        .order_by(Notification.moved_at, Notification.id)
    )
    return list(db.session.scalars(statement))


def _by_status(
    found: Sequence[Notification], statuses: Sequence[Status]
) -> dict[Status, list[Notification]]:
    return {status: [one for one in found if one.status is status] for status in statuses}
