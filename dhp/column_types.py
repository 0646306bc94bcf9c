"""Column types that every table shares: aware times, closed vocabularies, identifying text."""

from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from flask import current_app
from sqlalchemy import DateTime, Dialect, String, Text, TypeDecorator, bindparam


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant, kept in UTC. SQLite forgets the zone; this puts it back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive time: nobody can say what it means."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A stored time needs a zone.")
        return value if value.tzinfo is UTC else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the instant back in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# The instant of a statement that is built once, for building takes far longer than most take to run;
# it is given at every run: `execute(statement, {"as_at": ...})`.
AS_AT: Any = bindparam("as_at", type_=UtcDateTime())


class Vocabulary(TypeDecorator[StrEnum]):
    """A `StrEnum` kept as its value: readable in the database, closed in the code."""

    impl = String
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__(length=40)
        self.words = words
        self._texts: dict[str, str] = {word: word.value for word in words}
        self._members: dict[str, StrEnum] = {word.value: word for word in words}

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:
        """Refuse a word outside the vocabulary."""
        if value is None:
            return None
        return self._texts.get(value) or self.words(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        """Give the member back."""
        return None if value is None else self._members.get(value) or self.words(value)


class IdentifyingText(TypeDecorator[str]):
    """Text that may identify a person, encrypted with the settings' field keys.

    Without a key (demonstration and tests only; the production profile refuses to start) it is
    kept as it is. A stored value tells which it is, so keys can be introduced later.
    """

    impl = Text
    cache_ok = True
    _MARK, _AS_IS = "enc:", "as-is:"
    _MARKS = (_MARK, _AS_IS, "case:")

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Encrypt under the newest key."""
        keys = None if value is None else _field_keys()
        if value is None:
            return None
        if keys is None:  # what somebody typed must not be taken for a mark of ours
            return self._AS_IS + value if value.startswith(self._MARKS) else value
        return self._MARK + keys.encrypt(value.encode()).decode()

    def process_result_value(self, value: Any | None, dialect: Dialect) -> str | None:
        """Decrypt under whichever key made it."""
        if value is None or not value.startswith(self._MARK):
            return None if value is None else value.removeprefix(self._AS_IS)
        keys = _field_keys()
        if keys is None:
            raise RuntimeError("Set DHP_FIELD_KEYS: the database holds encrypted values.")
        return keys.decrypt(value.removeprefix(self._MARK).encode()).decode()


def _field_keys() -> MultiFernet | None:
    keys = current_app.config["FIELD_KEYS"]
    return _made_of(tuple(keys)) if keys else None


@lru_cache(maxsize=4)
def _made_of(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])
