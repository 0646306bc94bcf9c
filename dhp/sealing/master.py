"""The master keys of the settings, and what they do: wrap the key of a case, and open it again."""

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import current_app

KEY_BYTES = 32
_NONCE_BYTES = 12
_BARE = "bare"  # in place of a master's name: there was none when the key was kept


@dataclass(frozen=True)
class Master:
    """One master key: its name, a digest that tells nothing of it, and its cipher."""

    name: str
    cipher: AESGCM


def masters() -> tuple[Master, ...]:
    """The master keys, the newest first; none where the settings have none."""
    return _made_of(tuple(current_app.config["MASTER_KEYS"]))


def wrap(key: bytes) -> str:
    """The key of a case under the newest master, as text that names the master."""
    known = masters()
    if not known:
        return f"{_BARE}.{_text(key)}"
    return f"{known[0].name}.{encrypt(known[0].cipher, key, b'')}"


def unwrap(wrapped: str) -> bytes:
    """The key of a case. Raises RuntimeError where the master that wrapped it is not there."""
    name, _, text = wrapped.partition(".")
    if name == _BARE:
        return _bytes(text)
    for master in masters():
        if master.name == name:
            return decrypt(master.cipher, text, b"")
    raise RuntimeError("Set DHP_MASTER_KEYS: the key of a case is wrapped by one that is missing.")


def encrypt(cipher: AESGCM, plain: bytes, about: bytes) -> str:
    """`plain` as text, bound to `about`, under a nonce of its own."""
    nonce = os.urandom(_NONCE_BYTES)
    return _text(nonce + cipher.encrypt(nonce, plain, about))


def decrypt(cipher: AESGCM, text: str, about: bytes) -> bytes:
    """What `encrypt` was given. Raises RuntimeError where a byte of it was changed."""
    raw = _bytes(text)
    try:
        return cipher.decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], about)
    except InvalidTag:
        raise RuntimeError("A sealed value does not open. Was it changed, or the key?") from None


@lru_cache(maxsize=4)
def _made_of(keys: tuple[str, ...]) -> tuple[Master, ...]:
    raw = [urlsafe_b64decode(key) for key in keys]
    return tuple(Master(sha256(one).hexdigest()[:8], AESGCM(one)) for one in raw)


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode()


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text)
