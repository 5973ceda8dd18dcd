"""Secrets of an installation, made once, kept outside the tree in files that only their owner reads. No Django here: settings use it."""

import contextlib
import os
import secrets
from pathlib import Path


def read_or_make_secret(path: Path) -> str:
    """Return the secret in a file, making it (32 random bytes in hexadecimal, mode 0600) when there is none."""
    return read_or_make(path, secrets.token_hex(32))


def read_or_make(path: Path, fresh: str) -> str:
    """Return a file's text; write `fresh` first when it does not exist. Two processes at once agree on one file.

    The file takes its name only once it is whole: a second process would else read a secret that is not written yet.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        partial = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(fresh)
        with contextlib.suppress(FileExistsError):  # another process was first: its secret counts
            os.link(partial, path)
        partial.unlink()
    return path.read_text("utf-8")
