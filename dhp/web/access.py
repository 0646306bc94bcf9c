"""Who may call a route: every view declares it, and what is undeclared is refused."""

from collections.abc import Callable
from enum import StrEnum
from itertools import chain
from typing import TypeVar

from flask import Flask, abort, current_app, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.extensions import sign_in_manager

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])

_ADMIT = "admit key"
_WANTED = "wanted"
_LONGEST_WANTED = 500  # characters; the session is a cookie
_ZERO = "\0"  # in no address of ours, and PostgreSQL cannot be asked for it


class KeyScope(StrEnum):
    """What a program's key may be for. The rooms with such routes name the scopes; here are none."""


class Access(StrEnum):
    """The two ways to call a route without a permission."""

    PUBLIC = "public"
    SIGNED_IN = "signed in"


def public(view: View) -> View:
    """Anybody may call this route."""
    return _declare(view, Access.PUBLIC)


def signed_in(view: View) -> View:
    """Anybody who is signed in may call this route."""
    return _declare(view, Access.SIGNED_IN)


def requires(permission: StrEnum) -> Callable[[View], View]:
    """Only people whose role gives `permission` may call this route."""

    def decorate(view: View) -> View:
        return _declare(view, permission)

    return decorate


def requires_key(scope: KeyScope) -> Callable[[View], View]:
    """Only programs whose key has `scope` may call this route; no sign-in counts, whoever's."""

    def decorate(view: View) -> View:
        return _declare(view, scope)

    return decorate


def admit_keys(app: Flask, admit: Callable[[KeyScope], None]) -> None:
    """Let `admit` look at the key of a request; it raises what refuses it."""
    app.extensions[_ADMIT] = admit


def declared_access(view: Callable[..., object]) -> StrEnum | None:
    """What `view` declares: an `Access`, a permission, a `KeyScope`, or None for nothing."""
    access: StrEnum | None = getattr(view, "__access__", None)
    return access


def guard() -> ResponseReturnValue | None:
    """Let the request through, ask for sign-in, or refuse. Runs before every request."""
    if request.endpoint is None or request.endpoint == "static":
        return None
    if _leads_nowhere():
        abort(404)
    access = declared_access(current_app.view_functions[request.endpoint])
    if access is None:
        current_app.logger.error("%s declares no access: refused.", request.endpoint)
        abort(404)
    if access is Access.PUBLIC:
        return None
    if isinstance(access, KeyScope):
        current_app.extensions[_ADMIT](access)
        return None
    if not current_user.is_authenticated:
        return _ask_to_sign_in()
    if access is not Access.SIGNED_IN and not current_user.may(access):
        abort(403)
    return None


def take_wanted(otherwise: str) -> str:
    """The path that a person asked for before signing in, once, or `otherwise`.

    Call it before the session is renewed. The path was built by us and kept in the signed session,
    never in a parameter, so it is safe to redirect to.
    """
    wanted: str = session.pop(_WANTED, otherwise)
    return wanted


def init_app(app: Flask) -> None:
    """Ask the guard before every request."""
    app.before_request(guard)


def _declare(view: View, access: StrEnum) -> View:
    vars(view)["__access__"] = access
    return view


def _leads_nowhere() -> bool:
    parts = (*(request.view_args or {}).values(), *chain(*request.args.listvalues()))
    return any(_ZERO in str(part) for part in parts)


def _ask_to_sign_in() -> ResponseReturnValue:
    if request.method != "GET" or not sign_in_manager.login_view or request.endpoint is None:
        abort(401)
    query = request.query_string.decode("ascii", "ignore")
    wanted = url_for(request.endpoint, **(request.view_args or {})) + (f"?{query}" if query else "")
    if len(wanted) <= _LONGEST_WANTED:
        session[_WANTED] = wanted
    return redirect(url_for(sign_in_manager.login_view))
