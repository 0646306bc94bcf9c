"""Where the browser's cookie meets the sessions on the server, at both ends of every request.

The cookie holds a token and the form token, nothing about the person. Between the password and
the code it holds a token under another name, which no route but the code's own looks at.
"""

from dataclasses import replace
from datetime import datetime, timedelta

import psycopg
from flask import Flask, Response, abort, current_app, g, request, session
from sqlalchemy.exc import SQLAlchemyError

from dhp.accounts import sessions
from dhp.accounts.guesses import Guesser
from dhp.accounts.models import SignIn, User
from dhp.accounts.passkeys.ceremonies import Asking, challenge_for
from dhp.accounts.row_security.reach import NOBODY, ask_for, asker_for
from dhp.audit.trail import Surroundings, surroundings
from dhp.calendar import now
from dhp.extensions import db, sign_in_manager, writing
from dhp.web.access import take_wanted
from dhp.web.headers import request_id

_PROVED = "_user_id"  # Flask-Login's name for what it hands to the loader: the token
_AWAITING = "awaiting_code"
_WANTED = "after_code"


def init_app(app: Flask) -> None:
    """Let every request know who is signed in, and the trail where an act happened."""
    sign_in_manager.user_loader(_load)
    sign_in_manager.login_view = "accounts.sign_in"
    sign_in_manager.session_protection = None  # it would put a digest of the browser in the cookie
    # First of all, so that whatever a later guard does has its surroundings.
    app.before_request_funcs.setdefault(None, [])[:0] = [_ask_for_nobody, _surround]
    app.after_request(_mark_seen)
    app.teardown_request(_forget_surroundings)


def limits() -> sessions.Limits:
    """How long sessions last here."""
    return sessions.Limits(
        idle=timedelta(minutes=current_app.config["SESSION_IDLE_MINUTES"]),
        absolute=timedelta(hours=current_app.config["SESSION_HOURS"]),
        second_factor=current_app.config["SECOND_FACTOR"],
    )


def guesser(email: str = "") -> Guesser:
    """This request as a try at the account of `email`, or at a key."""
    return Guesser.at(
        email,
        source=request.remote_addr or "",
        secret=current_app.config["SECRET_KEY"],
        source_limit=current_app.config["GUESSES_PER_SOURCE"],
    )


def present() -> SignIn:
    """The session of this request; only for routes that need one."""
    sign_in = sessions.find(session.get(_PROVED, ""), limits())
    if sign_in is None:
        abort(401)
    return sign_in


def asking(purpose: str) -> Asking:
    """What this session may ask of a passkey, for `purpose` alone."""
    settings = current_app.config
    token = session.get(_PROVED) or session.get(_AWAITING) or ""
    challenge = challenge_for(token, purpose, secret=settings["SECRET_KEY"])
    origin = settings["PASSKEY_ORIGIN"] or request.host_url.rstrip("/")
    return Asking(settings["SERVICE_NAME"], origin, challenge)


def awaiting_code() -> SignIn | None:
    """The session of this request between the password and the code."""
    token = session.get(_AWAITING)
    return sessions.find_awaiting_code(token) if token else None


def password_given(user: User) -> None:
    """Begin a session that still awaits its code."""
    wanted = take_wanted("")
    token = sessions.begin(user, complete=False)
    _renew({_AWAITING: token, _WANTED: wanted})


def signed_in(token: str, *, home: str) -> str:
    """Put the token of a complete session into the cookie; gives the path to go to."""
    wanted: str = session.get(_WANTED) or take_wanted(home)
    _renew({_PROVED: token})
    return wanted


def signed_out() -> None:
    """Empty the cookie."""
    session.clear()


def _renew(values: dict[str, str]) -> None:
    session.clear()
    session.update({name: value for name, value in values.items() if value})
    _surround()


def _load(token: str) -> User | None:
    sign_in = sessions.find(token, limits())
    if sign_in is None:
        return None
    g.seen = (sign_in.id, sign_in.seen_at)
    ask_for(asker_for(sign_in.user))
    proved = "second factor" if sign_in.second_factor_at else "password"
    surroundings.set(replace(surroundings.get(), auth=proved))
    return sign_in.user


def _ask_for_nobody() -> None:
    g.asked_before = ask_for(NOBODY)


def _surround() -> None:
    token = session.get(_PROVED) or session.get(_AWAITING)
    surroundings.set(
        Surroundings(
            surface="page",
            auth="none",
            request_id=request_id(),
            source_ip=request.remote_addr or "",
            session_ref=sessions.digest(token)[:12] if token else "",
        )
    )


def _forget_surroundings(_error: BaseException | None) -> None:
    surroundings.set(Surroundings())
    try:
        ask_for(g.pop("asked_before", None))
    except (SQLAlchemyError, psycopg.Error):
        # The database has gone, and the answer is on its way: there is nobody to tell any more.
        db.session.rollback()


def _mark_seen(response: Response) -> Response:
    seen: tuple[int, datetime] | None = g.get("seen")
    if seen is None or response.status_code >= 400 or _sent_by_the_page():
        return response
    at = now()
    if at - seen[1] < sessions.SEEN_EVERY:
        return response
    token = writing.set(True)
    try:
        db.session.rollback()  # the answer is ready; SQLite gives its lock to no reader
        sessions.mark_seen(seen[0], at=at)
        db.session.commit()
    except SQLAlchemyError as error:
        db.session.rollback()
        current_app.logger.warning("%s: use not noted, %s", request_id(), type(error).__name__)
    finally:
        writing.reset(token)
    return response


def _sent_by_the_page() -> bool:
    """Whether a script of ours asked, such as the one that saves drafts: nobody need be there."""
    return request.accept_mimetypes.best == "application/json"
