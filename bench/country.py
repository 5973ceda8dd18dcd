"""The national country built from nothing by `hirfa demo`: seconds and memory, on SQLite and on PostgreSQL.

    python -m bench country

Everything counts: migrations, people with sealed fields, 300,000 signed cards, fairs, exports, figures computed and stored,
static files. Memory is the most that the program and its children held together (PSS, asked for every half second); the
PostgreSQL server's own is not in it. `SCALE` in the environment makes a quick run, `ONLY=sqlite` leaves the server out.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench import WAITING, report, workspace
from tools.postgres import server

SCALE = os.environ.get("SCALE", "1")
EVERY_SECONDS = 0.5


def build(on: str, *, target: float, **environment: str) -> None:
    """Run the command in a folder of its own and report what it took."""
    with workspace() as var, tempfile.TemporaryFile("w+") as output:
        surroundings = {**os.environ, "HIRFA_VAR": str(var), "SCALE": SCALE, "SERVE": "0", **environment}
        before = time.monotonic()
        with subprocess.Popen(
            [sys.executable, "-m", "hirfa.ops.cli", "demo"], env=surroundings, stdout=output, stderr=output, text=True
        ) as child:
            most = 0
            while child.poll() is None:
                most = max(most, memory_of(child.pid))
                time.sleep(EVERY_SECONDS)
        seconds = time.monotonic() - before
        if child.returncode:
            output.seek(0)
            raise SystemExit(output.read()[-4000:])
        report("national country", seconds, "s", target=target, on=on, scale=float(SCALE))
        report("national country, memory", most / 2**20, "MiB", target=2048, on=on, scale=float(SCALE))
        size = sum(path.stat().st_size for path in Path(var).glob("hirfa.sqlite3*"))
        if size:
            report("national country, database", size / 2**20, "MiB", on=on, scale=float(SCALE))


def memory_of(pid: int) -> int:
    """Return the bytes that a process and all that it started hold: shared pages are divided among those who share them."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    own = next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")) * 1024
    return own + sum(memory_of(int(child)) for child in children)


def main() -> None:
    build("SQLite", target=120)
    if os.environ.get("ONLY") != "sqlite":
        with server(**WAITING) as address:
            build("PostgreSQL", target=240, DATABASE_URL=address)


if __name__ == "__main__":
    main()
