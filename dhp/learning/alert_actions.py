"""What the unit does with an alert: writing, having it checked by a second person, sending it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission, RoleName
from dhp.accounts.roles import ROLES
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import london_date, now
from dhp.errors import DomainError
from dhp.extensions import db
from dhp.learning.alert_queries import people_with, roles_of
from dhp.learning.finding_actions import LONGEST_REASON, LONGEST_TITLE, LONGEST_WORDS
from dhp.learning.finding_models import Alert, Finding
from dhp.learning.letter import SUBJECT, note
from dhp.learning.rules import check_alert_move, check_second_person, check_seen
from dhp.mail import outbox
from dhp.web.text import required

# Who may be sent an alert, in the order in which roles are listed.
READERS = tuple(
    role.name for role in ROLES.values() if Permission.READ_LEARNING in role.permissions
)
_USE = timedelta(days=14)  # for which a note that has not left still tells something new


@dataclass(frozen=True)
class Draft:
    """An alert as it is written. `learnt_on` is the day on which the unit learnt of it."""

    title: str
    words: str
    ask: str
    learnt_on: date | None
    roles: Sequence[RoleName]
    finding: Finding | None = None


def write_alert(draft: Draft, *, by: User) -> Alert:
    """Keep a new draft. Raises `DomainError` for what is missing."""
    alert = Alert()
    _fill(alert, draft, by)
    db.session.add(alert)
    db.session.flush()
    trail.record(Act.ALERT_WRITTEN, by=by, about=alert.ref)
    return alert


def change_alert(alert: Alert, draft: Draft, *, by: User, version: int) -> None:
    """Change an alert that was not sent: it is a draft again, and needs a new check."""
    _move(alert, "change", version)
    _fill(alert, draft, by)
    alert.checked_by, alert.checked_at, alert.remark = None, None, None
    trail.record(Act.ALERT_CHANGED, by=by, about=alert.ref)


def hand_in(alert: Alert, *, by: User, version: int) -> None:
    """Say that a draft is ready to be checked."""
    _move(alert, "hand in", version)
    trail.record(Act.ALERT_HANDED_IN, by=by, about=alert.ref)


def check_alert(alert: Alert, *, by: User, version: int) -> None:
    """Say, as a second person, that an alert is right and points to nobody."""
    _move(alert, "check", version)
    check_second_person(alert.written_by, by.ref)
    alert.checked_by, alert.checked_at = by.ref, now()
    trail.record(Act.ALERT_CHECKED, by=by, about=alert.ref)


def send_back(alert: Alert, remark: str, *, by: User, version: int) -> None:
    """Give an alert back to its writer, with what has to change."""
    _move(alert, "send back", version)
    alert.remark = required(remark, LONGEST_REASON, "remark", "Say what has to change.")
    alert.checked_by, alert.checked_at = None, None
    trail.record(Act.ALERT_SENT_BACK, by=by, about=alert.ref)


def send_alert(alert: Alert, *, by: User, version: int) -> int:
    """Let the people with its roles read a checked alert, and post each a note; gives how many.

    The note says that there is an alert and where to read it, nothing of what it says.
    """
    _move(alert, "send", version)
    roles = roles_of(alert)
    people = people_with(roles)
    told = sum(_post(alert, person) for person in people)
    alert.sent_by, alert.sent_at, alert.sent_to = by.ref, now(), told
    names, missed = [role.value for role in roles], len(people) - told
    trail.record(Act.ALERT_SENT, by=by, about=alert.ref, roles=names, people=told, missed=missed)
    db.session.flush()
    return told


def withdraw_alert(alert: Alert, reason: str, *, by: User, version: int) -> None:
    """Say that an alert is not to be relied on. Who could read it still can, with the reason."""
    _move(alert, "withdraw", version)
    alert.remark = required(reason, LONGEST_REASON, "remark", "Say why it is withdrawn.")
    alert.withdrawn_by, alert.withdrawn_at = by.ref, now()
    trail.record(Act.ALERT_WITHDRAWN, by=by, about=alert.ref)


def _post(alert: Alert, person: User) -> bool:
    """Post the note for one person; whether mail can be sent to the address of the account.

    Nobody else waits for an alert because one address is wrong: that person reads it signed in.
    """
    key = f"alert {alert.ref} {person.ref}"
    try:
        outbox.post(
            to=person.email,
            subject=SUBJECT,
            text=note(alert.ref),
            key=key,
            until=now() + _USE,
            language=person.language,
        )
    except DomainError:
        return False
    return True


def _move(alert: Alert, name: str, version: int) -> None:
    """Hold an alert until the commit and move it, as far as it still stands as the person saw it."""
    db.session.refresh(alert, with_for_update={"of": Alert})
    check_seen(version, alert.version)
    alert.status = check_alert_move(name, alert.status).to


def check_learnt_on(day: date | None) -> date:
    """The day; raises `DomainError` for none, or one to come."""
    if day is None or day > london_date(now()):
        raise DomainError("Enter the day on which the unit learnt of it.", "learnt_on")
    return day


def _fill(alert: Alert, draft: Draft, by: User) -> None:
    alert.title = required(draft.title, LONGEST_TITLE, "title", "Enter the alert in one line.")
    alert.words = required(draft.words, LONGEST_WORDS, "words", "Enter what was learnt.")
    alert.ask = required(draft.ask, LONGEST_WORDS, "ask", "Enter what people should do now.")
    alert.learnt_on = check_learnt_on(draft.learnt_on)
    chosen = [role.value for role in READERS if role in draft.roles]
    if not chosen:
        raise DomainError("Choose at least one role that it is sent to.", "roles")
    alert.roles = " ".join(chosen)
    alert.finding = draft.finding
    alert.written_by, alert.written_at = by.ref, now()
