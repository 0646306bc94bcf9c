"""Reading keys: all of them for whoever manages accounts, and the one that a program shows."""

from sqlalchemy import Select, select

from dhp.accounts.api_keys.actions import digest
from dhp.accounts.api_keys.models import ApiClient, ApiKey
from dhp.accounts.models import Force
from dhp.calendar import now
from dhp.existing import the_one
from dhp.extensions import db
from dhp.references import plain_reference


def keys() -> list[ApiKey]:
    """Every key by force, the newest first. Keys are no case data."""
    statement = (
        select(ApiKey)
        .join(ApiKey.client)
        .join(ApiClient.force)
        .order_by(Force.name, ApiKey.created_at.desc(), ApiKey.id.desc())
    )
    return list(db.session.scalars(statement))


def key_with(ref: str) -> ApiKey:
    """The key with this reference. Raises `Absent`."""
    return the_one(select(ApiKey).where(ApiKey.ref == plain_reference(ref)))


def key_shown(text: str) -> ApiKey | None:
    """The key whose text a program shows, or None unless it may be used now."""
    return db.session.scalar(_usable().where(ApiKey.key_hash == digest(text)))


def held(key: ApiKey) -> bool:
    """Whether `key` may be used still; whoever revokes it waits for the present transaction."""
    its = _usable().where(ApiKey.id == key.id).with_only_columns(ApiKey.id)
    return db.session.scalar(its.with_for_update(of=ApiKey, key_share=True)) is not None


def _usable() -> Select[ApiKey]:
    return select(ApiKey).where(ApiKey.revoked_at.is_(None), ApiKey.expires_at > now())
