"""Reading stored files."""

import hashlib

from . import vault
from .models import StoredFile


def get_content(file: StoredFile) -> bytes:
    """Return a file's content. Raises ValueError when it is no longer what was stored."""
    content = vault.get(file.pk)
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise ValueError(f"stored file {file.pk} is not what was stored")
    return content
