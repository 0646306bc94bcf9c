"""Closing a list of others: nothing more is decided of its deaths until somebody opens it again."""

from dhp.accounts.models import User
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import now
from dhp.errors import DomainError, Refused
from dhp.evidence.list_models import Reconciliation
from dhp.extensions import db
from dhp.web.text import clean_text

LONGEST_WHY = 500  # characters


def close(opened: Reconciliation, why: str, *, by: User) -> None:
    """Close a list with a reason, settled or not. Raises `DomainError` without one."""
    hold(opened)
    words = clean_text(why, longest=LONGEST_WHY, field="why").strip()
    if not words:
        raise DomainError("Say why the list is closed.", "why")
    opened.closed_at, opened.closed_by, opened.closed_because = now(), by.ref, words
    trail.record(Act.LIST_CLOSED, by=by, about=opened.ref)
    db.session.flush()


def open_again(opened: Reconciliation, *, by: User) -> None:
    """Let deaths of a closed list be decided again; nothing for one that is open."""
    _lock(opened)
    if opened.closed_at is None:
        return
    opened.closed_at = opened.closed_by = opened.closed_because = None
    trail.record(Act.LIST_REOPENED, by=by, about=opened.ref)
    db.session.flush()


def hold(opened: Reconciliation) -> None:
    """Take the turn of a list that is open; raises `Refused` where it is closed by now."""
    _lock(opened)
    if opened.closed_at is not None:
        raise Refused("This list is closed. Open it again before you change what was decided.")


def _lock(opened: Reconciliation) -> None:
    db.session.refresh(opened, with_for_update={"of": Reconciliation})
