"""Which languages there are, who is offered them, and in which one a request is answered."""

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from flask import Flask, current_app, has_request_context
from flask_babel import Babel, get_locale

COOKIE = "language"  # holds nothing but the language: no sign of who chose it
WELSH_FORCES = frozenset({"W15000001", "W15000002", "W15000003", "W15000004"})  # the ONS codes

_SELECTOR = "language of a request"


class Language(StrEnum):
    """The languages of the pages, each under its code."""

    ENGLISH = "en"
    WELSH = "cy"

    @property
    def own_name(self) -> str:
        """The language as those who speak it call it."""
        return "Cymraeg" if self is Language.WELSH else "English"

    @property
    def other(self) -> "Language":
        """The one to switch to."""
        return Language.ENGLISH if self is Language.WELSH else Language.WELSH


class Asked(NamedTuple):
    """What is known of who reads: the language chosen, if any, and whether there is a choice."""

    language: Language
    offered: bool


def init_app(app: Flask) -> None:
    """Let every request have its language. Before somebody says who reads, English alone."""
    Babel(app, locale_selector=present, configure_jinja=False)
    app.extensions[_SELECTOR] = lambda: Asked(Language.ENGLISH, offered=False)


def select_by(app: Flask, selector: Callable[[], Asked]) -> None:
    """Ask `selector`, once a request, which language its reader chose; it reads nothing by itself."""
    app.extensions[_SELECTOR] = selector


def present() -> Language:
    """The language of this request; English outside one."""
    return _asked().language


def is_offered() -> bool:
    """Whether the reader of this request may change the language."""
    return _asked().offered


def speaks_welsh() -> bool:
    """Whether the page that is drawn now is in Welsh."""
    if not has_request_context():
        return False
    locale = get_locale()
    return locale is not None and locale.language == Language.WELSH.value


def _asked() -> Asked:
    if not has_request_context():
        return Asked(Language.ENGLISH, offered=False)
    selector: Callable[[], Asked] = current_app.extensions[_SELECTOR]
    return selector()
