"""The column type of what a case says of people, and a value that knows under which key it belongs.

A type sees a value and never its row. So whoever writes binds the value to its case first (`Told`),
and whoever reads gets the wrapped key beside the value, out of the same statement.
"""

from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import ColumnElement, Dialect, Text, TypeDecorator
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from dhp.column_types import IdentifyingText
from dhp.extensions import db
from dhp.sealing.master import decrypt, encrypt, unwrap, wrap

MARK = "case:"
NAME_LENGTH = 22
ERASED = "Erased"
OPENED = "opened keys"


@dataclass(frozen=True)
class Seal:
    """The key of one case and its name, which every value under it carries."""

    name: str
    key: bytes = field(repr=False)

    def close(self, text: str) -> str:
        """The text as it is stored."""
        payload = encrypt(AESGCM(self.key), text.encode(), self.name.encode())
        return f"{MARK}{self.name}:{payload}"


class Told(str):
    """A text of a case on its way into the database; with no seal, where no keys are kept."""

    __slots__ = ("seal",)
    seal: Seal | None

    def __new__(cls, text: str, seal: Seal | None = None) -> "Told":
        """The same text, and the seal that closes it."""
        told = super().__new__(cls, text)
        told.seal = seal
        return told


class CaseText(IdentifyingText):
    """Text of a case that may identify a person, encrypted under the key of that case.

    Where no master key is set it is kept as `IdentifyingText` keeps it. When the key was destroyed,
    `erased` is read in its place, whatever was there.
    """

    cache_ok = True

    def __init__(self, erased: str = ERASED) -> None:
        super().__init__()
        self.erased = erased

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Close it; a text that is bound to no case is a mistake of whoever wrote the code."""
        if value is None:
            return None
        if not isinstance(value, Told):
            raise TypeError("A text of a case is bound to its case before it is written.")
        if value.seal is None:
            return super().process_bind_param(str(value), dialect)
        return value.seal.close(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> str | None:
        """Open it with the key that was read beside it."""
        if value is None or not value.startswith(MARK):
            return super().process_result_value(value, dialect)
        name, payload, wrapped = value.removeprefix(MARK).split(":")
        if not wrapped:
            return self.erased
        return decrypt(_cipher_of(wrapped), payload, name.encode()).decode()

    def column_expression(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        """Read the wrapped key beside a sealed value."""
        return _WithKey(column, self)


def _cipher_of(wrapped: str) -> AESGCM:
    """The key that was read beside a text, opened once for all texts that a transaction reads."""
    opened: dict[str, AESGCM] = db.session.info.setdefault(OPENED, {})
    if wrapped not in opened:
        opened[wrapped] = AESGCM(unwrap(wrapped))
    return opened[wrapped]


class WrappedKey(TypeDecorator[str]):
    """The key of a case as hexadecimal text, stored under the newest master key."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Wrap it."""
        return None if value is None else wrap(bytes.fromhex(value))

    def process_result_value(self, value: Any | None, dialect: Dialect) -> str | None:
        """Open it."""
        return None if value is None else unwrap(value).hex()


class _WithKey(FunctionElement[Any]):
    """A column, and behind each sealed value in it the wrapped key, as long as there is one."""

    inherit_cache = True
    name = "with_key"

    def __init__(self, column: ColumnElement[Any], kind: CaseText) -> None:
        super().__init__(column)
        self.type = kind  # so that what is read is opened


@compiles(_WithKey)
def _write_with_key(element: _WithKey, compiler: SQLCompiler, **given: Any) -> str:
    given.pop("add_to_result_map", None)  # the column stands in it several times
    column = compiler.process(element.clauses, **given)
    key = f"SELECT k.wrapped FROM case_keys k WHERE k.name = substr({column}, 6, {NAME_LENGTH})"  # noqa: S608 - a column
    sealed = f"{column} || ':' || coalesce(({key}), '')"
    return f"CASE WHEN substr({column}, 1, 5) = '{MARK}' THEN {sealed} ELSE {column} END"
