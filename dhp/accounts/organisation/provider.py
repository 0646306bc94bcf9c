"""Talking to the provider of organisations' accounts: where to send a browser, what comes back."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import requests
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from flask import current_app
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from dhp.accounts.organisation.tokens import NotTrusted, Terms, Told, read

WAIT = 5  # seconds for each answer of the provider


@dataclass(frozen=True)
class Try:
    """One try to sign in there. It stays in the browser's signed cookie until it comes back."""

    state: str
    nonce: str
    verifier: str

    @classmethod
    def begun(cls) -> "Try":
        """A new one, which nobody can guess."""
        return cls(secrets.token_urlsafe(24), secrets.token_urlsafe(24), secrets.token_urlsafe(48))


def is_set_up() -> bool:
    """Whether people may sign in with an account of their organisation."""
    return bool(current_app.config["OIDC_DISCOVERY"])


def address_for(one: Try, *, back: str, again: bool) -> str:
    """Where to send the browser; `again` asks for a fresh proof. Raises `NotTrusted`."""
    more: dict[str, object] = {"prompt": "login", "max_age": 0} if again else {}
    with _session(back) as session:
        address, _state = session.create_authorization_url(
            _discovered()["authorization_endpoint"],
            state=one.state,
            nonce=one.nonce,
            code_verifier=one.verifier,
            **more,
        )
    return str(address)


def told_by(code: str, one: Try, *, back: str, at: datetime) -> Told:
    """Who came back with `code`. Raises `NotTrusted`, also where the provider does not answer."""
    found = _discovered()
    try:
        with _session(back) as session:
            answer = session.fetch_token(
                found["token_endpoint"],
                grant_type="authorization_code",
                code=code,
                code_verifier=one.verifier,
            )
        keys = KeySet.import_key_set(_fetched(found["jwks_uri"]))
        token = str(answer["id_token"])
    except (OAuthError, requests.RequestException, JoseError, ValueError, KeyError) as error:
        raise NotTrusted("provider") from error
    return read(token, keys, terms(), nonce=one.nonce, at=at)


def terms() -> Terms:
    """What the settings demand of a token."""
    settings = current_app.config
    issuers = frozenset(settings["OIDC_TENANTS"])
    return Terms(settings["OIDC_CLIENT_ID"], issuers, frozenset(settings["OIDC_MFA"]))


def _session(back: str) -> Any:
    settings = current_app.config
    return OAuth2Session(
        settings["OIDC_CLIENT_ID"],
        settings["OIDC_CLIENT_SECRET"],
        scope="openid",
        redirect_uri=back,
        code_challenge_method="S256",
        default_timeout=WAIT,
    )


def _discovered() -> dict[str, Any]:
    found: dict[str, Any] = _fetched(current_app.config["OIDC_DISCOVERY"])
    return found


def _fetched(address: str) -> Any:
    try:
        answer = requests.get(address, timeout=WAIT, allow_redirects=False)
        answer.raise_for_status()
        return answer.json()
    except (requests.RequestException, ValueError) as error:
        raise NotTrusted("provider") from error
