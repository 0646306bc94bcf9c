"""Holding a notification while it is changed, so that two who act at once take turns."""

from sqlalchemy import Select, event
from sqlalchemy.orm import Session

from dhp.extensions import db
from dhp.notifications.models import Notice, Notification

_HELD = "notifications held"


def lock(notice: Notice) -> None:
    """Read a notification as it stands now and hold it, unless this transaction holds it already."""
    if _key(notice) not in _held():
        db.session.refresh(notice, with_for_update={"of": type(notice)})
        note_held(notice)


def holding(statement: Select[Notification]) -> Select[Notification]:
    """`statement`, which reads as it stands now and holds what it finds. Tell `note_held` of that."""
    held = statement.with_for_update(of=Notification)
    return held.execution_options(populate_existing=True)


def note_held(notice: Notice) -> None:
    """Remember, for as long as the transaction lasts, that it holds the notification."""
    _held().add(_key(notice))


def _key(notice: Notice) -> tuple[type, int]:
    return type(notice), notice.id


def _held() -> set[tuple[type, int]]:
    session: Session = db.session()
    held: set[tuple[type, int]] = session.info.setdefault(_HELD, set())
    return held


@event.listens_for(db.session, "after_commit")
def _let_go(session: Session) -> None:
    session.info.pop(_HELD, None)


@event.listens_for(db.session, "after_soft_rollback")
def _let_go_of_all(session: Session, _before: object) -> None:
    session.info.pop(_HELD, None)
