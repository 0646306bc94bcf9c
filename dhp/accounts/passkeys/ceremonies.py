"""What is asked of a browser's passkey, and whether its answer holds. Knows no row and no page.

No challenge is stored: it is made from the token of the session that asks. That token is random,
belongs to one browser, and is renewed when the answer was taken, so no answer counts twice.
"""

import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass

from webauthn import (
    base64url_to_bytes,
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.authentication.verify_authentication_response import VerifiedAuthentication
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)
from webauthn.registration.verify_registration_response import VerifiedRegistration

from dhp.errors import DomainError

LONGEST_ANSWER = 20_000  # characters
NOT_TAKEN = "The passkey did not answer as it should. Try again, or enter a code."
_ASKED = UserVerificationRequirement.PREFERRED  # the password was given already
_VERIFIED = UserVerificationRequirement.REQUIRED  # nothing else is given
_BROKEN = (WebAuthnException, ValueError, KeyError, TypeError, RecursionError)


@dataclass(frozen=True)
class Asking:
    """Who asks: the service's name and origin, such as https://deaths.example, and the challenge."""

    service: str
    origin: str
    challenge: bytes

    @property
    def host(self) -> str:
        """The host that the passkey is bound to."""
        return self.origin.partition("://")[2].partition(":")[0]


def challenge_for(token: str, purpose: str, *, secret: str) -> bytes:
    """What a passkey must sign for the session of `token`, another for each purpose."""
    return hmac.digest(secret.encode(), f"passkey {purpose}:{token}".encode(), "sha256")


def options_to_add(asking: Asking, *, handle: str, email: str, known: Iterable[str]) -> str:
    """What the browser needs to make a passkey, as JSON; none on a device that is `known`."""
    options = generate_registration_options(
        rp_id=asking.host,
        rp_name=asking.service,
        user_id=handle.encode(),
        user_name=email,
        challenge=asking.challenge,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.DISCOURAGED, user_verification=_ASKED
        ),
        exclude_credentials=_described(known),
    )
    return options_to_json(options)


def options_to_use(asking: Asking, *, known: Iterable[str], alone: bool = False) -> str:
    """What the browser needs to use one of the passkeys `known`, as JSON.

    Where it stands `alone`, the device must ask who it is: by a PIN, a finger or a face.
    """
    options = generate_authentication_options(
        rp_id=asking.host,
        challenge=asking.challenge,
        allow_credentials=_described(known),
        user_verification=_VERIFIED if alone else _ASKED,
    )
    return options_to_json(options)


def added(asking: Asking, answer: str) -> VerifiedRegistration:
    """The new passkey in the browser's `answer`. Raises `DomainError` unless it holds."""
    try:
        return verify_registration_response(
            credential=_read(answer),
            expected_challenge=asking.challenge,
            expected_rp_id=asking.host,
            expected_origin=asking.origin,
        )
    except _BROKEN as error:
        message = "The passkey was not added: its answer is not right. Try again."
        raise DomainError(message) from error


def used(
    asking: Asking, answer: str, *, public_key: str, count: int, alone: bool = False
) -> VerifiedAuthentication:
    """What the browser's `answer` proves. Raises `DomainError` unless it holds.

    Where it stands `alone`, it does not hold unless the device asked who it was.
    """
    try:
        return verify_authentication_response(
            credential=_read(answer),
            expected_challenge=asking.challenge,
            expected_rp_id=asking.host,
            expected_origin=asking.origin,
            credential_public_key=base64url_to_bytes(public_key),
            credential_current_sign_count=count,
            require_user_verification=alone,
        )
    except _BROKEN as error:
        raise DomainError(NOT_TAKEN) from error


def credential_in(answer: str) -> str:
    """Which passkey `answer` says it comes from; empty where it says nothing."""
    try:
        return str(_read(answer).get("id", ""))
    except _BROKEN:
        return ""


def _read(answer: str) -> dict[str, object]:
    read = json.loads(answer) if len(answer) <= LONGEST_ANSWER else None
    if not isinstance(read, dict):
        raise ValueError("no answer of a passkey")
    return read


def _described(known: Iterable[str]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(one)) for one in known]
