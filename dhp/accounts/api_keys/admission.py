"""Where a program's key meets the service: looked at, counted, and kept for the request."""

from collections.abc import Callable
from datetime import timedelta
from math import ceil
from typing import TypeVar

from flask import abort, current_app, g, request
from sqlalchemy import case, literal, or_, update
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import HTTPException, TooManyRequests, Unauthorized

from dhp.accounts import cookie, guesses
from dhp.accounts.api_keys.models import ApiCalls, ApiClient, ApiKey
from dhp.accounts.api_keys.queries import held, key_shown
from dhp.accounts.guesses import TooManyGuesses
from dhp.accounts.row_security.reach import ask_for, asker_for_client
from dhp.audit.trail import Surroundings, surroundings
from dhp.calendar import now
from dhp.column_types import UtcDateTime
from dhp.extensions import db, writing
from dhp.web.access import KeyScope
from dhp.web.headers import request_id

T = TypeVar("T")

WINDOW = timedelta(minutes=1)
_USE_KNOWN_TO = timedelta(hours=1)
_LONGEST = 200  # characters of a header that may be a key


def admit(scope: KeyScope) -> None:
    """Let a request through whose key has `scope`; else raise 401, 403 or 429.

    Every call with a good key counts, also one that is then refused. Wrong keys count for the
    address that they come from; a good key is admitted from any, because many forces may share one.
    """
    key = _key()
    if key is None:
        raise _refused_key()
    wait = _in_its_own(lambda: _counted(key))
    if wait:
        raise TooManyRequests(retry_after=wait)
    if scope not in key.scopes:
        abort(403)
    if writing.get() and not held(key):  # revoked since it was shown
        raise _unauthorized()
    surroundings.set(
        Surroundings(
            surface="api",
            auth="key",
            request_id=request_id(),
            source_ip=request.remote_addr or "",
            session_ref=key.prefix,
        )
    )
    g.api_client = key.client
    ask_for(asker_for_client(key.client_id, key.client.force_id))


def present_client() -> ApiClient:
    """The system whose key this request shows; only for routes that require a key."""
    client: ApiClient = g.api_client
    return client


def _key() -> ApiKey | None:
    """The key that the request shows; None for one that is not in use."""
    scheme, _, text = request.headers.get("Authorization", "").partition(" ")
    shown = scheme.lower() == "bearer" and len(text) <= _LONGEST
    return key_shown(text.strip()) if shown else None


def _refused_key() -> HTTPException:
    """What a wrong key is told: that it is none, or to wait."""
    if not request.headers.get("Authorization"):  # nothing was tried
        return _unauthorized()
    try:
        guesses.check_source(cookie.guesser())
    except TooManyGuesses as error:
        return TooManyRequests(retry_after=error.seconds)
    _in_its_own(lambda: guesses.count_at_source(cookie.guesser()))
    return _unauthorized()


def _unauthorized() -> HTTPException:
    return Unauthorized(www_authenticate=WWWAuthenticate("bearer", {"realm": "dhp"}))


def _in_its_own(count: Callable[[], T]) -> T:
    """What `count` gives, in a transaction of its own, so that a refused request counts too."""
    db.session.commit()  # ends the reading transaction, so that SQLite may take its write lock
    token = writing.set(True)
    try:
        found = count()
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
    finally:
        writing.reset(token)
    return found


def _counted(key: ApiKey) -> int:
    at = now()
    instant, over = literal(at, UtcDateTime), ApiCalls.began_at <= at - WINDOW
    calls, began_at = db.session.execute(
        update(ApiCalls)
        .where(ApiCalls.client_id == key.client_id)
        .values(
            calls=case((over, 1), else_=ApiCalls.calls + 1),
            began_at=case((over, instant), else_=ApiCalls.began_at),
        )
        .returning(ApiCalls.calls, ApiCalls.began_at)
        .execution_options(synchronize_session=False)
    ).one()
    db.session.execute(
        update(ApiKey)
        .where(
            ApiKey.id == key.id,
            or_(ApiKey.last_used_at.is_(None), ApiKey.last_used_at <= at - _USE_KNOWN_TO),
        )
        .values(last_used_at=at)
        .execution_options(synchronize_session=False)
    )
    if calls <= current_app.config["API_CALLS_PER_MINUTE"]:
        return 0
    return max(1, ceil((began_at + WINDOW - at).total_seconds()))
