"""The language of the pages: offered to contacts of the Welsh forces, and kept with their account."""

from urllib.parse import urlsplit

from flask import Flask, current_app, g, make_response, redirect, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from dhp.accounts.models import User
from dhp.accounts.views import bp, home
from dhp.audit.account_acts import AccountAct
from dhp.audit.trail import record
from dhp.errors import Absent
from dhp.language import COOKIE, Language, select_by
from dhp.language.languages import Asked
from dhp.web.access import public
from dhp.web.edge import writes

_YEAR = 31_536_000  # seconds


def init_app(app: Flask) -> None:
    """Answer each request in the language of its reader."""
    select_by(app, asked)


def asked() -> Asked:
    """The language of this request: the account's, else the browser's. Reads no row for it.

    Where nobody is known yet, on the pages of signing in and of a fault, the browser alone says.
    """
    user = g.get("_login_user")
    if user is None or not user.is_authenticated:
        return Asked(_of_browser(), offered=True)
    if not user.may_read_welsh:
        return Asked(Language.ENGLISH, offered=False)
    return Asked(user.language or _of_browser(), offered=True)


def choose(language: Language, *, by: User) -> None:
    """Keep the language with the account, for its pages and its mail."""
    if by.may_read_welsh and by.language is not language:
        by.language = language
        record(AccountAct.LANGUAGE_CHOSEN, by=by, about=by.ref, language=language.value)


@bp.post("/language")
@public
@writes
def choose_language() -> ResponseReturnValue:
    """Change the language and go back to the page."""
    if request.form.get("language") not in set(Language):
        raise Absent
    language = Language(request.form["language"])
    if current_user.is_authenticated:
        choose(language, by=current_user)
    answer = make_response(redirect(_way_back(request.form.get("back", "")), 303))
    answer.set_cookie(
        COOKIE,
        language.value,
        max_age=_YEAR,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
    return answer


def _of_browser() -> Language:
    chosen = request.cookies.get(COOKIE)
    return Language(chosen) if chosen in set(Language) else Language.ENGLISH


def _way_back(address: str) -> str:
    """`address` if it is a page of ours that can be opened, else the first page."""
    parts = urlsplit(address)
    pages = current_app.create_url_adapter(request)
    if pages is None or parts.scheme or parts.netloc or not parts.path.startswith("/"):
        return home()
    try:
        pages.match(parts.path, method="GET")
    except (HTTPException, RequestRedirect):
        return home()
    return f"{request.script_root}{parts.path}" + (f"?{parts.query}" if parts.query else "")
