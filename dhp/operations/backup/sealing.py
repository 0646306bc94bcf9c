"""The encrypted stream of a backup: what is changed, cut off, or opened with another key is refused.

A header, then frames. Each frame is AES-256-GCM under a key made for this file alone; its nonce is
the frame's number and whether it is the last, so that none can be moved, dropped or repeated. What
is encrypted was compressed before.
"""

import base64
import hashlib
import hmac
import os
import struct
import zlib
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from dhp.errors import Refused

FRAME = 1 << 20  # bytes of compressed text in one frame
_MAGIC = b"DHPBACK1"
_SALT, _NAME, _TAG = 16, 8, 16  # bytes
_LENGTH = struct.Struct(">I")
_DAMAGED = "The backup is damaged. Take another copy of it."


class Seal:
    """Writes the stream into `file`. Nothing of it can be read before `finish` was called."""

    def __init__(self, file: BinaryIO, key: str) -> None:
        self._file = file
        salt = os.urandom(_SALT)
        self._header = _MAGIC + _name(key) + salt
        self._cipher = _cipher(key, salt)
        self._pack = zlib.compressobj(6)
        self._held = bytearray()
        self._number = 0
        file.write(self._header)

    def write(self, data: bytes) -> None:
        """Add `data`."""
        self._held += self._pack.compress(data)
        while len(self._held) > FRAME:
            self._put(bytes(self._held[:FRAME]), last=False)
            del self._held[:FRAME]

    def finish(self) -> None:
        """Write the last frame."""
        self._held += self._pack.flush()
        while len(self._held) > FRAME:
            self._put(bytes(self._held[:FRAME]), last=False)
            del self._held[:FRAME]
        self._put(bytes(self._held), last=True)

    def _put(self, data: bytes, *, last: bool) -> None:
        sealed = self._cipher.encrypt(_nonce(self._number, last=last), data, self._header)
        self._file.write(_LENGTH.pack(len(sealed)) + sealed)
        self._number += 1


def opened(file: BinaryIO, keys: Sequence[str]) -> Iterator[bytes]:
    """What was written, piece by piece. Raises `Refused` for another key, damage, or a cut."""
    header = file.read(len(_MAGIC) + _NAME + _SALT)
    if len(header) < len(_MAGIC) + _NAME + _SALT or not header.startswith(_MAGIC):
        raise Refused("This is no backup of this service, or only its beginning.")
    name, salt = header[len(_MAGIC) : len(_MAGIC) + _NAME], header[-_SALT:]
    key = next((key for key in keys if hmac.compare_digest(_name(key), name)), None)
    if key is None:
        raise Refused(
            "It was made with another key. Set DHP_BACKUP_KEY to the one it was made with."
        )
    unpack = zlib.decompressobj()
    for data in _frames(file, _cipher(key, salt), header):
        yield unpack.decompress(data)
    yield unpack.flush()
    if not unpack.eof:
        raise Refused(_DAMAGED)


def _frames(file: BinaryIO, cipher: AESGCM, header: bytes) -> Iterator[bytes]:
    """Every frame, opened, in order; the last one must be there and nothing may follow it."""
    number, last = 0, False
    sealed = _next(file)
    while sealed is not None:
        following = _next(file)
        last = following is None
        try:
            yield cipher.decrypt(_nonce(number, last=last), sealed, header)
        except InvalidTag:
            raise Refused(_DAMAGED) from None
        number, sealed = number + 1, following
    if not last:
        raise Refused(_DAMAGED)


def _next(file: BinaryIO) -> bytes | None:
    length = file.read(_LENGTH.size)
    if not length:
        return None
    size = _LENGTH.unpack(length)[0] if len(length) == _LENGTH.size else 0
    if not _TAG <= size <= FRAME + _TAG:
        raise Refused(_DAMAGED)
    sealed = file.read(size)
    if len(sealed) < size:
        raise Refused(_DAMAGED)
    return sealed


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11) + bytes([last])


def _raw(key: str) -> bytes:
    return base64.urlsafe_b64decode(key)


def _name(key: str) -> bytes:
    """Tells a wrong key from a damaged file; says nothing of the key."""
    return hmac.digest(_raw(key), b"name of a backup's key", hashlib.sha256)[:_NAME]


def _cipher(key: str, salt: bytes) -> AESGCM:
    derived = HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"dhp backup 1")
    return AESGCM(derived.derive(_raw(key)))
