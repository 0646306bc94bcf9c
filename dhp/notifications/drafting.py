"""Writing a draft: starting it once, saving what is typed, asking about another suspect."""

import json
from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from dhp.accounts.api_keys.models import ApiClient, Sender
from dhp.accounts.models import Force
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import london_date, now
from dhp.dictionary import DICTIONARY, column_named
from dhp.dictionary.columns import MOST_SUSPECTS
from dhp.errors import DomainError, Stale
from dhp.extensions import db
from dhp.notifications.draft import Draft, draft_of
from dhp.notifications.holding import lock
from dhp.notifications.models import Notice, Notification
from dhp.notifications.rules import check_editable
from dhp.web.text import clean_text

POLICE_LINK = "death.police_link"
_LONGEST_KEY = 40


def start(force: Force, key: str, *, by: Sender) -> Notification:
    """The draft that `key` starts for `force`: a double click gives the same one twice.

    Raises `DomainError` for a key that is none.
    """
    key = clean_text(key, longest=_LONGEST_KEY)
    if not key:
        raise DomainError("Start the notification from the list of notifications.")
    same = select(Notification).where(
        Notification.force_id == force.id, Notification.start_key == key
    )
    found = db.session.scalar(same)
    if found is not None:
        return found
    person, client = person_and_client(by)
    draft = Notification(
        force=force, start_key=key, started_by_id=person, saved_by_id=person, client_id=client
    )
    try:
        with db.session.begin_nested():
            db.session.add(draft)
    except IntegrityError:  # somebody else's click came first
        return db.session.scalars(same).one()
    trail.record(Act.DRAFT_STARTED, by=by, about=draft.ref, force=force.code)
    return draft


def save(notice: Notice, answers: Mapping[str, str], version: int, *, by: Sender) -> None:
    """Merge `answers`, texts by column name, into a draft: sound or not, so that nothing is lost.

    `version` is the one that the person saw. What the draft already says changes nothing, whatever
    the version. Raises `Stale` when somebody else saved something different since, `Refused` when
    the draft can no longer be changed, `DomainError` for a text that cannot be kept.
    """
    lock(notice)
    check_editable(notice.status)
    before = texts_of(notice)
    changed = {name: text for name, text in _kept(answers).items() if before.get(name, "") != text}
    if not changed:
        return
    if version != notice.version:
        raise Stale(
            "This draft was saved by somebody else since you opened it. "
            "Compare what is saved with what you typed, then save again."
        )
    notice.answers = json.dumps(before | changed, ensure_ascii=False)
    notice.saved_at = now()
    if isinstance(notice, Notification):
        notice.restricted = restricts(notice, texts_of(notice))
        notice.saved_by_id = person_and_client(by)[0]
    _record_saving(notice, by=by, fields=sorted(changed))
    db.session.flush()
    if isinstance(notice, Notification):
        db.session.expire(notice, ["saved_by"])  # it follows the changed key


def add_suspect(notice: Notice, wanted: int, *, by: Sender) -> None:
    """Ask about `wanted` suspects, if fewer were asked about: pressing twice adds one.

    Raises `DomainError` above the most that can be told of.
    """
    lock(notice)
    check_editable(notice.status)
    if wanted > MOST_SUSPECTS:
        raise DomainError(f"Up to {MOST_SUSPECTS} suspects can be told of in one notification.")
    if not notice.suspects < wanted <= notice.suspects + 1:
        return
    notice.suspects = wanted
    _record_saving(notice, by=by, suspects=wanted)
    db.session.flush()


def person_and_client(by: Sender) -> tuple[int | None, int | None]:
    """The keys of a person and of a force's system who act: one of them is None."""
    return (None, by.id) if isinstance(by, ApiClient) else (by.id, None)


def texts_of(notice: Notice) -> dict[str, str]:
    """The working answers, texts by column name."""
    texts: dict[str, str] = json.loads(notice.answers)
    return texts


def draft_in(notice: Notice, today: date | None = None) -> Draft:
    """The working draft laid out; `today` is the present day in London unless given."""
    day = today or london_date(now())
    return draft_of(texts_of(notice), notice.suspects, today=day)


def restricts(notification: Notification, texts: Mapping[str, str]) -> bool:
    """Whether only named people may see it: a police link, now or when it was first sent."""
    once = notification.restricted and notification.sent_at is not None
    return once or texts.get(POLICE_LINK) == "yes"


def _record_saving(notice: Notice, *, by: Sender, **what: object) -> None:
    act = Act.REHEARSAL_SAVED if notice.practice else Act.DRAFT_SAVED
    trail.record(act, by=by, about=notice.ref, force=notice.force.code, **what)


def _kept(answers: Mapping[str, str]) -> dict[str, str]:
    """The texts that pass the gate; a name that is no column of the dictionary is refused."""
    unknown = [name for name in answers if column_named(name, DICTIONARY) is None]
    if unknown:
        raise DomainError("The form asked something that is not in the dictionary. Reload it.")
    return {name: clean_text(text, field=name).strip() for name, text in answers.items()}
