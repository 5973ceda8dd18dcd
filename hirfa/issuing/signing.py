"""Signing many texts with several processors. The workers know credentials only: no Django, no database."""

import os
import threading
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from types import TracebackType
from typing import Self

from hirfa.credentials import CardClaims, PaperClaims
from hirfa.credentials.encode import encode_claims, sign_payloads
from hirfa.credentials.keys import Signer

PART = 1_000  # texts a worker makes at a time: less than a tenth of a second, so that none waits long for the last
WORTH_IT = 4_000  # fewer are signed faster here than workers start


@dataclass
class Signing:
    """Signs in this process, or in `processes` workers that live as long as the `with` block.

    Workers are started fresh, not forked: a forked one would share the database's connection.
    """

    processes: int = 1
    _pool: ProcessPoolExecutor | None = field(default=None, init=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def sign(self, claims: Iterable[CardClaims | PaperClaims], *, kid: bytes, signer: Signer) -> list[str]:
        """Return the QR texts of `claims`, in order. `signer` must be picklable when there are several processes.

        The first part is being signed while the next is still encoded here.
        """
        payloads = (encode_claims(content) for content in claims)
        if self.processes < 2:
            return sign_payloads(payloads, kid=kid, signer=signer)
        first = list(islice(payloads, WORTH_IT))
        if len(first) < WORTH_IT:
            return sign_payloads(first, kid=kid, signer=signer)
        if self._pool is None:
            self._pool = ProcessPoolExecutor(self.processes, get_context("spawn"), _end_with_parent)
        rest = chain(first, payloads)
        parts = [
            self._pool.submit(sign_payloads, part, kid=kid, signer=signer)
            for part in iter(lambda: list(islice(rest, PART)), [])
        ]
        return [text for part in parts for text in part.result()]


def _end_with_parent() -> None:
    """Let a worker die with the process that started it, even if that one was killed: it holds the key."""

    def watch() -> None:
        parent = parent_process()
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
