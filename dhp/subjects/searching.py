"""Looking for a person in every text that the service keeps, of which the reader may read the row."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, false, literal, or_, select, true

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.cases.models import Case
from dhp.cases.queries import readable_by
from dhp.cases.wording import upper
from dhp.column_types import IdentifyingText
from dhp.dictionary import DICTIONARY
from dhp.extensions import Base, db
from dhp.retention.data_map import STORES
from dhp.subjects.matching import (
    Sought,
    marks_of,
    may_name_them,
    names_them,
    plain_text,
    worth_reading,
)

# What is no record of a person of a case: secrets, accounts, and what waits for its owner alone.
NOT_SEARCHED = {
    "api_sendings": "digests",
    "case_rehearsals": "practice is its owner’s alone, and tells of nobody",
    "import_files": "a file that waits is its owner’s alone",
    "mail_messages": "addresses of staff; the account tells of them",
    "passkeys": "what staff call their keys",
    "recoveries": "secrets",
    "rehearsals": "practice is its owner’s alone, and tells of nobody",
    "sign_ins": "a form that waits is its owner’s alone",
    "subject_requests": "requests such as this one",
    "users": "looked up as accounts",
}
_NOTICES, _ANSWERS = "notifications", "answers"


@dataclass(frozen=True)
class Hit:
    """One text that names the person, or may: where it stands, and in which case if in any.

    `key` names the row and column for as long as the row is there; `where` is the place in words.
    `sure` says whether the person is named in full; else only the surname stands there.
    """

    key: str
    where: str
    case_id: int | None
    text: str
    sure: bool


def searched() -> Iterator[tuple[Table, list[Any]]]:
    """Every table that is searched, with the columns that hold texts, by name."""
    for name in sorted(Base.metadata.tables.keys() - NOT_SEARCHED.keys()):
        table = Base.metadata.tables[name]
        columns = [column for column in table.columns if isinstance(column.type, IdentifyingText)]
        if columns:
            yield table, columns


def search(sought: Sought, user: User) -> list[Hit]:
    """Every text that names whom is `sought`, in rows that `user` may read; the sure ones first.

    Each text is decrypted once, and nothing of it is kept.
    """
    found = [hit for table, columns in searched() for hit in _in(table, columns, sought, user)]
    return sorted(found, key=lambda hit: (not hit.sure, hit.case_id or 0, hit.key))


def _in(table: Table, columns: list[Any], sought: Sought, user: User) -> Iterator[Hit]:
    keys = list(table.primary_key.columns)
    case, readable = _case_of(table, user)
    marks = marks_of(sought)
    code = table.c.code if table.name == _ANSWERS else literal("")
    read = case.label("of_case"), code.label("of_code"), *keys, *columns
    statement = select(*read).where(readable).order_by(*keys)
    for row in db.session.execute(statement):
        number = " ".join(str(part) for part in row[2 : 2 + len(keys)])
        for column, stored in zip(columns, row[2 + len(keys) :], strict=True):
            text = plain_text(stored) if stored else ""
            if not text or not worth_reading(text, marks):
                continue
            sure = names_them(text, sought)
            if sure or may_name_them(text, sought):
                key = f"{table.name} {number} {column.name}"
                yield Hit(key, _place(table.name, row.of_code), row.of_case, text, sure)


def _place(table: str, code: str) -> str:
    """Where a text stands as people call it: what was asked, or what the store holds."""
    if code:
        return upper(DICTIONARY[code].name) if code in DICTIONARY else code
    return next(store.title for store in STORES if table in store.tables)


def _case_of(table: Table, user: User) -> tuple[ColumnElement[Any], ColumnElement[bool]]:
    """The case of a row, and whether the user may read the row: the first wall, in a condition."""
    cases = readable_by(user).with_only_columns(Case.id)
    if table.name == "cases":
        return table.c.id, table.c.id.in_(cases)
    if table.name == _NOTICES:
        return table.c.case_id, _notice(table, cases, user)
    if "case_id" in table.c:
        outside = table.c.case_id.is_(None) if table.c.case_id.nullable else false()
        return table.c.case_id, or_(table.c.case_id.in_(cases), outside)
    if "notification_id" in table.c:
        notices = Base.metadata.tables[_NOTICES]
        seen = select(notices.c.id).where(_notice(notices, cases, user))
        case = select(notices.c.case_id).where(notices.c.id == table.c.notification_id)
        return case.scalar_subquery(), table.c.notification_id.in_(seen)
    return _nothing(), true()


def _nothing() -> ColumnElement[Any]:
    return select(Case.id).where(false()).scalar_subquery()


def _notice(table: Table, cases: Select[int], user: User) -> ColumnElement[bool]:
    """Sent, and of a case that may be read; of none yet, where it is not kept from the user."""
    restricted = true() if user.may(Permission.READ_RESTRICTED_CASES) else false()
    fresh = and_(table.c.case_id.is_(None), or_(table.c.restricted.is_(False), restricted))
    return and_(table.c.sent_at.is_not(None), or_(table.c.case_id.in_(cases), fresh))
