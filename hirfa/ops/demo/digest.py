"""The digest of a country: equal for two countries that hold the same rows, but for what chance must make different."""

import hashlib
from collections.abc import Iterator
from typing import Any, Final

from django.apps import apps
from django.db import models

# Signatures, keys and what hangs on them, the diary's chain, passwords, keyed hashes: they differ by installation.
LEFT_OUT: Final = frozenset(
    {
        *("issuing.IssuerKey", "audit.DiaryLine", "audit.ChainHead", "jobs.Job", "documents.StoredFile"),
        *("register.IdentityKey", "notifications.Notification"),
    }
)
# What people do one at a time: the operations give these rows an id of the moment, and others hang on it.
OF_THE_DESK: Final = frozenset(
    {
        *("casework.Case", "casework.CaseMove", "casework.PieceRequest", "casework.Piece", "casework.PageReview"),
        *("casework.Note", "casework.Sitting", "casework.Sitting_members", "casework.Opinion", "casework.Decision"),
        *("register.Application", "register.DraftPiece", "register.EntryRequest", "register.Paper"),
        "accounts.Delegation",
    }
)
# Signed one at a time as well: their ids, subjects and places in the status list.
ROWS_LEFT_OUT: Final = {"issuing.Credential": models.Q(kind="PAPER")}
COLUMNS_LEFT_OUT: Final = {
    "issuing.Credential": {"text", "key_id"},
    "accounts.User": {"id", "password", "last_login"},
    "cooperatives.SpaceManagement": {"id", "user_id"},
    "directory.Photo": {"small_id", "large_id"},  # stored files, which are left out
    "indicators.Figure": {"code_version"},
    "indicators.FigureCell": {"id"},  # databases group in orders of their own
}

# By key elsewhere.
ORDERS: Final = {
    "accounts.User": ("username",),
    "cooperatives.SpaceManagement": ("space_id", "recorded_at"),
    "indicators.FigureCell": ("figure_id", "grain", "code"),
}


def digest_by_table() -> dict[str, tuple[int, str]]:
    """Return, for each table of the product, how many rows it has and the hash of them in the order of their keys."""
    return {label: _digest(model) for label, model in sorted(_tables().items())}


def digest_of(tables: dict[str, tuple[int, str]]) -> str:
    """Return one hash for all tables (SHA-256, hexadecimal)."""
    lines = "".join(f"{label} {count} {digest}\n" for label, (count, digest) in sorted(tables.items()))
    return hashlib.sha256(lines.encode()).hexdigest()


def _tables() -> dict[str, type[models.Model]]:
    return {
        model._meta.label: model
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("hirfa.") and model._meta.label not in LEFT_OUT | OF_THE_DESK
    }


def _digest(model: type[models.Model]) -> tuple[int, str]:
    """Hash the rows; whatever is sealed counts only as present or absent."""
    left_out = COLUMNS_LEFT_OUT.get(model._meta.label, set())
    fields = [field for field in model._meta.concrete_fields if field.attname not in left_out]
    sealed = [isinstance(_target(field), models.BinaryField) for field in fields]
    hashed = hashlib.sha256()
    count = 0
    for row in _rows(model, fields, sealed):
        hashed.update(repr(row).encode())
        count += 1
    return count, hashed.hexdigest()


def _rows(
    model: type[models.Model], fields: list[models.Field[Any, Any]], sealed: list[bool]
) -> Iterator[tuple[Any, ...]]:
    columns: list[Any] = [
        models.Case(
            models.When(**{f"{field.attname}__isnull": True}, then=False),
            default=True,
            output_field=models.BooleanField(),
        )
        if hidden
        else models.F(field.attname)
        for field, hidden in zip(fields, sealed, strict=True)
    ]
    named = {f"column_{place}": column for place, column in enumerate(columns)}
    left_out = ROWS_LEFT_OUT.get(model._meta.label, models.Q(pk__in=[]))
    found = (
        model._default_manager.exclude(left_out)
        .order_by(*ORDERS.get(model._meta.label, ("pk",)))
        .annotate(**named)
        .values_list(*named)
    )
    for row in found.iterator(chunk_size=10_000):
        yield tuple(str(value) for value in row)


def _target(field: models.Field[Any, Any]) -> models.Field[Any, Any]:
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    return field
