"""A provider of organisations' accounts whose tokens say what a test wants, right or wrong."""

import hmac
import json
from base64 import urlsafe_b64encode
from hashlib import sha256

from authlib.integrations.requests_client import OAuth2Session
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

from dhp.accounts.organisation import provider
from dhp.calendar import now

ISSUER, ELSEWHERE = "https://kent.example", "https://surrey.example"
CLIENT = "dhp"
SETTINGS = {
    "OIDC_DISCOVERY": "https://provider.example/.well-known/openid-configuration",
    "OIDC_CLIENT_ID": CLIENT,
    "OIDC_CLIENT_SECRET": "a secret of the tests",
    "OIDC_TENANTS": {ISSUER: "E23000032", ELSEWHERE: "E23000031"},
    "OIDC_MFA": ["mfa"],
}
ADDRESSES = {
    "authorization_endpoint": "https://provider.example/authorize",
    "token_endpoint": "https://provider.example/token",
    "jwks_uri": "https://provider.example/keys",
}


class Issuing:
    """Answers in the provider's place. `token` is given out next; `asked` is what we sent."""

    def __init__(self, monkeypatch):
        self.key = ECKey.generate_key("P-256", {"kid": "one", "use": "sig"})
        self.token, self.asked = "", {}
        monkeypatch.setattr(provider, "_fetched", self._fetched)
        monkeypatch.setattr(OAuth2Session, "fetch_token", lambda _, *a, **given: self._give(given))

    def claims(self, nonce, **other):
        """What a right token says, but for `other`; None leaves a claim out."""
        at = int(now().timestamp())
        told = {"iss": ISSUER, "sub": "kent-7", "aud": CLIENT, "nonce": nonce, "iat": at}
        told |= {"exp": at + 300, "auth_time": at, "amr": ["pwd", "mfa"]}
        told |= {"email": "spoc@example.org", "email_verified": True} | other
        return {name: value for name, value in told.items() if value is not None}

    def sign(self, claims, key=None):
        """A token as the provider signs it."""
        return jwt.encode({"alg": "ES256", "kid": "one"}, claims, key or self.key)

    def unsigned(self, claims):
        """A token that says it needs no signature."""
        return f"{_text({'alg': 'none', 'kid': 'one'})}.{_text(claims)}."

    def signed_with_what_is_public(self, claims):
        """A token signed with the public key as if that were a shared secret."""
        told = f"{_text({'alg': 'HS256', 'kid': 'one'})}.{_text(claims)}"
        signature = hmac.digest(self.key.as_pem(private=False), told.encode(), sha256)
        return f"{told}.{_plain(signature)}"

    def _fetched(self, address):
        public = KeySet([self.key]).as_dict(private=False)
        return public if address == ADDRESSES["jwks_uri"] else ADDRESSES

    def _give(self, asked):
        self.asked = asked
        return {"id_token": self.token, "access_token": "a", "token_type": "Bearer"}


def _text(said):
    return _plain(json.dumps(said).encode())


def _plain(data):
    return urlsafe_b64encode(data).rstrip(b"=").decode()
