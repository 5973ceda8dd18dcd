"""The web server and the worker of a demonstration, as children that end with it."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Final

EVERY_SECONDS: Final = 60
# While one request waits for the database another may be worked on; an idle connection is kept longer than people think.
SERVER: Final = (
    *("--interface", "wsgi", "--workers", "2", "--blocking-threads", "3", "--no-ws"),
    *("--http1-header-read-timeout", "60000"),
)


@contextlib.contextmanager
def running(*command: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a Python module as a child until the block ends."""
    with subprocess.Popen([sys.executable, *command]) as child:
        try:
            yield child
        finally:
            if child.poll() is None:
                child.terminate()
                with contextlib.suppress(subprocess.TimeoutExpired):
                    child.wait(10)
                if child.poll() is None:
                    child.kill()


def serve(port: int, *, host: str = "127.0.0.1") -> int:
    """Serve the pages and run waiting jobs until interrupted; return the server's exit status.

    A worker that ends is started again: without one an import would wait for ever. What is due is done every minute, as a
    cron entry does elsewhere.
    """
    signal.signal(signal.SIGTERM, _as_interrupt)
    server = ("-m", "granian", *SERVER, "--host", host, "--port", str(port))
    worker = ("-m", "hirfa.ops.cli", "db_worker", "--interval", "1")
    clock = Clock()
    with running(*server, "config.wsgi:application") as web:
        try:
            while web.poll() is None:
                with running(*worker) as hand:
                    while web.poll() is None and hand.poll() is None:
                        time.sleep(1)
                        _do_what_is_due(clock)
            return int(web.returncode)
        except KeyboardInterrupt:
            return 0


class Clock:
    """When what is due was last done, in seconds of the machine's own clock."""

    def __init__(self) -> None:
        self.last = time.monotonic()


def _do_what_is_due(clock: Clock) -> None:
    if time.monotonic() - clock.last >= EVERY_SECONDS:
        clock.last = time.monotonic()
        command = [sys.executable, "-m", "hirfa.ops.cli", "run_due", "--minutes", "0.5"]
        subprocess.run(command, stdout=subprocess.DEVNULL, check=False)


def port_is_free(port: int, *, host: str = "127.0.0.1") -> bool:
    """Say whether nobody listens there: two servers may share a port on Linux, and a person then sees now one, now the other."""
    with contextlib.closing(socket.socket()) as probe:
        return probe.connect_ex((host, port)) != 0


def _as_interrupt(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


def wanted_port() -> int:
    return int(os.environ.get("PORT", "8000"))
