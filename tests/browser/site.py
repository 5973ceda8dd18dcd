"""A small country, built and served by the product's own commands in processes of their own, as `make demo` does."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SCALE = "0.002"
DEMO = [sys.executable, "-m", "hirfa.ops.cli", "demo"]
PATIENCE_SECONDS = 300


@dataclass(frozen=True)
class Site:
    """Where the country is served and where its files are."""

    address: str
    var: Path

    def url(self, path: str) -> str:
        return f"{self.address}{path}"

    def command(self, *words: str) -> str:
        """Run a command of `hirfa` on this country and return what it printed. Raises when it ends badly."""
        return run(self.var, sys.executable, "manage.py", *words)

    def account(self, role: str, scope: str, which: str = "") -> tuple[str, str]:
        """Open an account with a role over a territory and return its log-in and password; `which` tells two apart."""
        name = f"{role}-{scope}{which}".lower().replace(":", "-")
        self.command("shell", "-v", "0", "-c", ACCOUNT.format(name=name, password=PASSWORD, role=role, scope=scope))
        return name, PASSWORD

    def ask(self, question: str) -> str:
        """Evaluate a question in Python against the country's database and return its answer as text."""
        return self.command("shell", "-v", "0", "-c", f"{IMPORTS}\nprint({question})").strip()


PASSWORD = "a long password of tests"
ACCOUNT = """
from django.utils import timezone
from hirfa.accounts.models import User
from hirfa.accounts.operations import create_account
if not User.objects.filter(username={name!r}).exists():
    create_account(
        username={name!r}, password={password!r}, role={role!r}, scope={scope!r}, by="test", at=timezone.now()
    )
"""
IMPORTS = """
from hirfa.cards.models import Card
from hirfa.casework.models import Case
from hirfa.cooperatives.models import SpaceManagement
from hirfa.core.dates import end_of_day
from hirfa.indicators.queries import find_run
from hirfa.register.models import Person, Situation
"""


def environment(var: Path) -> dict[str, str]:
    left = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return left | {"HIRFA_VAR": str(var), "DJANGO_SETTINGS_MODULE": "config.settings.dev", "PYTHONUTF8": "1"}


def run(var: Path, *command: str, **extra: str) -> str:
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment(var) | extra,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_SECONDS,
    )
    if done.returncode != 0:
        raise RuntimeError(
            f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
        )
    return done.stdout


@contextmanager
def served(var: Path) -> Iterator[str]:
    """Serve the country, pages and worker, on a free port as `make demo` does; give its address once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    with (
        tempfile.TemporaryFile("w+") as log,
        subprocess.Popen(
            DEMO,
            cwd=ROOT,
            env=environment(var) | {"SCALE": SCALE, "SERVE": "1", "PORT": port},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        ) as child,
    ):
        try:
            wait_for(f"http://127.0.0.1:{port}/api/v1/openapi.json", child, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            child.terminate()


def wait_for(address: str, child: "subprocess.Popen[bytes]", log: object) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and child.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    log.seek(0)  # type: ignore[attr-defined]
    raise RuntimeError(f"the site does not answer:\n{log.read()[-3000:]}")  # type: ignore[attr-defined]


@contextmanager
def small_country() -> Iterator[Site]:
    """Build the demonstration country of a five-hundredth and serve it."""
    with tempfile.TemporaryDirectory(prefix="hirfa-browser-", ignore_cleanup_errors=True) as folder:
        var = Path(folder)
        run(var, *DEMO, SCALE=SCALE, SERVE="0")
        with served_country(var) as country:
            yield country


@contextmanager
def served_country(var: Path) -> Iterator[Site]:
    with served(var) as address:
        yield Site(address, var)
