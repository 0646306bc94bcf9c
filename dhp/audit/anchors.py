"""Anchors: signed lines that say which hash an event had, kept where the service cannot change them.

A line is `dhp-anchor-1 DEPLOYMENT SEQ HASH TIME KEY SIGNATURE`. Who holds one can tell later that
the trail up to that event was neither cut off nor written anew.
"""

import base64
import hashlib
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from dhp.audit.witness import Witness

_FORM = "dhp-anchor-1"
LINE = re.compile(
    rf"{_FORM} (?P<deployment>[0-9a-f]{{32}}) (?P<seq>[0-9]{{1,18}}) (?P<hash>[0-9a-f]{{64}})"
    r" (?P<at>[0-9]{8}T[0-9]{6}Z) (?P<key>[0-9a-f]{16}) (?P<signature>[A-Za-z0-9_-]{86})"
)
_TIME = "%Y%m%dT%H%M%SZ"
ENDING = ".anchor"


@dataclass(frozen=True)
class Anchor:
    """That event `seq` of `deployment` had `hash` at `at`, signed with the key named `key`."""

    deployment: str
    seq: int
    hash: str
    at: datetime
    key: str
    signature: str

    @property
    def line(self) -> str:
        """The anchor as it is written, mailed and printed."""
        return f"{self.signed} {self.signature}"

    @property
    def name(self) -> str:
        """The name of its file: in the order of the events, and never twice the same."""
        return f"{self.seq:012}-{self.at.strftime(_TIME)}{ENDING}"

    @property
    def witness(self) -> Witness:
        """What the chain must hold."""
        return Witness(self.seq, self.hash)

    @property
    def signed(self) -> str:
        """What the signature is made over: the line without it."""
        parts = (_FORM, self.deployment, str(self.seq), self.hash, self.at.strftime(_TIME))
        return " ".join((*parts, self.key))


def sign(deployment: str, witness: Witness, at: datetime, secret: str) -> Anchor:
    """An anchor made with the private key `secret`, as `new_key` gave it. Raises ValueError."""
    private = Ed25519PrivateKey.from_private_bytes(_bytes(secret))
    public = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    second = at.astimezone(UTC).replace(microsecond=0)
    bare = Anchor(deployment, witness.seq, witness.hash, second, key_name(public), "")
    signature = _text(private.sign(bare.signed.encode()))
    return Anchor(deployment, witness.seq, witness.hash, second, bare.key, signature)


def read_anchor(line: str) -> Anchor:
    """The anchor of one line. Raises ValueError for what is none."""
    found = LINE.fullmatch(line.strip())
    if found is None:
        raise ValueError("This is not a line of an anchor.")
    at = datetime.strptime(found["at"], _TIME).replace(tzinfo=UTC)
    names = ("deployment", "hash", "key", "signature")
    deployment, digest, key, signature = (found[name] for name in names)
    return Anchor(deployment, int(found["seq"]), digest, at, key, signature)


def anchors_in(text: str) -> list[Anchor]:
    """Every anchor that a text holds, such as a saved receipt."""
    return [read_anchor(found.group()) for found in LINE.finditer(text)]


def is_signed(anchor: Anchor, public_keys: Iterable[str]) -> bool:
    """Whether one of `public_keys`, as `new_key` gave them, made the anchor's signature."""
    for text in public_keys:
        raw = _bytes(text)
        if key_name(raw) != anchor.key:
            continue
        try:
            Ed25519PublicKey.from_public_bytes(raw).verify(
                _bytes(anchor.signature),
                anchor.signed.encode(),
            )
        except InvalidSignature:
            continue
        return True
    return False


def new_key() -> tuple[str, str]:
    """A new pair: the private key for the job that signs, the public one for everybody."""
    private = Ed25519PrivateKey.generate()
    return _text(private.private_bytes_raw()), _text(private.public_key().public_bytes_raw())


def public_of(secret: str) -> str:
    """The public key that belongs to a private one."""
    private = Ed25519PrivateKey.from_private_bytes(_bytes(secret))
    return _text(private.public_key().public_bytes_raw())


def key_name(public: bytes) -> str:
    """The short name of a public key."""
    return hashlib.sha256(public).hexdigest()[:16]


def keep(anchor: Anchor, folder: Path) -> Path:
    """Write the anchor into the store: whole or not at all, on the disk, and never over another.

    Raises FileExistsError where its name is taken, and OSError where the store cannot be written.
    """
    path, half = folder / anchor.name, folder / f".{anchor.name}.{os.getpid()}"
    try:
        with half.open("x", encoding="ascii") as file:
            file.write(f"{anchor.line}\n")
            file.flush()
            os.fsync(file.fileno())
        half.chmod(0o444)
        os.link(half, path)  # unlike a rename, it refuses to replace
    finally:
        half.unlink(missing_ok=True)
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    return path


def stored(folder: Path) -> Sequence[Anchor]:
    """Every anchor of a store, in the order of the events.

    Raises ValueError for a file that holds none, and OSError where the store cannot be read.
    """
    if not folder.is_dir():
        raise NotADirectoryError(str(folder))
    found = []
    for path in sorted(folder.rglob(f"*{ENDING}")):
        try:
            found.append(read_anchor(path.read_text(encoding="ascii")))
        except ValueError as error:
            raise ValueError(f"{path.name} does not hold an anchor.") from error
    return sorted(found, key=lambda anchor: (anchor.seq, anchor.at))


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
