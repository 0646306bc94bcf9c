"""Posting a message: a row in the caller's transaction, so that it is sent if that commits."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from dhp.calendar import now
from dhp.extensions import db
from dhp.language import Language, in_language
from dhp.mail.addresses import check_address, check_line
from dhp.mail.models import LONGEST_KEY, LONGEST_SUBJECT, Message, Status
from dhp.references import new_reference

_INSERT: dict[str, Any] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


def post(
    *,
    to: str,
    subject: str,
    text: str,
    key: str,
    until: datetime | None = None,
    language: Language | None = None,
) -> Message:
    """The message with `key`, posted now unless it was before; then it stays as it was.

    `to` is one address, `text` plain words with counts and a link to the service, never of a death
    or a person; after `until` (aware) it is not sent any more. Who chose another `language` than English
    gets both in it. The caller records why. Raises
    `DomainError` for an address that cannot be one, and ValueError for a subject or a key that no
    caller should give.
    """
    if not key or len(key) > LONGEST_KEY:
        raise ValueError("A message needs a key of its own, and not a long one.")
    at = now()
    row = {
        "ref": new_reference(),
        "key": key,
        "to": check_address(to),
        "subject": check_line(in_language(subject, language), LONGEST_SUBJECT),
        "text": in_language(text, language),
        "status": Status.WAITING,
        "posted_at": at,
        "queued_at": at,
        "next_at": at,
        "tries": 0,
        "trouble": "",
        "until": until,
    }
    insert = _INSERT[db.engine.dialect.name]
    db.session.execute(insert(Message.__table__).values(row).on_conflict_do_nothing())
    return db.session.scalars(select(Message).where(Message.key == key)).one()
