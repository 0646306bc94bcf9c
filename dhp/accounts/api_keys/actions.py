"""What changes keys: made, rotated, revoked. The key itself leaves here once and is never kept."""

import secrets
from collections.abc import Iterable
from datetime import timedelta
from hashlib import sha256

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from dhp.accounts.api_keys.models import ApiCalls, ApiClient, ApiKey, Scope
from dhp.accounts.api_keys.rules import LIFE, OVERLAP, check_in_use, check_life, check_room
from dhp.accounts.models import Force, User
from dhp.audit.account_acts import AccountAct
from dhp.audit.trail import Actor, record
from dhp.calendar import now
from dhp.errors import DomainError
from dhp.extensions import db, hold_rows
from dhp.references import new_reference
from dhp.web.text import clean_text

_MARK = "dhp"  # so that scanners for lost secrets know one of ours
_PREFIX = 8  # characters


def digest(key: str) -> str:
    """What is kept of `key`."""
    return sha256(key.encode()).hexdigest()


def make_key(
    force: Force,
    name: str,
    *,
    by: Actor,
    life: timedelta = LIFE,
    scopes: Iterable[Scope] = tuple(Scope),
) -> tuple[ApiKey, str]:
    """A new key for the system of `force`, and its text, which nobody can be shown again.

    Raises `DomainError`, with its field, for a name or a life that cannot be; `Refused` where the
    system has too many keys in use.
    """
    check_life(life)
    words = clean_text(name, longest=80, field="name").strip()
    if not words:
        raise DomainError("Say which system the key is for.", "name")
    client = _client_of(force)
    check_room(_in_use(client))
    return _make(client, words, tuple(scopes), life, by=by)


def rotate_key(key: ApiKey, *, by: Actor, overlap: timedelta = OVERLAP) -> tuple[ApiKey, str]:
    """A new key like `key` and its text; `key` goes on working for `overlap` at most.

    Raises `Refused` for a key that is not in use, and where too many others are.
    """
    _hold(key.client)
    db.session.refresh(key)
    at = now()
    check_in_use(key, at)
    check_room(_in_use(key.client) - 1)
    key.expires_at = min(key.expires_at, at + overlap)
    made, text = _make(key.client, key.name, key.scopes, LIFE, by=by)
    about = (key.client.ref, key.ref, made.ref)
    record(AccountAct.API_KEY_ROTATED, by=by, about=about, force=key.client.force_code)
    return made, text


def revoke_key(key: ApiKey, *, by: Actor) -> None:
    """End a key at once. Raises `Refused` for one that is not in use."""
    _hold(key.client)
    db.session.refresh(key)
    check_in_use(key, now())
    key.revoked_at = now()
    about = (key.client.ref, key.ref)
    record(AccountAct.API_KEY_REVOKED, by=by, about=about, force=key.client.force_code)
    db.session.flush()


def _make(
    client: ApiClient, name: str, scopes: tuple[Scope, ...], life: timedelta, *, by: Actor
) -> tuple[ApiKey, str]:
    prefix = f"{_MARK}_{new_reference()[:_PREFIX]}"
    text = f"{prefix}_{secrets.token_hex(32)}"
    at = now()
    key = ApiKey(
        client=client,
        name=name,
        prefix=prefix,
        key_hash=digest(text),
        scopes_text=";".join(scopes),
        created_by_id=by.id if isinstance(by, User) else None,
        created_at=at,
        expires_at=at + life,
    )
    db.session.add(key)
    db.session.flush()
    record(
        AccountAct.API_KEY_MADE,
        by=by,
        about=(client.ref, key.ref),
        force=client.force_code,
        scopes=list(scopes),
    )
    return key, text


def _client_of(force: Force) -> ApiClient:
    """The system of `force`, held until the transaction ends; made with its first key."""
    its = select(ApiClient).where(ApiClient.force_id == force.id)
    client = db.session.scalar(its)
    if client is None:
        try:
            with db.session.begin_nested():
                client = ApiClient(force=force)
                db.session.add(client)
                db.session.flush()
                db.session.add(ApiCalls(client_id=client.id))
        except IntegrityError:  # somebody else's came first
            client = db.session.scalars(its).one()
    _hold(client)
    return client


def _hold(client: ApiClient) -> None:
    """Let two who change one system's keys take turns.

    They wait for nobody who sends: what is sent refers to its system, and a key under which
    sendings never cease could not be revoked.
    """
    its = select(ApiClient.id).where(ApiClient.id == client.id)
    hold_rows(its.with_for_update(of=ApiClient, key_share=True))


def _in_use(client: ApiClient) -> int:
    statement = select(func.count()).where(
        ApiKey.client_id == client.id, ApiKey.revoked_at.is_(None), ApiKey.expires_at > now()
    )
    return db.session.scalar(statement) or 0
