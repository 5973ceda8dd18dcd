"""Identifiers: UUIDv7 (RFC 9562, section 5.7), made at the door or by a seeded maker for the demonstration."""

import datetime as dt
import random
import secrets
import time
import uuid
from collections.abc import Callable
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

_VERSION_AND_VARIANT = (0x7 << 76) | (0x2 << 62)


def new_id() -> uuid.UUID:
    """Return a new UUIDv7 of this moment: the only clock that a default may read."""
    return _uuid7(time.time_ns() // 1_000_000, secrets.randbits(74))


def seeded_ids(*, seed: int, at: dt.datetime) -> Callable[[], uuid.UUID]:
    """Return a maker of UUIDv7 that always gives the same ids, 4,096 a millisecond of a fictive clock from `at`."""
    bits = random.Random(seed)
    millisecond = int(at.timestamp() * 1000)
    made = 0

    def next_id() -> uuid.UUID:
        nonlocal made
        made += 1
        # rand_a carries the order within the millisecond (RFC 9562, section 6.2, method 1)
        return _uuid7(millisecond + made // 4096, ((made % 4096) << 62) | bits.getrandbits(62))

    return next_id


def _uuid7(millisecond: int, bits: int) -> uuid.UUID:
    rand_a, rand_b = bits >> 62, bits & ((1 << 62) - 1)
    return uuid.UUID(int=(millisecond & ((1 << 48) - 1)) << 80 | rand_a << 64 | rand_b | _VERSION_AND_VARIANT)


class IdField(models.UUIDField[uuid.UUID, uuid.UUID]):
    """A UUID in 16 bytes on both databases: Django's own field takes 32 letters on SQLite, in every table and index."""

    def get_internal_type(self) -> str:
        return "IdField"

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "uuid" if connection.vendor == "postgresql" else "blob"

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        value = self.to_python(value)
        if value is None or connection.vendor == "postgresql":
            return value
        return value.bytes

    def from_db_value(self, value: Any, expression: Any, connection: BaseDatabaseWrapper) -> uuid.UUID | None:
        return uuid.UUID(bytes=bytes(value)) if isinstance(value, bytes | memoryview) else value
