"""Work on the keys of all cases: wrapping them anew, and sealing what was written before them."""

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Column, Table, Text, bindparam, func, select, type_coerce, update

from dhp.audit import guards, trail
from dhp.audit.keeping_acts import KeepingAct
from dhp.errors import Refused
from dhp.extensions import db
from dhp.sealing import bind_rows, key_of, keys_are_kept
from dhp.sealing.census import open_texts, sealed_tables
from dhp.sealing.master import masters
from dhp.sealing.models import CaseKey

AT_ONCE = 500  # rows in one transaction

Commit = Callable[[], None]


def rotate(*, by: trail.Actor, commit: Commit) -> int:
    """Wrap every key by the newest master; gives how many were not. `commit` is called in steps.

    Until it is done an earlier master still opens what it wrapped. Stopped, it goes on where it was.
    """
    _check_keys()
    done = 0
    stored = type_coerce(CaseKey.wrapped, Text)
    newest = f"{masters()[0].name}."
    old = func.substr(stored, 1, len(newest)) != newest
    while keys := db.session.scalars(
        select(CaseKey).where(old).order_by(CaseKey.name).limit(AT_ONCE).with_for_update()
    ).all():
        rows = [{"one": key.name, "wrapped": key.wrapped} for key in keys]
        table: Any = CaseKey.__table__
        again = update(table).where(table.c.name == bindparam("one"))
        db.session.connection().execute(again.values(wrapped=bindparam("wrapped")), rows)
        done += len(rows)
        db.session.expunge_all()
        commit()
    trail.record(KeepingAct.KEYS_ROTATED, by=by, about=(), keys=done)
    commit()
    return done


def seal(*, by: trail.Actor, commit: Commit) -> int:
    """Seal every text that was written before its case had a key; gives the number of rows.

    The guards of tables that only grow are lifted for each step and laid anew in the same
    transaction, which on PostgreSQL their owner alone may do. Stopped, it goes on where it was.
    """
    _check_keys()
    done = 0
    for table, columns in sealed_tables():
        for rows in _steps(table, columns):
            bind_rows(table, rows)
            connection = db.session.connection()
            guards.lift(connection)
            _write(table, columns, rows)
            guards.lay(connection)
            commit()
            done += len(rows)
    trail.record(KeepingAct.TEXTS_SEALED, by=by, about=(), rows=done)
    commit()
    return done


def _check_keys() -> None:
    if not keys_are_kept():
        raise Refused("There is no master key. Set DHP_MASTER_KEYS first.")


def _steps(table: Table, columns: list[Column[Any]]) -> Iterator[list[dict[str, Any]]]:
    """The rows with open texts, some at a time, with what says whose they are."""
    owners = [
        table.c[name] for name in ("case_id", "notification_id", "key_name") if name in table.c
    ]
    after = 0
    while True:
        found = select(table.c.id, *owners, *columns).where(open_texts(columns), table.c.id > after)
        some = db.session.connection().execute(found.order_by(table.c.id).limit(AT_ONCE)).mappings()
        rows = [dict(row) for row in some]
        if not rows:
            return
        after = rows[-1]["id"]
        if "key_name" in table.c:
            _give_keys(table, rows)
        yield rows


def _give_keys(table: Table, rows: list[dict[str, Any]]) -> None:
    for row in rows:
        row["key_name"] = row["key_name"] or key_of(table.name, row["id"])


def _write(table: Table, columns: list[Column[Any]], rows: list[dict[str, Any]]) -> None:
    named = [
        {"row": row["id"]} | {f"to_{one.name}": row[one.name] for one in columns} for row in rows
    ]
    values = {one.name: bindparam(f"to_{one.name}", type_=one.type) for one in columns}
    statement = update(table).where(table.c.id == bindparam("row")).values(values)
    db.session.connection().execute(statement, named)
