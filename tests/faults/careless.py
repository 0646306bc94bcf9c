"""The service as it is, and for requests that ask for it the same without one safeguard: the controls.

A request asks by the header X-Careless. Without it this is `wsgi.app` and nothing else.
"""

import time
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from flask import request
from sqlalchemy.exc import SQLAlchemyError

from dhp.extensions import db
from dhp.opening import patience
from wsgi import app

Environ = dict[str, Any]
Answer = Iterable[bytes]

MOMENT = 0.05  # seconds between the reply and the commit of whoever replies early

_unsynced: ContextVar[bool] = ContextVar("unsynced", default=False)


def application(environ: Environ, start_response: Any) -> Answer:
    """What gunicorn serves."""
    without = environ.get("HTTP_X_CARELESS", "")
    return _WITHOUT[without](environ, start_response)


def _early(environ: Environ, start_response: Any) -> Answer:
    """Reply first and commit a moment later."""
    context = app.request_context(environ)
    context.push()
    try:
        session: Any = db.session()
        commit, session.commit = session.commit, session.flush
        response = app.full_dispatch_request()
        yield from response(environ, start_response)
        time.sleep(MOMENT)
        commit()
    finally:
        context.pop()


def _swallowing(environ: Environ, start_response: Any) -> Answer:
    """Reply as if all were well when the commit failed."""
    with app.request_context(environ):
        session: Any = db.session()
        commit = session.commit

        def swallow() -> None:
            try:
                commit()
            except SQLAlchemyError:
                session.rollback()

        session.commit = swallow
        return app.full_dispatch_request()(environ, start_response)


def _keyless(environ: Environ, start_response: Any) -> Answer:
    """Take each request for a new one, whatever key it comes with."""
    environ["HTTP_IDEMPOTENCY_KEY"] = uuid4().hex
    return app(environ, start_response)


def _without_sync(environ: Environ, start_response: Any) -> Answer:
    """Let SQLite leave what it writes to the memory of the machine."""
    token = _unsynced.set(True)
    try:
        return app(environ, start_response)
    finally:
        _unsynced.reset(token)


def _leave_in_memory(connection: Any, _record: object, _fairy: object) -> None:
    if _unsynced.get():
        connection.execute("PRAGMA synchronous=OFF")


def _wait_for_ever() -> None:
    if request.headers.get("X-Careless") == "patient":
        patience.set(None)


with app.app_context():
    if db.engine.dialect.name == "sqlite":
        sa.event.listen(db.engine, "checkout", _leave_in_memory)
app.before_request(_wait_for_ever)

_WITHOUT: dict[str, Callable[[Environ, Any], Answer]] = {
    "": app,
    "early": _early,
    "keyless": _keyless,
    "patient": app,
    "swallowing": _swallowing,
    "unsynced": _without_sync,
}
