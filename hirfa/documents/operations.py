"""Keeping files."""

import datetime as dt
import hashlib

from django.db import transaction
from django.utils.translation import gettext as _

from hirfa.audit.operations import record
from hirfa.core.errors import Refusal

from . import vault
from .models import StoredFile
from .rules import MAX_BYTES, kind_of


class FileNotKept(Refusal):
    code = "file_not_kept"


@transaction.atomic(durable=True)
def store_file(
    *, content: bytes, name: str, by: object, at: dt.datetime, keep_until: dt.date | None = None
) -> StoredFile:
    """Seal a file and keep it. Its kind is read from its bytes, whatever its name says.

    It is a transaction of its own, for a disk forgets nothing when a larger one is rolled back. Raises FileNotKept when it
    is too large or of no kind that is kept, RuntimeError inside of another transaction.
    """
    if len(content) > MAX_BYTES:
        raise FileNotKept(_("The file is larger than %(most)s MB.") % {"most": MAX_BYTES >> 20})
    kind = kind_of(content)
    if kind is None:
        raise FileNotKept(_("Only PDF, PNG, JPEG, XLSX and CSV files are kept."))
    digest = hashlib.sha256(content).hexdigest()
    file = StoredFile.objects.create(
        name=name[:200], kind=kind, size=len(content), sha256=digest, stored_at=at, keep_until=keep_until
    )
    record(verb="file.stored", subject=file, by=by, at=at, facts={"kind": kind, "sha256": digest})
    vault.put(file.pk, content)  # last: what failed before it leaves nothing on disk
    return file
