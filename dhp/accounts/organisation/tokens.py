"""Whether a token of an organisation is to be believed. Knows no row, no page and no network."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from dhp.errors import DomainError

ALGORITHMS = ["RS256", "PS256", "ES256"]  # signed with a private key; nothing else
FRESH = timedelta(minutes=5)
_LEEWAY = timedelta(seconds=60)
_WORDS = (
    "Your organisation’s sign-in was not accepted. Start again. If it happens twice, ask the person "
    "who manages accounts here."
)


class NotTrusted(DomainError):
    """The token is not to be believed. `reason` is for the trail, not for whoever tries."""

    def __init__(self, reason: str) -> None:
        super().__init__(_WORDS)
        self.reason = reason


@dataclass(frozen=True)
class Terms:
    """What a token must say: whom it is for, from which issuers, and how the person proved it."""

    client: str
    issuers: frozenset[str]
    proofs: frozenset[str]


@dataclass(frozen=True)
class Told:
    """Who somebody is, as an organisation says; `proved_at` is when they last proved it there."""

    issuer: str
    subject: str
    proved_at: datetime | None


def read(token: str, keys: KeySet, terms: Terms, *, nonce: str, at: datetime) -> Told:
    """Who `token` speaks of. Raises `NotTrusted` at the first thing that is wrong with it."""
    try:
        claims = jwt.decode(token, keys, algorithms=ALGORITHMS).claims
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise NotTrusted("signature") from error
    for reason, holds in _CHECKS.items():
        if not holds(claims, terms, at):
            raise NotTrusted(reason)
    if not nonce or claims.get("nonce") != nonce:
        raise NotTrusted("nonce")
    return Told(claims["iss"], claims["sub"], _time(claims, "auth_time"))


def _of_the_issuer(claims: Mapping[str, object], terms: Terms, _at: datetime) -> bool:
    return claims.get("iss") in terms.issuers


def _for_us(claims: Mapping[str, object], terms: Terms, _at: datetime) -> bool:
    audience = claims.get("aud")
    if isinstance(audience, list) and len(audience) > 1:
        return terms.client in audience and claims.get("azp") == terms.client
    return (
        audience in (terms.client, [terms.client])
        and claims.get("azp", terms.client) == terms.client
    )


def _not_over(claims: Mapping[str, object], _terms: Terms, at: datetime) -> bool:
    end = _time(claims, "exp")
    return end is not None and end > at - _LEEWAY


def _just_made(claims: Mapping[str, object], _terms: Terms, at: datetime) -> bool:
    made, valid = _time(claims, "iat"), _time(claims, "nbf")
    if made is None or not at - FRESH - _LEEWAY < made < at + _LEEWAY:
        return False
    return "nbf" not in claims or (valid is not None and valid < at + _LEEWAY)


def _of_somebody(claims: Mapping[str, object], _terms: Terms, _at: datetime) -> bool:
    subject = claims.get("sub")
    return isinstance(subject, str) and 0 < len(subject) <= 255


def _proved_twice(claims: Mapping[str, object], terms: Terms, _at: datetime) -> bool:
    ways = claims.get("amr")
    return isinstance(ways, list) and any(
        way in terms.proofs for way in ways if isinstance(way, str)
    )


_CHECKS: dict[str, Callable[[Mapping[str, object], Terms, datetime], bool]] = {
    "issuer": _of_the_issuer,
    "audience": _for_us,
    "expired": _not_over,
    "age": _just_made,
    "subject": _of_somebody,
    "second factor": _proved_twice,
}


def _time(claims: Mapping[str, object], name: str) -> datetime | None:
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return datetime.fromtimestamp(value, tz=UTC)
    except (OverflowError, ValueError, OSError):
        return None
