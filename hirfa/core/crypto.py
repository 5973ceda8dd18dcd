"""Personal fields: sealed with AES-256-GCM (NIST SP 800-38D), looked up by keyed hashes (HMAC-SHA-256, RFC 2104).

The key file holds numbered sealing keys, the last one active, and one look-up key. Rotation adds a sealing key; sealed
values bear the number of theirs.
"""

import hmac
import json
import os
import secrets
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models

from .keyfile import read_or_make

NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class PersonalDataKeys:
    sealing: tuple[AESGCM, ...]
    look_up: hmac.HMAC  # with the key already in it: copied for each value, twice as fast as keyed anew


@lru_cache(maxsize=1)
def personal_data_keys() -> PersonalDataKeys:
    """Return the installation's keys, made on first use (32 random bytes each)."""
    fresh = json.dumps({"sealing": [secrets.token_hex(32)], "look_up": secrets.token_hex(32)})
    held = json.loads(read_or_make(settings.PERSONAL_DATA_KEYFILE, fresh))
    return PersonalDataKeys(
        sealing=tuple(AESGCM(bytes.fromhex(key)) for key in held["sealing"]),
        look_up=hmac.new(bytes.fromhex(held["look_up"]), digestmod="sha256"),
    )


def seal(text: str, *, context: str) -> bytes:
    """Return `text` encrypted: key number (1 byte), nonce (12), ciphertext and tag. `context` binds it to its column."""
    keys = personal_data_keys().sealing
    nonce = os.urandom(NONCE_BYTES)
    return bytes([len(keys) - 1]) + nonce + keys[-1].encrypt(nonce, text.encode(), context.encode())


def unseal(sealed: bytes, *, context: str) -> str:
    """Return the clear text. Raises cryptography's InvalidTag when the value was changed or moved to another column."""
    key = personal_data_keys().sealing[sealed[0]]
    return key.decrypt(sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :], context.encode()).decode()


def blind(kind: str, text: str) -> int:
    """Return the keyed hash of a value for look-up, as a signed 64-bit integer: equal values meet, nobody can go back."""
    hashed = personal_data_keys().look_up.copy()
    hashed.update(f"{kind}\x1f{text}".encode())
    return int.from_bytes(hashed.digest()[:8], "big", signed=True)


class SealedField(models.BinaryField[str | None, str | None]):
    """A text that the database only ever holds encrypted. It cannot be searched: look up a keyed hash instead."""

    def __init__(self, *args: Any, context: str = "", **kwargs: Any) -> None:
        self.context = context
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "context": self.context}

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if isinstance(value, str):
            value = seal(value, context=self.context)
        return super().get_db_prep_value(value, connection, prepared)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> str | None:
        return None if value is None else unseal(bytes(value), context=self.context)

    def to_python(self, value: Any) -> Any:
        return value

    def value_to_string(self, obj: models.Model) -> str:
        raise TypeError("a sealed field is never dumped in clear")
