"""Keeping files."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from functools import partial

from django.db import models, transaction
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


@transaction.atomic
def store_files(
    *, contents: Sequence[bytes], name: str, by: object, at: dt.datetime, keep_until: dt.date | None = None
) -> list[StoredFile]:
    """Seal many files under one name and keep them, in the caller's transaction; return them in the same order.

    For a load into a new installation: should the transaction be rolled back, what it sealed stays on the disk, where
    nothing leads to it. Raises FileNotKept when one is too large or of no kind that is kept; then none is.
    """
    kinds = [kind for content in contents if len(content) <= MAX_BYTES and (kind := kind_of(content)) is not None]
    if len(kinds) < len(contents):
        raise FileNotKept(_("Only PDF, PNG, JPEG, XLSX and CSV files are kept."))
    files = StoredFile.objects.bulk_create(
        StoredFile(
            name=name[:200],
            kind=kind,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            stored_at=at,
            keep_until=keep_until,
        )
        for kind, content in zip(kinds, contents, strict=True)
    )
    record(verb="files.stored", subject="documents.storedfile", by=by, at=at, facts={"files": len(files)})
    for file, content in zip(files, contents, strict=True):
        vault.put(file.pk, content)
    return files


@transaction.atomic
def erase_files(*, files: models.QuerySet[StoredFile], by: object, at: dt.datetime) -> int:
    """Forget files for ever; return how many. Whatever pointed to them is gone already.

    The disk is cleared once the transaction has ended well: what is rolled back is still there.
    """
    idents = list(files.values_list("pk", flat=True))
    StoredFile.objects.filter(pk__in=idents).delete()
    record(verb="files.erased", subject="documents.storedfile", by=by, at=at, facts={"files": [*map(str, idents)]})
    for ident in idents:
        transaction.on_commit(partial(vault.remove, ident))
    return len(idents)
