"""Secrets of an installation, made once, kept outside the tree in files that only their owner reads. No Django here: settings use it."""

import os
import secrets
from pathlib import Path


def read_or_make_secret(path: Path) -> str:
    """Return the secret in a file, making it (32 random bytes in hexadecimal, mode 0600) when there is none."""
    return read_or_make(path, secrets.token_hex(32))


def read_or_make(path: Path, fresh: str) -> str:
    """Return a file's text; write `fresh` first when it does not exist. Two processes at once agree on one file."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text("utf-8")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(fresh)
    return fresh
