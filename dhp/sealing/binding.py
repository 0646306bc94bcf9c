"""The keys of cases in one transaction, and binding texts to them that go past the session."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from flask import Flask, current_app
from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    Table,
    bindparam,
    column,
    func,
    insert,
    select,
    update,
)
from sqlalchemy import table as named_table
from sqlalchemy.orm import Session

from dhp.errors import Refused
from dhp.extensions import db
from dhp.sealing.case_text import OPENED, CaseText, Seal, Told
from dhp.sealing.master import KEY_BYTES
from dhp.sealing.models import CaseKey, new_name

_CASES = named_table("cases", column("id"), column("key_name"))
_NOTICES = named_table("notifications", column("id"), column("key_name"), column("case_id"))
OWNERS = {"cases": _CASES, "notifications": _NOTICES}
_KEYS: Any = CaseKey.__table__
_GONE = "This record was erased, so nothing can be added to it. Open a new one if it is needed."

_PAST = "past the wall"
Owner = tuple[str, int]  # a table of owners, and a key in it


@dataclass
class Known:
    """What one transaction has read of keys: seals by name (None where destroyed), names by owner."""

    seals: dict[str, Seal | None] = field(default_factory=dict)
    names: dict[Owner, str | None] = field(default_factory=dict)


def look_past(app: Flask, whole: Callable[[], AbstractContextManager[None]]) -> None:
    """Let keys be found within `whole`, where every row is seen; only names of keys leave it."""
    app.extensions[_PAST] = whole


def keys_are_kept() -> bool:
    """Whether the settings have a master key, so that each case has a key."""
    return bool(current_app.config["MASTER_KEYS"])


def new_keys(count: int) -> list[str | None]:
    """The names of so many new keys, in one statement; None for each where no keys are kept."""
    if not keys_are_kept() or not count:
        return [None] * count
    made = [Seal(new_name(), os.urandom(KEY_BYTES)) for _ in range(count)]
    rows = [{"name": seal.name, "wrapped": seal.key.hex()} for seal in made]
    db.session.connection().execute(insert(_KEYS), rows)
    known().seals |= {seal.name: seal for seal in made}
    return [seal.name for seal in made]


def note_owners(owners: str, names: Mapping[int, str | None]) -> None:
    """Remember whose key is called what, so that nobody has to ask within this transaction."""
    known().names |= {(owners, key): name for key, name in names.items() if name}


def told_of(text: str | None, case_id: int) -> Told | None:
    """A text of a case, for a statement that goes past the session."""
    return None if text is None else Told(text, seals_of({("cases", case_id)})["cases", case_id])


def key_of(owners: str, key: int) -> str:
    """The name of the key of one owner, which gets one where it had none."""
    owner = owners, key
    seals_of({owner})
    return known().names[owner] or ""


def bind_rows(
    table: Table, rows: Sequence[dict[str, Any]], *, restored: bool = False
) -> Sequence[dict[str, Any]]:
    """Bind the texts in `rows`, which go past the session into `table`, each to its case.

    Rows that are `restored` are given no new keys; what was erased is erased in them too.
    """
    names = [one.name for one in table.columns if isinstance(one.type, CaseText)]
    bound = [row for row in rows if any(row.get(name) is not None for name in names)]
    owners = {_owner_in(table, row) for row in bound}
    seals = seals_of({owner for owner in owners if owner}, restored=restored) if owners else {}
    for row in bound:
        seal = _seal_in(table, row, seals, restored=restored)
        for name in names:
            if row.get(name) is not None:
                row[name] = Told(row[name], seal)
    return rows


def _seal_in(
    table: Table, row: Mapping[str, Any], seals: Mapping[Owner, Seal | None], *, restored: bool
) -> Seal | None:
    if "key_name" in table.columns:
        return _named([row["key_name"]], restored=restored).get(row["key_name"])
    owner = _owner_in(table, row)
    return seals[owner] if owner else None


def _owner_in(table: Table, row: Mapping[str, Any]) -> Owner | None:
    if "key_name" not in table.columns:
        for owners in OWNERS:
            key = row.get(f"{owners[:-1]}_id")
            if key is not None:
                return owners, key
    return None


def seals_of(owners: Set[Owner], *, restored: bool = False) -> dict[Owner, Seal | None]:
    """The seal of each owner, None where no keys are kept. Raises `Refused` for one that is erased."""
    if not keys_are_kept():
        return dict.fromkeys(owners)
    book = known()
    for table in OWNERS:
        _look_up(table, *(key for of, key in owners - book.names.keys() if of == table))
    lacking = [owner for owner in owners if book.names[owner] is None]
    if lacking and not restored:
        # A notification goes by the key of its case, which its force may no longer be given.
        with current_app.extensions[_PAST]():
            _give_keys(lacking)
    names = [name for owner in owners if (name := book.names[owner])]
    seals = _named(names, restored=restored)
    return {owner: seals.get(book.names[owner] or "") for owner in owners}


def _look_up(owners: str, *keys: int) -> None:
    """Read the names and the keys of `owners`, in one statement."""
    if not keys:
        return
    book = known()
    found = db.session.connection().execute(_keys_of(owners), {"keys": keys})
    for key, known_as, wrapped in found:
        book.names[owners, key] = known_as
        if known_as:
            book.seals[known_as] = Seal(known_as, bytes.fromhex(wrapped)) if wrapped else None


@cache
def _keys_of(owners: str) -> Select[int, str, str]:
    """Given `owners` with their keys; built once, for whatever writes a text of a case asks."""
    owner = OWNERS[owners]
    name: ColumnElement[Any] = owner.c.key_name
    others: FromClause = owner
    if owners == "notifications":  # one that has a case goes by the key of the case
        name = func.coalesce(name, _CASES.c.key_name)
        others = owner.outerjoin(_CASES, _CASES.c.id == _NOTICES.c.case_id)
    return (
        select(owner.c.id, _KEYS.c.name, _KEYS.c.wrapped)
        .select_from(others.outerjoin(_KEYS, _KEYS.c.name == name))
        .where(owner.c.id.in_(bindparam("keys", expanding=True)))
    )


def _give_keys(lacking: Sequence[Owner]) -> None:
    """Give keys to owners of before there were keys; of two who do so at once, the first one does."""
    book = known()
    goes_by = {one: _goes_by(one) for one in lacking}
    for owner in dict.fromkeys(goes_by.values()):
        _look_up(*owner)
    bare = [owner for owner in dict.fromkeys(goes_by.values()) if book.names[owner] is None]
    for owner, made in zip(bare, new_keys(len(bare)), strict=True):
        table = OWNERS[owner[0]]
        first = update(table).where(table.c.id == owner[1], table.c.key_name.is_(None))
        if not db.session.connection().execute(first.values(key_name=made)).rowcount:
            _look_up(*owner)
        else:
            book.names[owner] = made
    book.names |= {one: book.names[owner] for one, owner in goes_by.items()}


def _goes_by(owner: Owner) -> Owner:
    """Whose key an owner goes by: a notification that became a case, by that of the case."""
    if owner[0] != "notifications":
        return owner
    found = select(_NOTICES.c.case_id).where(_NOTICES.c.id == owner[1])
    case_id: int | None = db.session.connection().execute(found).scalar()
    return ("cases", case_id) if case_id else owner


def _named(names: Iterable[str | None], *, restored: bool = False) -> dict[str, Seal | None]:
    """The seals of these names. Raises `Refused` where one was destroyed."""
    book, wanted = known(), {name for name in names if name}
    if not keys_are_kept():
        return {}
    unknown = wanted - book.seals.keys()
    if unknown:
        found = select(_KEYS.c.name, _KEYS.c.wrapped).where(_KEYS.c.name.in_(unknown))
        for name, wrapped in db.session.connection().execute(found):
            book.seals[name] = Seal(name, bytes.fromhex(wrapped)) if wrapped else None
    seals = {name: book.seals.get(name) for name in wanted}
    if restored:  # under a key that nobody has: it was erased before
        return {name: seal or Seal(name, os.urandom(KEY_BYTES)) for name, seal in seals.items()}
    if None in seals.values():
        raise Refused(_GONE)
    return seals


def forget_keys(session: Session) -> None:
    """Let go of what a transaction knows of keys: it is over, or one of them was destroyed."""
    session.info.pop("case keys", None)
    session.info.pop(OPENED, None)


def known() -> Known:
    """What this transaction has read of keys."""
    session: Session = db.session()
    book: Known = session.info.setdefault("case keys", Known())
    return book
