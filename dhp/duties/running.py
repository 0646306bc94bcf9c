"""Running what is due: one transaction for each key, which also says that the key is done."""

from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from dhp.audit.trail import Surroundings, surroundings
from dhp.duties.duty import Duty, duties
from dhp.duties.models import DutyDone
from dhp.extensions import db

_INSERT: dict[str, Any] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


@dataclass
class Outcome:
    """What one run did, and what failed: each a duty's name and a key, empty for all of a duty."""

    done: list[tuple[str, str]] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)


def run_due(at: datetime, only: Container[str] | None = None) -> Outcome:
    """Do what is due at `at` (aware) and not done yet; any number of processes may run at once.

    `only` names the duties to see to; all of them where it is not given.

    Commits after each key. A key that fails is rolled back, told in the outcome and due again at
    the next run; the others go on.
    """
    outcome = Outcome()
    for duty in duties():
        if only is not None and duty.name not in only:
            continue
        for key in _open_keys(duty, at, outcome):
            _try(duty, key, at, outcome)
    return outcome


def _open_keys(duty: Duty, at: datetime, outcome: Outcome) -> Iterable[str]:
    """The keys that are due and not done, each once. Ends the transaction that read them."""
    try:
        keys = list(dict.fromkeys(duty.due(at)))
        done = _done(duty, keys)
        db.session.commit()
    except Exception as error:  # one room's fault must not keep the others from their duties
        _note_failure(duty, "", error, outcome)
        return []
    return [key for key in keys if key not in done]


def _done(duty: Duty, keys: list[str]) -> set[str]:
    statement = select(DutyDone.key).where(DutyDone.duty == duty.name, DutyDone.key.in_(keys))
    return set(db.session.scalars(statement.order_by(DutyDone.key)))


def _try(duty: Duty, key: str, at: datetime, outcome: Outcome) -> None:
    try:
        if _claim(duty, key, at):
            _do(duty, key, at)
            outcome.done.append((duty.name, key))
        else:
            db.session.rollback()
    except Exception as error:
        _note_failure(duty, key, error, outcome)


def _do(duty: Duty, key: str, at: datetime) -> None:
    """Do one key and commit it, saying in the trail that nobody stood behind it."""
    token = surroundings.set(Surroundings(surface="job", auth="service"))
    try:
        duty.do(key, at)
        db.session.commit()
    finally:
        surroundings.reset(token)


def _claim(duty: Duty, key: str, at: datetime) -> bool:
    """Write that the key is done; false when another process did it, for whom this waits."""
    insert = _INSERT[db.engine.dialect.name]
    row = insert(DutyDone.__table__).values(duty=duty.name, key=key, done_at=at)
    written = row.on_conflict_do_nothing().returning(DutyDone.key)
    return db.session.connection().execute(written).first() is not None


def _note_failure(duty: Duty, key: str, error: Exception, outcome: Outcome) -> None:
    db.session.rollback()
    outcome.failed.append((duty.name, key))
    # The kind of fault only: its text may quote what is in the record.
    current_app.logger.error("Duty %s failed: %s", duty.name, type(error).__name__)
