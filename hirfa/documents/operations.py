"""Keeping files, and destroying them when their time is over."""

import datetime as dt
import hashlib
import uuid
from collections.abc import Sequence

from django.db import models, transaction
from django.utils.translation import gettext as _

from hirfa.audit.operations import record
from hirfa.core.errors import Refusal

from . import vault
from .models import StoredFile
from .rules import MAX_BYTES, kind_of

_TRANSACTIONS_END_WITHIN = dt.timedelta(days=1)
_PER_QUERY = 500
_FEW = 20


class FileNotKept(Refusal):
    code = "file_not_kept"


class VaultUnknown(RuntimeError):
    """The files on the disk are not those of the database."""


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
def erase_file(*, file: StoredFile, by: object, at: dt.datetime) -> StoredFile:
    """Destroy a file's content for ever. The row stays without its name: hash, size, kind and days still prove what was.

    The disk is cleared once the transaction has ended well. Killed in between, the row says that it is being destroyed:
    its content is given out no more, and `finish_erasures` clears the disk. Asked again, nothing changes.
    """
    file = StoredFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
    if file.erasing_since is None:
        file.erasing_since, file.name = at, ""
        file.save(update_fields=["erasing_since", "name"])
        record(verb="file.erased", subject=file, by=by, at=at, facts={"sha256": file.sha256})
    file_id = file.pk
    transaction.on_commit(lambda: _clear(file_id, at=at), robust=True)  # Django cannot tell the fault of a `partial`
    return file


@transaction.atomic
def erase_files(*, files: models.QuerySet[StoredFile], by: object, at: dt.datetime) -> int:
    """Destroy the content of files for ever, as `erase_file` does; return how many. Whatever pointed to them is gone already."""
    held = list(files.order_by("pk"))
    for file in held:
        erase_file(file=file, by=by, at=at)
    return len(held)


def finish_erasures(*, at: dt.datetime, most: int) -> int:
    """Clear the disk of files that are being destroyed, `most` at the most; return how many. See `erase_file`.

    The diary has their lines already. Raises OSError when the disk does not let go of one.
    """
    waiting = list(StoredFile.objects.being_erased().order_by("erasing_since").values_list("pk", flat=True)[:most])
    for file_id in waiting:
        _clear(file_id, at=at)
    return len(waiting)


def sweep_vault(*, by: object, at: dt.datetime) -> int:
    """Clear the disk of content that no row speaks of, its transaction having been rolled back; return how many.

    What was written in the last day is let be: its transaction may still end. Raises VaultUnknown, and clears nothing, when
    most of what lies there is unknown: then it is the files of another database. What was half written goes in any case.
    """
    before = at - _TRANSACTIONS_END_WITHIN
    vault.remove_halves(before)
    lying = list(vault.list_older(before))
    known: set[uuid.UUID] = set()
    for start in range(0, len(lying), _PER_QUERY):
        known |= set(StoredFile.objects.in_bulk(lying[start : start + _PER_QUERY]))
    strays = [file_id for file_id in lying if file_id not in known]
    if len(strays) > _FEW and len(strays) > len(known):
        raise VaultUnknown(f"{len(strays)} of {len(lying)} files are unknown to this database: none was cleared")
    if strays:  # told before it is done: killed in between, the next sweep tells of what is left
        record(verb="vault.swept", subject="documents.storedfile", by=by, at=at, facts={"files": len(strays)})
    for file_id in strays:
        vault.remove(file_id)
    return len(strays)


def _clear(file_id: uuid.UUID, *, at: dt.datetime) -> None:
    """The disk first, then the row: said to be gone it is gone."""
    vault.remove(file_id)
    StoredFile.objects.being_erased().filter(pk=file_id).update(erased_at=at)
