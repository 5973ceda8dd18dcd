"""One at a time, or a few: locks that a killed process never leaves behind."""

import fcntl
import hashlib
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext_lazy as _

from .errors import Refusal

_LOOKS_EVERY: Final = 0.1  # seconds


class Busy(Refusal):
    code = "busy"


@contextmanager
def exclusively(name: str) -> Iterator[None]:
    """Hold a named lock while the block runs. Raises Busy when another process holds it.

    An advisory lock of the server on PostgreSQL, a locked file of the installation on SQLite; both end with the process.
    """
    holding = _on_server(name) if connection.vendor == "postgresql" else _on_file(name)
    with holding:
        yield


@contextmanager
def _on_server(name: str) -> Iterator[None]:
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [number])
        if not cursor.fetchone()[0]:
            raise _busy()
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [number])


@contextmanager
def _on_file(name: str) -> Iterator[None]:
    folder = Path(settings.HIRFA_VAR) / "locks"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / f"{name.replace(':', '-')}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise _busy() from None
        yield


@contextmanager
def one_of(name: str, *, places: int, seconds: float) -> Iterator[None]:
    """Hold one of the places of this machine for a work while the block runs; wait for one as long as `seconds`.

    Places are locked files of the installation on either database, since what they spare is the machine's own memory.
    Raises Busy when none came free.
    """
    until = time.monotonic() + seconds
    with ExitStack() as held:
        while not any(_holds(held, f"{name}:{place}") for place in range(places)):
            if time.monotonic() >= until:
                raise Busy(
                    _("Many files are being read at this moment. Nothing is lost: send yours again in a minute.")
                )
            time.sleep(_LOOKS_EVERY)
        yield


def _holds(held: ExitStack, name: str) -> bool:
    try:
        held.enter_context(_on_file(name))
    except Busy:
        return False
    return True


def _busy() -> Busy:
    return Busy(_("The same work is already being done. Wait until it ends."))
