"""What was sent, as its receipt keeps it."""

import json
from datetime import date

from sqlalchemy import select

from dhp.calendar import london_date
from dhp.dictionary import DICTIONARY, Given, column_named, read, suspects_in
from dhp.existing import the_one
from dhp.extensions import db
from dhp.notifications.draft import Draft, draft_of
from dhp.notifications.models import Notification, Receipt
from dhp.references import plain_reference


def latest_receipt(notification: Notification) -> Receipt | None:
    """The receipt of the last sending, or None for a draft that was never sent."""
    statement = (
        select(Receipt)
        .where(Receipt.notification_id == notification.id)
        .order_by(Receipt.sent_at.desc(), Receipt.id.desc())
        .limit(1)
    )
    return db.session.scalar(statement)


def receipt_with(ref: str, notification: Notification) -> Receipt:
    """The receipt `ref` of a notification; raises `Absent`."""
    statement = select(Receipt).where(
        Receipt.notification_id == notification.id, Receipt.ref == plain_reference(ref)
    )
    return the_one(statement, ref)


def texts_in(receipt: Receipt) -> dict[str, str]:
    """The answers as sent, texts by column name."""
    texts: dict[str, str] = json.loads(receipt.answers)
    return texts


def given_in(receipt: Receipt, *, today: date) -> dict[str, Given]:
    """The answers as sent, by column name; `today` is the day of sending in London."""
    columns = {name: column_named(name, DICTIONARY) for name in texts_in(receipt)}
    return {
        name: read(column.characteristic, text, today=today)
        for name, text in texts_in(receipt).items()
        if (column := columns[name]) is not None
    }


def sent_in(receipt: Receipt) -> Draft:
    """What was sent, laid out as its pages were."""
    texts = texts_in(receipt)
    return draft_of(texts, max(1, suspects_in(texts)), today=london_date(receipt.sent_at))
