"""A PostgreSQL server of one's own: private folder, Unix socket, no network, stopped and removed afterwards.

python -m tools.postgres COMMAND ...    runs a command with DATABASE_URL set to such a server
"""

import contextlib
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from tools.machine import install_missing, postgres_folder

# Nothing of it outlives the run, so nothing waits for the disk; two cores are shared with the tests themselves.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "shared_buffers": "256MB",
    "max_parallel_workers_per_gather": "0",
}


class NoServer(Exception):
    """PostgreSQL cannot be started here; the message says why."""


@contextlib.contextmanager
def server(**settings: str) -> Iterator[str]:
    """Start a server and give the address (DATABASE_URL) of its empty database `hirfa`. Raises NoServer."""
    if install_missing(["postgres"]):
        raise NoServer("there is no PostgreSQL on this machine (Debian: apt-get install postgresql)")
    programs = postgres_folder()
    assert programs is not None
    become = _as_other_user()
    folder = _private_folder(become)
    data = folder / "data"
    options = " ".join(f"-c {name}='{value}'" for name, value in (SETTINGS | settings).items())
    control = [*become, str(programs / "pg_ctl"), "-D", str(data), "-w", "-t", "60"]
    try:
        how = ["-U", "hirfa", "-A", "trust", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8"]
        _run([*become, str(programs / "initdb"), "-D", str(data), *how])
        _run([*control, "-l", str(folder / "log"), "-o", f"{options} -k {folder}", "start"], log=folder / "log")
        try:
            _run([*become, str(programs / "createdb"), "-h", str(folder), "-U", "hirfa", "hirfa"])
            yield f"postgres://hirfa@{quote(str(folder), safe='')}/hirfa"
        finally:
            _run([*control, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _as_other_user() -> list[str]:
    """Return the words that run a command as somebody else: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return []
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            account = pwd.getpwnam(name)
            return ["setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]
    raise NoServer("there is no user to run PostgreSQL as (postgres or nobody)")


def _private_folder(become: list[str]) -> Path:
    """Make a folder with a short name (a socket's path has at most 107 bytes) that the server's user can enter."""
    for parent in (tempfile.gettempdir(), "/tmp", "/var/tmp"):
        try:
            folder = Path(tempfile.mkdtemp(prefix="hirfa-pg-", dir=parent))
        except OSError:
            continue
        if become:
            user, group = (int(word.partition("=")[2]) for word in become[1:3])
            os.chown(folder, user, group)
        reached = subprocess.run([*become, "test", "-w", str(folder)], check=False).returncode == 0
        if reached and len(str(folder)) < 80:
            return folder
        shutil.rmtree(folder, ignore_errors=True)
    raise NoServer("there is no temporary folder that the server's user can write to")


def _run(command: list[str], *, log: Path | None = None) -> None:
    # pg_ctl's server keeps what it inherits: a pipe would never end, so the words go to a file
    with tempfile.TemporaryFile("w+") as words:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=words, stderr=words, cwd="/", check=False, env=_plain()
        )
        if done.returncode == 0:
            return
        words.seek(0)
        said = words.read()
    if log is not None and log.exists():
        said += log.read_text("utf-8", "replace")
    raise NoServer(f"{' '.join(command)}: {said[-1500:]}")


def _plain() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8", "HOME": "/"}


def main() -> int:
    with server() as address:
        return subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": address}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
