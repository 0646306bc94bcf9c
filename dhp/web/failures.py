"""Turns whatever goes wrong into a plain page that says what to do and keeps what was typed.

The pages are drawn without the database and without the session's user, so that they still come
when either is the trouble.
"""

import errno
from contextlib import suppress
from http import HTTPStatus

from flask import Flask, Response, current_app, g, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import (
    DBAPIError,
    IntegrityError,
    InterfaceError,
    InternalError,
    OperationalError,
    SQLAlchemyError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from dhp.errors import Absent, DomainError
from dhp.extensions import db
from dhp.web.headers import request_id
from dhp.web.kept_input import kept_input
from dhp.web.problems import for_programs, problem
from dhp.web.templating import draw

_DRAWN = frozenset({400, 401, 403, 404, 409, 413, 429, 500, 503})
_KEEPS_INPUT = frozenset({401, 409, 500, 503})  # and 400 when it is the form's token
_READS = frozenset({"GET", "HEAD"})  # nothing was to be saved
_SOON = "30"  # seconds
_FULL_OR_READ_ONLY = frozenset({errno.ENOSPC, errno.EROFS, errno.EDQUOT})


def init_app(app: Flask) -> None:
    """Answer every fault in one place."""
    app.register_error_handler(HTTPException, _refused_request)
    app.register_error_handler(DomainError, _refused_act)
    app.register_error_handler(SQLAlchemyError, _database_trouble)
    app.register_error_handler(OSError, _disk_trouble)


def _refused_request(error: HTTPException) -> HTTPException | Response:
    code = error.code or 500
    if code < 400 or error.response is not None:
        return error
    original = getattr(error, "original_exception", None)
    if _out_of_service(original):  # raised before a view was reached, say on opening the session
        return _unavailable(original)
    token_failed = isinstance(error, CSRFError)
    response = _page(code, keep=code in _KEEPS_INPUT or token_failed, token_failed=token_failed)
    for name, value in error.get_headers():  # such as Allow and Retry-After
        if name.lower() != "content-type":
            response.headers[name] = value
    return response


def _refused_act(error: DomainError) -> Response:
    if isinstance(error, Absent):
        return _page(404)
    return _page(409, keep=True, message=error.message)


def _database_trouble(error: SQLAlchemyError) -> Response:
    if _out_of_service(error):
        return _unavailable(error)
    if isinstance(error, IntegrityError | StaleDataError):
        current_app.logger.warning("%s: %s", request_id(), type(error).__name__)
        return _page(409, keep=True)
    raise error


def _disk_trouble(error: OSError) -> Response:
    if _out_of_service(error):
        return _unavailable(error)
    raise error


def _out_of_service(error: BaseException | None) -> bool:
    if isinstance(error, OperationalError | InterfaceError | InternalError | PoolTimeout):
        return True
    if isinstance(error, DBAPIError):
        return error.connection_invalidated
    return isinstance(error, OSError) and error.errno in _FULL_OR_READ_ONLY


def _unavailable(error: BaseException | None) -> Response:
    # The kind of fault only: its text may quote what was typed.
    cause = getattr(error, "orig", None) or error
    current_app.logger.error("%s: out of service, %s", request_id(), type(cause).__name__)
    with suppress(SQLAlchemyError):
        db.session.rollback()  # or whatever comes after would try to reach it once more
    response = _page(503, keep=True)
    response.headers["Retry-After"] = _SOON
    return response


def _page(
    code: int, *, keep: bool = False, token_failed: bool = False, message: str | None = None
) -> Response:
    if for_programs():
        return problem(code, message)
    name = code if code in _DRAWN else (500 if code >= 500 else 400)
    try:
        text = draw(
            f"errors/{name}.html",
            kept=kept_input(fresh_token=code < 500) if keep else None,
            message=message,
            reads=request.method in _READS,
            token_failed=token_failed,
            known=code < 500 and "_login_user" in g,  # else asking would mean reading
            reference=request_id(),
        )
    except Exception:  # the last line of defence answers in plain text
        current_app.logger.exception("%s: the page of a fault failed.", request_id())
        words = f"{HTTPStatus(code).phrase}. Go back and try again."
        return Response(words, code, mimetype="text/plain")
    return Response(text, code, mimetype="text/html")
