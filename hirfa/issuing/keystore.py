"""The software keystore: private keys as PEM files encrypted with a passphrase, outside the tree and the database.

The passphrase comes from the environment (HIRFA_KEY_PASSPHRASE) or from a file made at installation, which only its
owner reads. A hardware module takes this module's place: only `find_signer` is asked for keys.
"""

import os
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings

from hirfa.core.keyfile import read_or_make, read_or_make_secret
from hirfa.credentials import SoftwareSigner, generate_key, kid_of


def make_key() -> tuple[str, bytes]:
    """Make a private key on P-256, keep it, and return its kid (hexadecimal) and public half (SubjectPublicKeyInfo)."""
    private = generate_key()
    kid = kid_of(private.public_key()).hex()
    pem = private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(_passphrase()),
    )
    read_or_make(_folder() / f"{kid}.pem", pem.decode("ascii"))
    return kid, public_bytes(private.public_key())


def find_signer(kid: str) -> SoftwareSigner | None:
    """Return the signer of a kid, or None when the keystore does not hold its private half."""
    path = _folder() / f"{kid}.pem"
    return _read(path, _passphrase()) if path.is_file() else None


def public_bytes(public_key: ec.EllipticCurvePublicKey) -> bytes:
    return public_key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)


@lru_cache(maxsize=8)
def _read(path: Path, passphrase: bytes) -> SoftwareSigner:
    """Decrypting takes a tenth of a second, on purpose: a process does it once a key."""
    key = serialization.load_pem_private_key(path.read_bytes(), passphrase)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError(f"{path.name} holds no key on P-256")
    return SoftwareSigner(key)


def _folder() -> Path:
    return Path(settings.HIRFA_VAR) / "keys" / "issuer"


def _passphrase() -> bytes:
    given = os.environ.get("HIRFA_KEY_PASSPHRASE")
    return (given or read_or_make_secret(_folder() / "passphrase")).encode()
