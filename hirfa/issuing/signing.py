"""Signing many texts with several processors. The workers know credentials only: no Django, no database."""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from types import TracebackType
from typing import Self

from hirfa.credentials import CardClaims, encode_cards
from hirfa.credentials.keys import Signer

PART = 2_000  # texts a worker makes at a time: an eighth of a second
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

    def sign(self, claims: Sequence[CardClaims], *, kid: bytes, signer: Signer) -> list[str]:
        """Return the QR texts of `claims`, in order. `signer` must be picklable when there are several processes."""
        if self.processes < 2 or len(claims) < WORTH_IT:
            return encode_cards(claims, kid=kid, signer=signer)
        if self._pool is None:
            self._pool = ProcessPoolExecutor(self.processes, mp_context=get_context("spawn"))
        parts = [
            self._pool.submit(encode_cards, claims[start : start + PART], kid=kid, signer=signer)
            for start in range(0, len(claims), PART)
        ]
        return [text for part in parts for text in part.result()]
