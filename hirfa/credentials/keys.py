"""Public keys as lists carry them (COSE_Key, RFC 9053), their short names (kid), and signers.

A signer is any callable that takes the bytes to be signed and returns the raw signature (for ES256: r || s, 64 bytes).
A hardware module fits behind it; `SoftwareSigner` is the one for a key held in memory.
"""

import hashlib
from collections.abc import Callable, Mapping
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from hirfa.credentials.cbor import Key, Value
from hirfa.credentials.errors import BadSignature, Malformed, UnsupportedAlgorithm

ES256: Final = -7
EDDSA: Final = -8
ALGORITHMS: Final = frozenset({ES256, EDDSA})

Signer = Callable[[bytes], bytes]
PublicKey = ec.EllipticCurvePublicKey | ed25519.Ed25519PublicKey
PrivateKey = ec.EllipticCurvePrivateKey

_ECDSA: Final = ec.ECDSA(hashes.SHA256())
_EC2, _OKP, _P256, _ED25519 = 2, 1, 1, 6  # IANA COSE key types and curves


def kid_of(public_key: PublicKey) -> bytes:
    """Return the short name of a key: the first eight bytes of SHA-256 over its SubjectPublicKeyInfo."""
    spki = public_key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(spki).digest()[:8]


def check_signature(public_key: PublicKey, algorithm: int, signature: bytes, message: bytes) -> None:
    """Return if `signature` is that of `message`. Raises BadSignature, also when key and algorithm do not fit."""
    try:
        if algorithm == ES256 and isinstance(public_key, ec.EllipticCurvePublicKey) and len(signature) == 64:
            r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
            public_key.verify(encode_dss_signature(r, s), message, _ECDSA)
        elif algorithm == EDDSA and isinstance(public_key, ed25519.Ed25519PublicKey) and len(signature) == 64:
            public_key.verify(signature, message)
        else:
            raise BadSignature("the signature does not fit the key")
    except InvalidSignature as error:
        raise BadSignature("the signature is not that of the key") from error


class SoftwareSigner:
    """Signs with ES256 by a key in memory. It can be pickled, so that worker processes share one key."""

    algorithm: Final = ES256

    def __init__(self, private_key: PrivateKey) -> None:
        if not isinstance(private_key.curve, ec.SECP256R1):
            raise UnsupportedAlgorithm("ES256 takes a key on the curve P-256")
        self._key = private_key

    def __call__(self, message: bytes) -> bytes:
        r, s = decode_dss_signature(self._key.sign(message, _ECDSA))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")

    def public_key(self) -> ec.EllipticCurvePublicKey:
        return self._key.public_key()

    def __getstate__(self) -> bytes:
        return self._key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )

    def __setstate__(self, state: bytes) -> None:
        key = serialization.load_der_private_key(state, None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise UnsupportedAlgorithm("ES256 takes a key on the curve P-256")
        self._key = key


def generate_key() -> PrivateKey:
    """Return a new private key on P-256, from the system's generator."""
    return ec.generate_private_key(ec.SECP256R1())


def to_cose_key(public_key: PublicKey) -> dict[int, int | bytes]:
    """Return the COSE_Key map of a public key on P-256 or Ed25519. Raises UnsupportedAlgorithm for others."""
    if isinstance(public_key, ed25519.Ed25519PublicKey):
        raw = public_key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
        return {1: _OKP, -1: _ED25519, -2: raw}
    if not isinstance(public_key.curve, ec.SECP256R1):
        raise UnsupportedAlgorithm("only keys on P-256 and Ed25519 are taken")
    point = public_key.public_numbers()
    return {1: _EC2, -1: _P256, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}


def from_cose_key(value: Mapping[Key, Value]) -> PublicKey:
    """Return the public key of a COSE_Key map. Raises Malformed for another curve or a point that is not on it."""
    kind, curve, x, y = value.get(1), value.get(-1), value.get(-2), value.get(-3)
    try:
        if (kind, curve) == (_OKP, _ED25519) and isinstance(x, bytes):
            return ed25519.Ed25519PublicKey.from_public_bytes(x)
        if (kind, curve) == (_EC2, _P256) and isinstance(x, bytes) and isinstance(y, bytes) and len(x) == len(y) == 32:
            return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), b"\x04" + x + y)
    except ValueError as error:
        raise Malformed("key: a point that is not on its curve") from error
    raise Malformed("key: not a key on P-256 or Ed25519")
