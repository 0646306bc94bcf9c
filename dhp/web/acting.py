"""What a view does with a form: tries what it asks for, and says on the next page that it is done."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from flask import Flask, flash, message_flashed, redirect, session, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from dhp.errors import Absent, DomainError, Stale
from dhp.extensions import db

_SAID = "_flashes"  # Flask's name in the session for what the next page says
_MOST_SAID = 4


class Shows(Protocol):
    """A form, or a page of several, that can show what is wrong."""

    def fail(self, error: DomainError) -> None:
        """Show `error` beside the field that it names."""


@dataclass
class Tried:
    """What became of it: `refused` is the status of a refusal, 0 when all was done."""

    refused: int = 0

    @property
    def stale(self) -> bool:
        """Whether somebody else changed the thing since the person opened it."""
        return self.refused == 409


class _Unsound(DomainError):
    """A form has faults, which stand beside its fields already."""


@contextmanager
def trying(form: Shows) -> Iterator[Tried]:
    """Try the block. What the domain does not allow is shown on `form`, and nothing half done stays.

    The page that is drawn after a refusal may record that it was read, which commits: so whatever
    was begun is undone first, and the page shows what stands.
    """
    tried = Tried()
    try:
        yield tried
    except _Unsound:
        tried.refused = 422
    except Absent:
        raise  # answered as everywhere: there is no page on which it could be shown
    except DomainError as error:
        db.session.rollback()
        form.fail(error)
        tried.refused = 409 if isinstance(error, Stale) else 422


def check_sound(*forms: FlaskForm) -> None:
    """End the block of `trying` unless each of `forms` is sound; all of them are looked at.

    It comes first, unless the thing itself may not allow the act: then its page has no such form,
    and faults of fields would lead nowhere.
    """
    faulty = [form for form in forms if not form.validate()]
    if faulty:
        raise _Unsound("Look at what is marked.")


def init_app(app: Flask) -> None:
    """Keep the cookie small enough to be taken, however much is done without a page to say it on."""
    message_flashed.connect(_let_old_words_go, app)


def _let_old_words_go(_app: Flask, **_message: str) -> None:
    # A browser drops a cookie above 4 kB, and with it the words that were said last.
    session[_SAID] = session[_SAID][-_MOST_SAID:]


def say_done(words: str, endpoint: str, **values: Any) -> Response:
    """Go on to the page of `endpoint`, which says in `words` what was done."""
    flash(words, "success")
    return redirect(url_for(endpoint, **values), 303)
