"""What the service lets go of by itself: old sessions, forms that wait in them, wrong tries, old mail."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, exists, func, or_, select, update
from sqlalchemy.orm import aliased

from dhp.accounts.models import Guess, SignIn
from dhp.audit import trail
from dhp.audit.keeping_acts import KeepingAct
from dhp.calendar import london_date
from dhp.duties import Duty
from dhp.extensions import db, rows_changed
from dhp.mail.models import Message, Status
from dhp.retention.clocks import FORMS_KEPT, GUESSES_KEPT, MAIL_KEPT, SESSIONS_KEPT

_SETTLED = (Status.SENT, Status.LEFT)  # a message in trouble waits for a person


def sessions_due(at: datetime) -> Iterator[str]:
    """The day, where a session or a form in one was kept long enough."""
    yield from _today(at, or_(_old_form(at), _old_session(at)))


def end_sessions(_key: str, at: datetime) -> None:
    """Remove the forms that wait in sessions nobody uses, and sessions of long ago."""
    forms = rows_changed(update(SignIn).where(_old_form(at)).values(kept_form=None))
    rows = rows_changed(delete(SignIn).where(_old_session(at)))
    trail.record(KeepingAct.CLOCK_RAN_OUT, by=trail.Command(), about=(), forms=forms, sessions=rows)


def guesses_due(at: datetime) -> Iterator[str]:
    """The day, where a wrong try at a password or a code was kept long enough."""
    yield from _today(at, Guess.at <= at - GUESSES_KEPT)


def end_guesses(_key: str, at: datetime) -> None:
    """Remove wrong tries, of accounts and addresses that never tried again too."""
    rows = rows_changed(delete(Guess).where(Guess.at <= at - GUESSES_KEPT))
    trail.record(KeepingAct.CLOCK_RAN_OUT, by=trail.Command(), about=(), guesses=rows)


def mail_due(at: datetime) -> Iterator[str]:
    """The day, where a message was kept long enough."""
    yield from _today(at, _old_message(at))


def end_mail(_key: str, at: datetime) -> None:
    """Remove text and address of messages of long ago; their keys stay."""
    rows = rows_changed(update(Message).where(_old_message(at)).values(text="", to=""))
    trail.record(KeepingAct.CLOCK_RAN_OUT, by=trail.Command(), about=(), messages=rows)


def _old_form(at: datetime) -> ColumnElement[bool]:
    return and_(SignIn.kept_form.is_not(None), SignIn.seen_at <= at - FORMS_KEPT)


def _old_session(at: datetime) -> ColumnElement[bool]:
    """Long unused, and followed by another one of the same account."""
    other = aliased(SignIn)
    latest = select(func.max(other.id)).where(other.user_id == SignIn.user_id).scalar_subquery()
    return and_(SignIn.seen_at <= at - SESSIONS_KEPT, SignIn.id < latest)


def _old_message(at: datetime) -> ColumnElement[bool]:
    since = at - MAIL_KEPT
    return and_(Message.status.in_(_SETTLED), Message.text != "", Message.settled_at <= since)


def _today(at: datetime, any_row: ColumnElement[bool]) -> Iterator[str]:
    if db.session.scalar(select(exists().where(any_row))):
        yield london_date(at).isoformat()


OLD_SESSIONS = Duty("old-sessions", sessions_due, end_sessions)
OLD_GUESSES = Duty("old-guesses", guesses_due, end_guesses)
OLD_MAIL = Duty("old-mail", mail_due, end_mail)
