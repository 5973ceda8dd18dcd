"""Reading stored files."""

import hashlib

from django.utils.translation import gettext as _

from hirfa.core.errors import Refusal

from . import vault
from .models import StoredFile


class FileErased(Refusal):
    code = "file_erased"


def get_content(file: StoredFile) -> bytes:
    """Return a file's content. Raises FileErased, and ValueError when it is no longer what was stored."""
    if file.erasing_since is not None:
        raise FileErased(_("The content of this file was destroyed: the time for which it may be kept was over."))
    content = vault.get(file.pk)
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise ValueError(f"stored file {file.pk} is not what was stored")
    return content
