"""The Welsh that is laid over English pages at the moment of showing; below `web` nothing knows of it."""

from dhp.language.languages import (
    COOKIE,
    WELSH_FORCES,
    Language,
    init_app,
    is_offered,
    present,
    select_by,
)
from dhp.language.saying import in_language, say, say_sentence, say_typed

__all__ = [
    "COOKIE",
    "WELSH_FORCES",
    "Language",
    "in_language",
    "init_app",
    "is_offered",
    "present",
    "say",
    "say_sentence",
    "say_typed",
    "select_by",
]
