"""Practising: beginning, beginning again, sending to nobody, and taking away."""

import json

from sqlalchemy.exc import IntegrityError

from dhp.accounts.models import User
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.audit.trail import Actor
from dhp.calendar import london_date, now
from dhp.errors import Absent
from dhp.extensions import db
from dhp.notifications.holding import lock
from dhp.notifications.rehearsing.example import example_answers
from dhp.notifications.rehearsing.models import PracticeReceipt, Rehearsal
from dhp.notifications.rehearsing.queries import rehearsal_of
from dhp.notifications.rules import check_move
from dhp.notifications.sending import checked
from dhp.references import new_reference


def rehearse(*, by: User) -> Rehearsal:
    """What `by` practises on: the one there is, or a new one with invented answers.

    A double click gives the same one twice. Raises `Absent` for a person without a force.
    """
    found = rehearsal_of(by)
    if found is not None:
        return found
    if by.force is None:
        raise Absent
    made = Rehearsal(force=by.force, started_by=by, answers=_example())
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError:  # another click came first
        found = rehearsal_of(by)
        if found is None:
            raise
        return found
    trail.record(Act.REHEARSAL_STARTED, by=by, about=made.ref, force=made.force.code)
    return made


def begin_again(rehearsal: Rehearsal, *, empty: bool, by: User) -> None:
    """Put a practice notification back to its invented answers, or to none, sent or not."""
    lock(rehearsal)
    rehearsal.answers = "{}" if empty else _example()
    rehearsal.suspects, rehearsal.send_key = 1, new_reference()
    rehearsal.sent_at = rehearsal.receipt_ref = rehearsal.gap_reason = None
    rehearsal.saved_at = now()
    trail.record(Act.REHEARSAL_STARTED, by=by, about=rehearsal.ref, force=rehearsal.force.code)
    db.session.flush()


def send(
    rehearsal: Rehearsal, key: str, gap_reason: str, *, by: User, version: int | None = None
) -> PracticeReceipt:
    """Do all that sending does, save sending: the same checks, once for each key, and a receipt."""
    lock(rehearsal)
    if rehearsal.receipt is not None and key == rehearsal.send_key:
        return rehearsal.receipt
    check_move("send", rehearsal.status)
    _draft, reason = checked(rehearsal, key, gap_reason, version)
    receipt = PracticeReceipt(new_reference(), rehearsal.saver, now(), reason or None)
    rehearsal.sent_at, rehearsal.receipt_ref = receipt.sent_at, receipt.ref
    rehearsal.gap_reason = receipt.gap_reason
    trail.record(Act.REHEARSAL_SENT, by=by, about=rehearsal.ref, force=rehearsal.force.code)
    db.session.flush()
    return receipt


def remove(rehearsal: Rehearsal, *, by: Actor) -> None:
    """Take a practice notification away for good."""
    trail.record(Act.REHEARSAL_REMOVED, by=by, about=rehearsal.ref, force=rehearsal.force.code)
    db.session.delete(rehearsal)
    db.session.flush()


def _example() -> str:
    return json.dumps(example_answers(london_date(now())), ensure_ascii=False)
