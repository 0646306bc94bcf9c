"""The edge of the request: it commits once when the view succeeded, and never otherwise."""

from collections.abc import Callable
from functools import wraps

from flask import Flask, Response, current_app, make_response, request
from flask.typing import ResponseReturnValue

from dhp.extensions import db, writing
from dhp.opening import Patience, patience

_READS = frozenset({"GET", "HEAD", "OPTIONS"})


def writes(view: Callable[..., ResponseReturnValue]) -> Callable[..., Response]:
    """Commit what `view` did when it answers with a status below 400, else roll it back.

    A commit that fails raises like any other fault, so the answer is never a false success. Put it
    nearest to the view, below the route and its access. A GET may carry it only to record that
    something was read.
    """

    @wraps(view)
    def at_the_edge(*args: object, **values: object) -> Response:
        try:
            response = make_response(view(*args, **values))
            if response.status_code < 400:
                db.session.commit()
            else:
                db.session.rollback()
        except BaseException:
            db.session.rollback()
            raise
        return response

    vars(at_the_edge)["__writes__"] = True
    return at_the_edge


def declared_writes(view: Callable[..., object]) -> bool:
    """Whether `view` commits."""
    return bool(getattr(view, "__writes__", False))


def init_app(app: Flask) -> None:
    """Tell the database, before each request, whether it will write and how long it may wait."""
    app.before_request(_announce)
    app.teardown_request(_forget)


def _announce() -> None:
    patience.set(Patience(current_app.config["DATABASE_SECONDS"]))
    view = current_app.view_functions.get(request.endpoint or "")
    # A read that is recorded writes as well: taking the lock late could fail after the reading.
    writing.set(request.method not in _READS or (view is not None and declared_writes(view)))


def _forget(_error: BaseException | None) -> None:
    writing.set(True)
    patience.set(None)
