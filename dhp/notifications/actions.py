"""Moving a notification: sending it once, returning, withdrawing and accepting it."""

import json

from sqlalchemy import select

from dhp.accounts.api_keys.models import Sender
from dhp.accounts.models import User
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import london_date, now
from dhp.cases.actions import open_case
from dhp.cases.models import Case, Incident
from dhp.cases.opening.submission import Submission
from dhp.dictionary import Given
from dhp.errors import DomainError
from dhp.extensions import db
from dhp.notifications.draft import Draft
from dhp.notifications.drafting import (
    add_suspect,
    person_and_client,
    restricts,
    save,
    start,
)
from dhp.notifications.holding import lock
from dhp.notifications.models import Notification, Receipt
from dhp.notifications.receipts import given_in, latest_receipt
from dhp.notifications.rules import Move, check_move
from dhp.notifications.sending import LONGEST_REASON, checked
from dhp.references import new_reference
from dhp.web.text import clean_text

__all__ = [
    "accept",
    "add_suspect",
    "return_to_force",
    "save",
    "send",
    "start",
    "withdraw",
]


def send(
    notification: Notification,
    key: str,
    gap_reason: str,
    *,
    by: Sender,
    version: int | None = None,
) -> Receipt:
    """Send a notification once: the same `key` gives the same receipt, however often it comes.

    `version` is the one that the person checked, where there was a person. Raises `DomainError`
    naming each answer that is not sound, or at `gap_reason` when unanswered questions lack a
    reason; `Stale` when it changed after it was checked; `Refused` when it cannot be sent now.
    """
    lock(notification)
    receipt = _receipt_for(notification, key)
    if receipt is not None:
        return receipt
    move = check_move("send", notification.status)
    draft, reason = checked(notification, key, gap_reason, version)
    _move(notification, move, by=by)
    notification.sent_at = notification.sent_at or notification.moved_at
    notification.restricted = restricts(notification, draft.sendable)
    receipt = _receipt(notification, draft, reason, by=by)
    trail.record(
        Act.NOTIFICATION_SENT,
        by=by,
        about=(notification.ref, receipt.ref),
        force=notification.force.code,
        fields=sorted(draft.sendable),
        gaps=[line.column.name for line in draft.gaps],
    )
    db.session.flush()
    return receipt


def return_to_force(notification: Notification, reason: str, *, by: User) -> None:
    """Give a sent notification back to its force with a reason; it can then be sent anew."""
    lock(notification)
    move = check_move("return", notification.status)
    _move(notification, move, reason, by=by)
    notification.send_key = new_reference()
    trail.record(
        Act.NOTIFICATION_RETURNED, by=by, about=notification.ref, force=notification.force.code
    )
    db.session.flush()


def withdraw(notification: Notification, reason: str, *, by: User) -> None:
    """Take a notification back with a reason, such as a death that was no death in scope."""
    lock(notification)
    move = check_move("withdraw", notification.status)
    _move(notification, move, reason, by=by)
    trail.record(
        Act.NOTIFICATION_WITHDRAWN, by=by, about=notification.ref, force=notification.force.code
    )
    db.session.flush()


def accept(notification: Notification, *, by: User, incident: Incident | None = None) -> Case:
    """Open the case of a sent notification, in `incident` or in a new one.

    The case is received when the notification was first sent. Of two people who accept at once,
    one does and the other is refused.
    """
    lock(notification)
    move = check_move("accept", notification.status)
    case = open_case(_submission(notification), by=by, incident=incident)
    _move(notification, move, by=by)
    notification.case = case
    trail.record(
        Act.NOTIFICATION_ACCEPTED,
        by=by,
        about=(notification.ref, case.ref),
        force=notification.force.code,
    )
    db.session.flush()
    return case


def _move(notification: Notification, move: Move, reason: str = "", *, by: Sender) -> None:
    words = clean_text(reason, longest=LONGEST_REASON, field="reason").strip()
    if move.reason and not words:
        raise DomainError("Give the reason.", field="reason")
    notification.status = move.to
    notification.reason = words or None
    notification.moved_at, notification.moved_by_id = now(), person_and_client(by)[0]


def _receipt_for(notification: Notification, key: str) -> Receipt | None:
    """The receipt that `key` got before; what was never sent has none."""
    if notification.sent_at is None:
        return None
    earlier = select(Receipt).where(
        Receipt.notification_id == notification.id, Receipt.send_key == clean_text(key)
    )
    return db.session.scalar(earlier)


def _receipt(notification: Notification, draft: Draft, gap_reason: str, *, by: Sender) -> Receipt:
    person, client = person_and_client(by)
    receipt = Receipt(
        notification=notification,
        ref=new_reference(),
        send_key=notification.send_key,
        answers=json.dumps(draft.sendable, ensure_ascii=False),
        gap_reason=gap_reason or None,
        sent_by_id=person,
        client_id=client,
        sent_at=notification.moved_at,
    )
    db.session.add(receipt)
    return receipt


def _submission(notification: Notification) -> Submission:
    receipt = latest_receipt(notification)
    if receipt is None or notification.sent_at is None:
        raise DomainError("This notification was never sent, so there is nothing to accept.")
    answers: dict[str, Given] = given_in(receipt, today=london_date(receipt.sent_at))
    return Submission(
        force=notification.force,
        received_at=notification.sent_at,
        answers=answers,
        restricted=notification.restricted,
        key_name=notification.key_name,
    )
