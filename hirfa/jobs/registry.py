"""Which function does which kind of work: upper apps enter theirs, this app knows none of them."""

from collections.abc import Callable
from typing import Any

from django.utils.module_loading import autodiscover_modules

Report = Callable[[int, int], None]
Work = Callable[[dict[str, Any], Report], str]

_WORKS: dict[str, Work] = {}


def job(kind: str) -> Callable[[Work], Work]:
    """Enter a function as the work of a kind: it takes the job's parameters and `report(done, total)`, returns its last message."""

    def enter(work: Work) -> Work:
        if kind in _WORKS:
            raise ValueError(f"two works of the kind {kind}")
        _WORKS[kind] = work
        return work

    return enter


def find_work(kind: str) -> Work | None:
    """Return the work of a kind, after reading the module `tasks` of every app: a worker has read none of them yet."""
    autodiscover_modules("tasks")
    return _WORKS.get(kind)
