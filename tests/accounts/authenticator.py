"""A passkey in software, as a browser answers for it."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from secrets import token_bytes

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

ORIGIN = "http://localhost"
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def text(data):
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def data(text):
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Authenticator:
    """One key pair. `origin` is the page that the browser says it is on."""

    def __init__(self, origin=ORIGIN, host="localhost"):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = token_bytes(32)
        self.origin, self.host, self.count = origin, host, 0

    def create(self, options):
        """The answer to options for a new passkey, as the form carries it."""
        point = self.key.public_key().public_numbers()
        x, y = (number.to_bytes(32, "big") for number in (point.x, point.y))
        public = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})
        attested = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + public
        said = self._authenticator_data(PRESENT | ATTESTED) + attested
        made = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": said})
        client = self._client_data("webauthn.create", options)
        return self._answer({"clientDataJSON": text(client), "attestationObject": text(made)})

    def get(self, options, flags=PRESENT):
        """The answer to options for signing in; by its flags the device says what it asked for."""
        self.count += 1
        said = self._authenticator_data(flags)
        client = self._client_data("webauthn.get", options)
        signed = self.key.sign(said + sha256(client).digest(), ec.ECDSA(SHA256()))
        parts = {"clientDataJSON": client, "authenticatorData": said, "signature": signed}
        return self._answer({name: text(part) for name, part in parts.items()})

    def _client_data(self, kind, options):
        told = {"type": kind, "challenge": options["challenge"], "origin": self.origin}
        return json.dumps(told).encode()

    def _authenticator_data(self, flags):
        return sha256(self.host.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _answer(self, response):
        identity = text(self.id)
        facts = {"id": identity, "rawId": identity, "type": "public-key", "response": response}
        return json.dumps(facts)
