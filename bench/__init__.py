"""What every measuring script shares: one way to say a number, and a place of its own to work in.

A script is a file of this folder that calls `report` for each number:

    from bench import report, workspace

    def main() -> None:
        with workspace() as var:
            ...
            report("import of 440,000 lines", seconds, "s", target=60, on="SQLite")

    if __name__ == "__main__":
        main()
"""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from tools.postgres import server

# A server that waits for the disk at each commit, as one with people's data does.
WAITING: Final = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}


def report(name: str, value: float, unit: str, *, target: float | None = None, **more: object) -> None:
    """Print a measured number as a line of JSON. A `target` is the most that is allowed, but for a rate (`unit` ending in "/s")."""
    said = {"name": name, "value": round(value, 4), "unit": unit, "target": target, **more}
    print(json.dumps(said, ensure_ascii=False), flush=True)


@contextlib.contextmanager
def workspace() -> Iterator[Path]:
    """Give a folder for keys and databases, removed afterwards, and set HIRFA_VAR to it."""
    with tempfile.TemporaryDirectory(prefix="hirfa-bench-", ignore_cleanup_errors=True) as folder:
        before = os.environ.get("HIRFA_VAR")
        os.environ["HIRFA_VAR"] = folder
        try:
            yield Path(folder)
        finally:
            os.environ.pop("HIRFA_VAR")
            if before is not None:
                os.environ["HIRFA_VAR"] = before


def on_both_databases(script: str, here: Callable[[str], None]) -> None:
    """Run `here(on)` in a process of its own for each database, each empty; `ONLY=sqlite` leaves the server out."""
    if sys.argv[1:2] == ["--here"]:
        here(sys.argv[2])
        return
    _apart(script, "SQLite")
    if os.environ.get("ONLY") != "sqlite":
        with server(**WAITING) as address:
            _apart(script, "PostgreSQL", DATABASE_URL=address)


def _apart(script: str, on: str, **environment: str) -> None:
    with workspace() as var:
        surroundings = {**os.environ, "HIRFA_VAR": str(var), "DJANGO_SETTINGS_MODULE": "config.settings.dev"}
        command = [sys.executable, "-m", f"bench.{script}", "--here", on]
        subprocess.run(command, env=surroundings | environment, cwd=Path(__file__).parent.parent, check=True)
