"""Whether the secrets are there, long enough, well formed, and each for one purpose only."""

import re
from binascii import Error as NotBase64
from collections.abc import Iterator
from hashlib import sha256
from itertools import combinations

from cryptography.fernet import Fernet

from dhp.operations.checking.fault import Config, Fault

SHORTEST = 32  # characters
_FEWEST_KINDS = 10  # different characters; 32 random ones have fewer once in a million keys
# What examples and tests call their keys, here and elsewhere.
_KNOWN = re.compile(r"change.?me|secret|example|password|insert|default|your.?key", re.I)
_INVENTED = "0bf4cac8efcd0c7ad3b3ca3c28535ab44d3b4223a6e071ee1f6e06d8f1a8b704"  # SHA-256
_MAKE_LONG = "python3 -c 'import secrets; print(secrets.token_hex(32))'"
_MAKE_KEY = (
    "python3 -c 'from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())'"
)


def secret_faults(config: Config) -> Iterator[Fault]:
    """Every fault of the secrets."""
    yield from _session_key(config["SECRET_KEY"])
    if not config["FIELD_KEYS"]:
        told = "There is none. Without one, names are kept in plain text."
        yield Fault("DHP_FIELD_KEYS", f"{told} Make one: {_MAKE_KEY}")
    yield from _fernet_keys("DHP_FIELD_KEYS", config["FIELD_KEYS"])
    yield from _master_keys(config["MASTER_KEYS"])
    yield from backup_key_faults(config)
    token = config["METRICS_TOKEN"]
    if token and len(token) < SHORTEST:
        told = f"It has under {SHORTEST} characters. Make a longer one: {_MAKE_LONG}"
        yield Fault("DHP_METRICS_TOKEN", told)
    yield from _shared(config)


def _master_keys(keys: list[str]) -> Iterator[Fault]:
    if not keys:
        told = "There is none. Without one no case has a key, and none can be erased."
        yield Fault("DHP_MASTER_KEYS", f"{told} Make one: {_MAKE_KEY}")
    if any(sha256(key.encode()).hexdigest() == _INVENTED for key in keys):
        yield Fault("DHP_MASTER_KEYS", f"It is the demonstration’s. Make one: {_MAKE_KEY}")
    yield from _fernet_keys("DHP_MASTER_KEYS", keys)


def backup_key_faults(config: Config) -> Iterator[Fault]:
    """Every fault of the keys of backups; that there are none is no fault of the service."""
    yield from _fernet_keys("DHP_BACKUP_KEY", config["BACKUP_KEYS"])


def _session_key(key: str) -> Iterator[Fault]:
    make = f"Make one: {_MAKE_LONG}"
    if not key:
        yield Fault("DHP_SECRET_KEY", f"It is not set. {make}")
    elif len(key) < SHORTEST:
        yield Fault("DHP_SECRET_KEY", f"It has under {SHORTEST} characters. {make}")
    elif _KNOWN.search(key) or len(set(key)) < _FEWEST_KINDS:
        yield Fault("DHP_SECRET_KEY", f"It can be guessed: others have it too. {make}")


def _fernet_keys(name: str, keys: list[str]) -> Iterator[Fault]:
    for place, key in enumerate(keys, 1):
        try:
            Fernet(key)
        except (ValueError, NotBase64):
            yield Fault(name, f"Key {place} of {len(keys)} is no Fernet key. Make one: {_MAKE_KEY}")
    if len(set(keys)) < len(keys):
        yield Fault(name, "A key is there twice. Take one of the two out.")


def _shared(config: Config) -> Iterator[Fault]:
    purposes = {
        "DHP_SECRET_KEY": {config["SECRET_KEY"], *config["SECRET_KEY_FALLBACKS"]},
        "DHP_FIELD_KEYS": set(config["FIELD_KEYS"]),
        "DHP_MASTER_KEYS": set(config["MASTER_KEYS"]),
        "DHP_BACKUP_KEY": set(config["BACKUP_KEYS"]),
        "DHP_METRICS_TOKEN": {config["METRICS_TOKEN"]},
    }
    for (first, ours), (second, theirs) in combinations(purposes.items(), 2):
        if (ours & theirs) - {""}:
            told = f"It is the same as in {first}. Make each secret for one purpose only."
            yield Fault(second, told)
