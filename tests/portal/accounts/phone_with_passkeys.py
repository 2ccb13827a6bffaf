"""A phone that makes and uses passkeys: what a browser's own code would send, with a real key."""

import json
import os
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import sha256, websafe_decode, websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

FLAG = AuthenticatorData.FLAG
NOTHING = FLAG(0)
ORIGIN = "https://testserver"


@dataclass
class Phone:
    """verifies: whether it asks for a finger or a face before it answers. origin: the site it believes it is on."""

    verifies: bool = True
    origin: str = ORIGIN
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    id: bytes = field(default_factory=lambda: os.urandom(16))
    owner: bytes = b""

    def _flags(self, more: FLAG = NOTHING) -> FLAG:
        return FLAG.UP | (FLAG.UV if self.verifies else NOTHING) | more

    def _client_data(self, kind: str, options: dict) -> CollectedClientData:
        return CollectedClientData.create(kind, websafe_decode(options["challenge"]), self.origin)

    def create(self, asked: dict) -> str:
        options = asked["publicKey"]
        self.owner = websafe_decode(options["user"]["id"])
        public = ES256.from_cryptography_key(self.key.public_key())
        made = AttestedCredentialData.create(Aaguid.NONE, self.id, public)
        data = AuthenticatorData.create(sha256(options["rp"]["id"].encode()), self._flags(FLAG.AT), 0, bytes(made))
        attestation = AttestationObject.create("none", data, {})
        return self._say(
            clientDataJSON=self._client_data(CollectedClientData.TYPE.CREATE, options), attestationObject=attestation
        )

    def get(self, asked: dict) -> str:
        options = asked["publicKey"]
        client = self._client_data(CollectedClientData.TYPE.GET, options)
        data = AuthenticatorData.create(sha256(options["rpId"].encode()), self._flags(), 1)
        signature = self.key.sign(data + client.hash, ec.ECDSA(SHA256()))
        return self._say(clientDataJSON=client, authenticatorData=data, signature=signature, userHandle=self.owner)

    def _say(self, **response: bytes) -> str:
        return json.dumps(
            {
                "id": websafe_encode(self.id),
                "rawId": websafe_encode(self.id),
                "type": "public-key",
                "clientExtensionResults": {"credProps": {"rk": True}},
                "response": {name: websafe_encode(bytes(value)) for name, value in response.items()},
            }
        )
