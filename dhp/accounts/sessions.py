"""Sessions on the server: begun, found, renewed and ended. Knows the token, not the cookie.

Only a digest of the token is kept. Every change is guarded in its own statement, so that a late
request can neither revive an ended session nor complete one twice.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, select, update
from sqlalchemy.orm import contains_eager

from dhp.accounts.models import SignIn, User
from dhp.audit.account_acts import AccountAct
from dhp.audit.trail import Actor, record
from dhp.calendar import now
from dhp.column_types import UtcDateTime
from dhp.errors import Refused
from dhp.extensions import db, hold_rows, rows_changed, writing

CODE_WITHIN = timedelta(minutes=10)  # from the password to the code
SEEN_EVERY = timedelta(minutes=1)  # how exactly the last activity is known
AHEAD = timedelta(minutes=5)  # by which the clock of another machine may be ahead of this one


@dataclass(frozen=True)
class Limits:
    """How long a session lasts, and whether it needs a code."""

    idle: timedelta
    absolute: timedelta
    second_factor: bool


def _holding(whom: ColumnElement[bool]) -> Select[int]:
    """Wait for requests of that user that are writing, and let the next ones wait for this one."""
    return select(User.id).where(whom).with_for_update(key_share=True)


# The user of a given session; built once, for every request that writes asks.
_TOKEN: Any = bindparam("token_hash")
_WHOSE = _holding(User.id.in_(select(SignIn.user_id).where(SignIn.token_hash == _TOKEN)))


def digest(token: str) -> str:
    """What is kept of `token`."""
    return sha256(token.encode()).hexdigest()


def begin(user: User, *, complete: bool, way: str = "password") -> str:
    """Begin a session of `user` and give its token; `complete` when no code is asked for.

    By the `way` of an organisation the second factor was proved there.
    """
    token, at = secrets.token_urlsafe(32), now()
    begun = SignIn(token_hash=digest(token), user_id=user.id, began_at=at, seen_at=at)
    begun.second_factor_at = at if way == "organisation" else None
    db.session.add(begun)
    if complete:
        record(AccountAct.SIGNED_IN, by=user, about=user.ref, way=way)
    return token


def confirm(sign_in: SignIn, *, way: str = "code") -> str:
    """Complete a session after its second proof, by `way`; gives its new token.

    Raises `Refused` if it ended.
    """
    token, at = secrets.token_urlsafe(32), now()
    values = {"token_hash": digest(token), "second_factor_at": at, "seen_at": at}
    if not _change(sign_in.id, SignIn.second_factor_at.is_(None), values):
        raise Refused("This sign-in has ended. Sign in again.")
    record(AccountAct.SIGNED_IN, by=sign_in.user, about=sign_in.user.ref, way=way)
    return token


def renew(sign_in: SignIn) -> str:
    """Give the session a new token, so that a copy of the old one is worth nothing."""
    token = secrets.token_urlsafe(32)
    if not _change(sign_in.id, SignIn.ended_at.is_(None), {"token_hash": digest(token)}):
        raise Refused("This sign-in has ended. Sign in again.")
    return token


def prove(sign_in: SignIn, *, way: str = "password") -> str:
    """Note that the user has just proved again, by `way`, who they are; give a new token."""
    token = secrets.token_urlsafe(32)
    values = {"token_hash": digest(token), "proved_at": now()}
    if not _change(sign_in.id, SignIn.ended_at.is_(None), values):
        raise Refused("This sign-in has ended. Sign in again.")
    record(AccountAct.PROVED_AGAIN, by=sign_in.user, about=sign_in.user.ref, way=way)
    return token


def find(token: str, limits: Limits) -> SignIn | None:
    """The session of `token` with its user and force; None unless it may be used.

    A request that writes holds its user until it commits: whoever ends the user's sessions waits
    for it, and what comes after is refused. One lock for all sessions of a user, because two that
    end each other would each wait for the other's.
    """
    token_hash = digest(token)
    if writing.get():
        hold_rows(_WHOSE, {"token_hash": token_hash})
    given = {"token_hash": token_hash, **_instants(limits)}
    return db.session.scalar(_found(second_factor=limits.second_factor), given)


def find_awaiting_code(token: str) -> SignIn | None:
    """The session of `token` whose password was right and whose code is still awaited."""
    return db.session.scalar(
        _with_user(select(SignIn)).where(
            SignIn.token_hash == digest(token),
            SignIn.ended_at.is_(None),
            SignIn.second_factor_at.is_(None),
            SignIn.began_at > now() - CODE_WITHIN,
            User.disabled_at.is_(None),
        )
    )


def open_sign_ins(user: User, limits: Limits) -> list[SignIn]:
    """Every session in which `user` is signed in now, the latest used first."""
    return list(
        db.session.scalars(
            select(SignIn)
            .where(SignIn.user_id == user.id, _usable(second_factor=limits.second_factor))
            .order_by(SignIn.seen_at.desc(), SignIn.id.desc()),
            _instants(limits),
        )
    )


def end(sign_in: SignIn) -> None:
    """End one session: its user signs out."""
    if _change(sign_in.id, SignIn.ended_at.is_(None), {"ended_at": now(), "kept_form": None}):
        record(AccountAct.SIGNED_OUT, by=sign_in.user, about=sign_in.user.ref)


def end_all(user: User, *, by: Actor, but: SignIn | None = None) -> int:
    """End every session of `user`, half-begun ones too, except `but`; gives how many."""
    hold_rows(_holding(User.id == user.id))
    statement = update(SignIn).where(SignIn.user_id == user.id, SignIn.ended_at.is_(None))
    if but is not None:
        statement = statement.where(SignIn.id != but.id)
    ended = rows_changed(statement.values(ended_at=now(), kept_form=None))
    if ended:
        record(AccountAct.SIGNED_OUT, by=by, about=user.ref, sessions=ended)
    return ended


def mark_seen(sign_in_id: int, *, at: datetime) -> None:
    """Note that the session was used at `at`, unless it has ended or that is known already."""
    _change(
        sign_in_id,
        and_(SignIn.ended_at.is_(None), SignIn.seen_at <= at - SEEN_EVERY),
        {"seen_at": at},
    )


def _with_user(statement: Select[SignIn]) -> Select[SignIn]:
    loaded = contains_eager(SignIn.user).joinedload(User.force)
    return statement.join(SignIn.user).options(loaded).where(User.joined_at.is_not(None))


@cache
def _found(*, second_factor: bool) -> Select[SignIn]:
    """The session of a given token; built once, for every request asks, and building takes longer."""
    usable = _usable(second_factor=second_factor)
    return _with_user(select(SignIn)).where(
        SignIn.token_hash == _TOKEN, usable, User.disabled_at.is_(None)
    )


def _usable(*, second_factor: bool) -> ColumnElement[bool]:
    """The condition that a session may be used, at the instants of `_instants`."""
    usable = and_(
        SignIn.ended_at.is_(None),
        # A clock that was set back must not let it live longer.
        SignIn.seen_at <= bindparam("not_after", type_=UtcDateTime()),
        SignIn.began_at > bindparam("begun_after", type_=UtcDateTime()),
        SignIn.seen_at > bindparam("seen_after", type_=UtcDateTime()),
    )
    return and_(usable, SignIn.second_factor_at.is_not(None)) if second_factor else usable


def _instants(limits: Limits) -> dict[str, datetime]:
    at = now()
    return {
        "not_after": at + AHEAD,
        "begun_after": at - limits.absolute,
        "seen_after": at - limits.idle,
    }


def _change(sign_in_id: int, only_if: ColumnElement[bool], values: dict[str, object]) -> bool:
    statement = update(SignIn).where(SignIn.id == sign_in_id, SignIn.ended_at.is_(None), only_if)
    return rows_changed(statement.values(**values)) == 1
