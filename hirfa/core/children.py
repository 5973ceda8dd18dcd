"""Work shared with child processes, results in order."""

import gc
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any, TypeVar

R = TypeVar("R")


def in_children(work: Callable[..., R], jobs: Iterable[tuple[Any, ...]], *, processes: int) -> Iterator[R]:
    """Yield `work(*job)` of each job, in order; `processes` children work ahead of the caller (0: all is done here).

    `work` must be a function of a module and must not touch the database: a connection is not shared across a fork.
    """
    if processes == 0:
        for job in jobs:
            yield work(*job)
        return
    with ProcessPoolExecutor(processes, get_context("fork"), initializer=_begin, initargs=(os.getpid(),)) as pool:
        waiting: deque[Future[R]] = deque()
        for job in jobs:
            waiting.append(pool.submit(work, *job))
            if len(waiting) > processes + 1:  # enough to keep every child busy, and no more memory than that
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


@contextmanager
def uncollected() -> Iterator[None]:
    """Do without the collector of cycles while millions of plain rows pass: it would look at each of them, for nothing."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _begin(parent: int) -> None:
    """Make a child ready: no collector, and an end soon after its parent was killed, which nobody else would tell it."""
    gc.disable()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
