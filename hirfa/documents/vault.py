"""Where the content of stored files lies: sealed with AES-256-GCM under HIRFA_VAR/files, bound to the file's id."""

import datetime as dt
import os
import re
import uuid
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from django.conf import settings

from hirfa.core.crypto import NONCE_BYTES, personal_data_keys

_ID: Final = re.compile(r"[0-9a-f]{32}")


def put(file_id: uuid.UUID, content: bytes) -> None:
    """Write a file's content, sealed, in one step: a crash leaves all of it or nothing."""
    keys = personal_data_keys().sealing
    nonce = os.urandom(NONCE_BYTES)
    sealed = bytes([len(keys) - 1]) + nonce + keys[-1].encrypt(nonce, content, file_id.bytes)
    path = _path(file_id)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    partial = path.with_suffix(".part")
    partial.write_bytes(sealed)
    partial.replace(path)


def get(file_id: uuid.UUID) -> bytes:
    """Return the clear content. Raises FileNotFoundError, or cryptography's InvalidTag when it was changed or swapped."""
    sealed = _path(file_id).read_bytes()
    key = personal_data_keys().sealing[sealed[0]]
    return key.decrypt(sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :], file_id.bytes)


def remove(file_id: uuid.UUID) -> None:
    """Take a file's content off the disk, for good even if the power fails next. One that is gone already is no fault."""
    path = _path(file_id)
    path.unlink(missing_ok=True)
    if not path.parent.is_dir():
        return
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def list_older(before: dt.datetime) -> Iterator[uuid.UUID]:
    """Yield the ids under which whole content was last written before a moment; a disk puts names of its own between them."""
    return (uuid.UUID(hex=path.name) for path in _older(before) if _ID.fullmatch(path.name))


def remove_halves(before: dt.datetime) -> None:
    """Remove what a process that was killed had half written before a moment."""
    for path in _older(before):
        if path.suffix == ".part":
            path.unlink(missing_ok=True)


def _older(before: dt.datetime) -> Iterator[Path]:
    for path in (Path(settings.HIRFA_VAR) / "files").glob("??/*"):
        with suppress(FileNotFoundError):  # somebody erased it since the folder was read
            if path.stat().st_mtime < before.timestamp():
                yield path


def _path(file_id: uuid.UUID) -> Path:
    return Path(settings.HIRFA_VAR) / "files" / file_id.hex[-2:] / file_id.hex
