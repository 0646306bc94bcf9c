"""Drafts that nobody goes on with: their people are told a week before, then they are discarded.

What somebody typed about a death and never sent must not lie about for ever.
"""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select

from dhp.accounts.models import User
from dhp.accounts.permissions import RoleName
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import london_date
from dhp.duties import Duty
from dhp.duties.models import DutyDone
from dhp.extensions import db
from dhp.mail import outbox
from dhp.notifications.models import Notification
from dhp.notifications.old_drafts import discard, untouched_since
from dhp.retention.clocks import DRAFT_NOTICE, DRAFTS_KEPT
from dhp.rhythm import letters

_WARN = "draft-notice"


def due_notices(at: datetime) -> Iterator[str]:
    """A key for each draft that is a week from its end, anew whenever it was saved again."""
    yield from map(_key, untouched_since(at - DRAFTS_KEPT + DRAFT_NOTICE))


def give_notice(key: str, at: datetime) -> None:
    """Tell whoever saved the draft last, or all contacts of its force, when it will be discarded."""
    draft = _draft(key)
    if draft is None:
        return
    day = london_date(max(draft.saved_at + DRAFTS_KEPT, at + DRAFT_NOTICE))
    for user in _people(draft):
        outbox.post(
            to=user.email,
            subject=letters.OLD_DRAFT_SUBJECT,
            text=letters.old_draft(day),
            key=f"{_WARN} {key} {user.ref}",
            until=at + DRAFT_NOTICE,
            language=user.language,
        )
    trail.record(Act.DRAFT_WARNED, by=trail.Command(), about=draft.ref, force=draft.force.code)


def due_ends(at: datetime) -> Iterator[str]:
    """A key for each draft that is over and whose people were told a week ago."""
    over = {_key(draft) for draft in untouched_since(at - DRAFTS_KEPT)}
    told = select(DutyDone.key).where(
        DutyDone.duty == _WARN, DutyDone.key.in_(over), DutyDone.done_at <= at - DRAFT_NOTICE
    )
    yield from db.session.scalars(told.order_by(DutyDone.key))


def end(key: str, at: datetime) -> None:
    """Discard one draft."""
    draft = _draft(key)
    if draft is not None:
        discard(draft, at - DRAFTS_KEPT, by=trail.Command())


def _key(draft: Notification) -> str:
    return f"{draft.ref} {draft.saved_at.isoformat(timespec='seconds')}"


def _draft(key: str) -> Notification | None:
    """The draft of a key, if nobody has saved it since."""
    ref = key.partition(" ")[0]
    draft = db.session.scalar(select(Notification).where(Notification.ref == ref))
    return draft if draft is not None and _key(draft) == key else None


def _people(draft: Notification) -> list[User]:
    saver = draft.saved_by
    if saver is not None and saver.is_active:
        return [saver]
    contacts = (
        select(User)
        .where(User.role == RoleName.SPOC, User.force_id == draft.force_id, User.is_active)
        .order_by(User.id)
    )
    return list(db.session.scalars(contacts))


OLD_DRAFT_NOTICE = Duty(_WARN, due_notices, give_notice)
OLD_DRAFT_END = Duty("draft-end", due_ends, end)
