"""Binding what the session is about to write, each text to the key of its case."""

from collections.abc import Hashable
from functools import lru_cache
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import get_history, set_committed_value

from dhp.extensions import db
from dhp.sealing.binding import OWNERS, Owner, forget_keys, keys_are_kept, known, new_keys, seals_of
from dhp.sealing.case_text import CaseText, Seal, Told


@lru_cache(maxsize=256)
def _sealed(kind: Hashable) -> tuple[tuple[str, Any], ...]:
    """The attributes of a model that are texts of a case, each with its default."""
    return tuple(
        (one.key, one.columns[0].default.arg if one.columns[0].default else None)
        for one in inspect(kind).column_attrs
        if isinstance(one.columns[0].type, CaseText)
    )


def _changed(row: Any) -> list[str]:
    """The texts of a row that are about to be written."""
    there, new = row.__dict__, inspect(row).transient or inspect(row).pending
    found = []
    for name, default in _sealed(row.__class__):
        if new and there.get(name) is None and default is not None:
            setattr(row, name, default)
        if there.get(name) is not None and (new or get_history(row, name).added):
            found.append(name)
    return found


@event.listens_for(db.session, "before_flush")
def _bind_changes(session: Session, _context: object, _instances: object) -> None:
    found = {row: names for row in (*session.new, *session.dirty) if (names := _changed(row))}
    owners = {row: _owner_of(row) for row in found}
    keys = {key for owner in owners.values() if isinstance(key := _key_of(owner), tuple)}
    seals = seals_of(keys)
    for row, names in found.items():
        owner, key = owners[row], _key_of(owners[row])
        seal = seals[key] if key else _seal_of_new(owner)
        if key and seal and not isinstance(owner, tuple):
            set_committed_value(owner, "key_name", seal.name)
        for name in names:
            setattr(row, name, Told(getattr(row, name), seal))


def _owner_of(row: Any) -> Any:
    """What has the key: the row itself, the case or notification it is of, or where that one is."""
    if hasattr(row, "key_name"):
        return row
    for owners in OWNERS:
        one = owners[:-1]
        if row.__dict__.get(one) is not None:
            return row.__dict__[one]
        if row.__dict__.get(f"{one}_id") is not None:
            return owners, row.__dict__[f"{one}_id"]
    return None


def _key_of(owner: Any) -> Owner | None:
    """Where the owner is in the database; None for one that is new, or that is not."""
    if owner is None or isinstance(owner, tuple):
        return owner
    return (owner.__tablename__, owner.id) if inspect(owner).persistent else None


def _seal_of_new(owner: Any) -> Seal | None:
    """The seal of an owner that is being written for the first time: it gets its key here."""
    if owner is None or not keys_are_kept():
        return None
    book = known()
    if owner.key_name not in book.seals:
        [owner.key_name] = new_keys(1)
    return book.seals[owner.key_name]


@event.listens_for(db.session, "after_commit")
def _forget(session: Session) -> None:
    forget_keys(session)


@event.listens_for(db.session, "after_soft_rollback")
def _forget_what_never_was(session: Session, _before: object) -> None:
    forget_keys(session)
