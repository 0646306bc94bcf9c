"""Sending a notice as the system of a force: the steps of the form, once for each key."""

from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import select

from dhp.accounts.api_keys.models import ApiClient
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.errors import DomainError
from dhp.exchange.api.models import ApiSending
from dhp.exchange.api.notice import Notice
from dhp.existing import the_one
from dhp.extensions import db
from dhp.notifications import actions
from dhp.notifications.drafting import draft_in
from dhp.notifications.duplicates import possible_duplicates
from dhp.notifications.models import Notification, Receipt
from dhp.references import plain_reference

_LONGEST_START = 40  # characters of the key that starts a draft


class KeyReused(DomainError):
    """The Idempotency-Key stands for something else that was sent before."""


@dataclass(frozen=True)
class Sent:
    """What became of a request; `fresh` unless the same one had come before."""

    sending: ApiSending
    fresh: bool


def send_notice(notice: Notice, key: str, *, by: ApiClient) -> Sent:
    """Send `notice` for the force of `by`: the same `key` gives the same receipt.

    Raises `KeyReused` where the key came with something else before, `DomainError` for whatever
    the form would refuse.
    """
    sending = _sending(key, by)
    if sending is None:
        draft = actions.start(by.force, _start_key(key, by), by=by)
        sending = _sending(key, by)  # the same request, sent at the same time, came first
        if sending is None:
            return Sent(_send(draft, notice, key, by=by), fresh=True)
    if sending.fingerprint is None:
        raise KeyReused(
            "This Idempotency-Key was used long ago, so nobody can tell whether this is the same "
            "notification. Read its receipt, or make a new key."
        )
    if sending.fingerprint != notice.fingerprint:
        raise KeyReused(
            "This Idempotency-Key was used for another notification. Make a new key for each "
            "notification, and use it again only to repeat the same request."
        )
    return Sent(sending, fresh=False)


def sending_of(ref: str, client: ApiClient) -> ApiSending:
    """What `client` sent under the receipt `ref`; raises `Absent`, also for another's."""
    statement = (
        select(ApiSending)
        .join(ApiSending.receipt)
        .where(ApiSending.client_id == client.id, Receipt.ref == plain_reference(ref))
    )
    return the_one(statement, ref)


def _sending(key: str, client: ApiClient) -> ApiSending | None:
    return db.session.scalar(
        select(ApiSending).where(ApiSending.client_id == client.id, ApiSending.key == key)
    )


def _start_key(key: str, client: ApiClient) -> str:
    digest = sha256(f"{client.ref} {key}".encode()).hexdigest()
    return f"api-{digest}"[:_LONGEST_START]


def _send(draft: Notification, notice: Notice, key: str, *, by: ApiClient) -> ApiSending:
    for count in range(2, notice.suspects + 1):
        actions.add_suspect(draft, count, by=by)
    actions.save(draft, notice.texts, draft.version, by=by)
    alike = _alike(draft, by=by)
    receipt = actions.send(draft, draft.send_key, notice.gap_reason, by=by)
    sending = ApiSending(
        client_id=by.id,
        key=key,
        fingerprint=notice.fingerprint,
        receipt=receipt,
        possible_duplicates=alike,
    )
    db.session.add(sending)
    db.session.flush()
    return sending


def _alike(draft: Notification, *, by: ApiClient) -> int:
    """How many of the force's notifications and cases may be the same death."""
    alike = possible_duplicates(draft, draft_in(draft).given, by)
    if alike:
        about = [draft.ref, *(match.ref for match in alike)]
        trail.record(Act.DUPLICATES_COUNTED, by=by, about=about, force=by.force_code)
    return len(alike)
