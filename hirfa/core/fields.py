"""Columns that behave alike on both databases."""

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


class PlainOrderField(models.CharField[str, str]):
    """A text compared and sorted by code point, whatever the server's locale: for keys that are searched by beginning.

    SQLite does so by itself; on PostgreSQL the column takes the collation "C".
    """

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        plain = super().db_type(connection)
        return f'{plain} COLLATE "C"' if connection.vendor == "postgresql" else plain
