"""A passkey in software: makes the credentials and signatures that a browser's authenticator makes."""

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import bytes_to_base64url

ORIGIN, HOST = "https://portal.teamline.example", "portal.teamline.example"
_PRESENT, _WITH_CREDENTIAL = 0x05, 0x40  # user present and verified; a new credential follows


@dataclass
class SoftwarePasskey:
    """One credential of an authenticator; `origin` is where its browser says that it is."""

    origin: str = ORIGIN
    host: str = HOST
    signatures: int = 0
    id: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def create(self, options: dict[str, Any]) -> dict[str, Any]:
        """Answer `navigator.credentials.create`."""
        attested = bytes(16) + len(self.id).to_bytes(2) + self.id + self._public_key()
        authenticator = self._authenticator_data(_PRESENT | _WITH_CREDENTIAL) + attested
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": authenticator})
        client = self._client_data("webauthn.create", options["challenge"])
        return self._credential(clientDataJSON=client, attestationObject=attestation)

    def get(self, options: dict[str, Any]) -> dict[str, Any]:
        """Answer `navigator.credentials.get`, with the next count of signatures."""
        self.signatures += 1
        authenticator = self._authenticator_data(_PRESENT)
        client = self._client_data("webauthn.get", options["challenge"])
        signed = self.key.sign(authenticator + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._credential(clientDataJSON=client, authenticatorData=authenticator, signature=signed)

    def _credential(self, **response: bytes) -> dict[str, Any]:
        members = {name: bytes_to_base64url(value) for name, value in response.items()}
        identifier = bytes_to_base64url(self.id)
        return {"id": identifier, "rawId": identifier, "type": "public-key", "response": members}

    def _authenticator_data(self, flags: int) -> bytes:
        return hashlib.sha256(self.host.encode()).digest() + bytes([flags]) + self.signatures.to_bytes(4)

    def _client_data(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _public_key(self) -> bytes:
        point = self.key.public_key().public_numbers()
        return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32), -3: point.y.to_bytes(32)})
