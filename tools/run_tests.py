"""The checks and all tests, as `make test` runs them. Goes on after a red step, says at the end what is red, and why.

    python -m tools.run_tests [--only STEP ...]

Where PostgreSQL, Chromium or gettext are missing they are installed (root, apt-get). Where they cannot be, the run says
which tests were not run; with CI set that is a failure.
"""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tools.machine import clean_environment, find_program, install_missing
from tools.postgres import NoServer, server

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
BIN = Path(PYTHON).parent
IN_CI = os.environ.get("CI", "").lower() not in {"", "0", "false"}
STEP_SECONDS = 780  # a step that hangs must not hide the others


@dataclass
class Run:
    """What happened so far."""

    folder: Path
    environment: dict[str, str]
    green: list[str] = field(default_factory=list)
    red: list[str] = field(default_factory=list)
    not_run: list[str] = field(default_factory=list)
    counts: dict[str, dict[str, int]] = field(default_factory=dict)

    def note(self, name: str, *, passed: bool, started: float) -> None:
        (self.green if passed else self.red).append(name)
        print(f"--- {name}: {'green' if passed else 'RED'} ({time.monotonic() - started:.0f} s)", flush=True)

    def lacks(self, name: str, why: str) -> None:
        print(f"\n!!! NOT RUN: {name}: {why}", flush=True)
        (self.red if IN_CI else self.not_run).append(f"{name} (not run: {why})")


def call(run: Run, command: list[str], **extra: str) -> bool:
    """Run a command with its output in sight; say whether it ended well. It gets no keyboard and a limit of time."""
    print(f"    $ {' '.join(command).replace(str(BIN) + os.sep, '')}", flush=True)
    with subprocess.Popen(
        command, cwd=ROOT, env=run.environment | extra, stdin=subprocess.DEVNULL, start_new_session=True
    ) as child:
        try:
            return child.wait(timeout=STEP_SECONDS) == 0
        except subprocess.TimeoutExpired:
            print(f"    ended after {STEP_SECONDS} s without an answer", flush=True)
            return False
        finally:
            if child.poll() is None:
                os.killpg(child.pid, signal.SIGKILL)


def step(run: Run, name: str, *commands: list[str], **extra: str) -> None:
    """Run the commands of a step, all of them, and note how it ended."""
    print(f"\n=== {name}", flush=True)
    started = time.monotonic()
    answers = [call(run, command, **extra) for command in commands]
    run.note(name, passed=all(answers), started=started)


def suite(run: Run, name: str, *arguments: str, workers: int = 2, **extra: str) -> None:
    """Run pytest and keep its counts. No test found is a failure (pytest says 5)."""
    report = run.folder / f"{name.replace(' ', '-')}.xml"
    parallel = ["-n", str(workers), "--dist", "loadscope"] if workers > 1 else ["-p", "no:xdist"]
    command = [
        PYTHON,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "--durations=8",
        f"--junitxml={report}",
        *parallel,
        *arguments,
    ]
    step(run, name, command, **extra)
    if report.exists():
        run.counts[name] = read_counts(report)


def read_counts(report: Path) -> dict[str, int]:
    """Return how many tests of a JUnit report ran, failed and were skipped."""
    total = {"tests": 0, "failures": 0, "errors": 0, "skipped": 0}
    for each in ET.parse(report).getroot().iter("testsuite"):
        total = {key: number + int(each.get(key, 0)) for key, number in total.items()}
    return total


def manage(*words: str) -> list[str]:
    return [PYTHON, "-W", "error", "manage.py", *words]


def check_style(run: Run) -> None:
    step(run, "style", [str(BIN / "ruff"), "check", "."], [str(BIN / "ruff"), "format", "--check", "-q", "."])


def check_types(run: Run) -> None:
    step(run, "types", [str(BIN / "mypy")])


def check_contracts(run: Run) -> None:
    step(run, "import contracts", [str(BIN / "lint-imports"), "--no-cache"])


def check_catalogues(run: Run) -> None:
    if find_program("msgfmt") is None:
        return run.lacks("catalogues", "gettext is missing (Debian: apt-get install gettext)")
    return step(run, "catalogues", [PYTHON, "tools/messages.py", "check"])


def check_migrations(run: Run) -> None:
    step(
        run,
        "migrations",
        manage("makemigrations", "--check", "--dry-run"),
        manage("migrate", "--no-input", "-v", "0"),
        manage("check", "--fail-level", "WARNING"),
        HIRFA_VAR=str(run.folder / "from-zero"),
        DJANGO_SETTINGS_MODULE="config.settings.dev",
    )


def test_on_sqlite(run: Run) -> None:
    suite(run, "tests on SQLite", "-m", "not browser and not postgres")


def test_on_postgresql(run: Run) -> None:
    try:
        with server() as address:
            step(
                run,
                "migrations on PostgreSQL",
                manage("migrate", "--no-input", "-v", "0"),
                DATABASE_URL=address,
                HIRFA_VAR=str(run.folder / "from-zero-pg"),
                DJANGO_SETTINGS_MODULE="config.settings.dev",
            )
            suite(run, "tests on PostgreSQL", "-m", "not browser", DATABASE_URL=address)
    except NoServer as reason:
        run.lacks("tests on PostgreSQL", str(reason))


def test_in_browser(run: Run) -> None:
    chromium = find_program("chromium")
    if chromium is None:
        return run.lacks("browser tests", "Chromium is missing (Debian: apt-get install chromium)")
    return suite(run, "tests in the browser", "-m", "browser", "tests/browser", workers=2, HIRFA_CHROMIUM=chromium)


STEPS: dict[str, Callable[[Run], None]] = {
    "style": check_style,
    "contracts": check_contracts,
    "catalogues": check_catalogues,
    "migrations": check_migrations,
    "types": check_types,
    "sqlite": test_on_sqlite,
    "postgresql": test_on_postgresql,
    "browser": test_in_browser,
}


@contextmanager
def new_run() -> Iterator[Run]:
    """Give a run with a folder of its own, removed afterwards; a request to stop also ends the servers it started."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory(prefix="hirfa-run-", ignore_cleanup_errors=True) as folder:
        yield Run(Path(folder), clean_environment())


def conclude(run: Run, seconds: float) -> int:
    """Print what is red or was not run, then one line with the counts. Return the exit status."""
    print()
    for name in run.not_run:
        print(f"NOT RUN: {name}")
    for name in run.red:
        print(f"RED: {name}")
    tests = "; ".join(
        f"{c['tests'] - c['skipped'] - c['failures'] - c['errors']} {name.replace('tests', 'passed', 1)}"
        + (f", {c['failures'] + c['errors']} failed" if c["failures"] + c["errors"] else "")
        + (f", {c['skipped']} skipped" if c["skipped"] else "")
        for name, c in run.counts.items()
    )
    print(
        f"{'RED' if run.red else 'GREEN'}: {len(run.green)} steps green, {len(run.red)} red, {len(run.not_run)} not run; "
        f"{tests or 'no tests run'}; {seconds:.0f} s"
    )
    return 1 if run.red else 0


def main() -> int:
    parser = argparse.ArgumentParser(description="Run the checks and all tests.")
    parser.add_argument("--only", nargs="+", choices=STEPS, default=list(STEPS), metavar="STEP", help=", ".join(STEPS))
    chosen = parser.parse_args().only
    started = time.monotonic()
    needs = {"catalogues": "msgfmt", "postgresql": "postgres", "browser": "chromium"}
    install_missing([program for name, program in needs.items() if name in chosen])
    with new_run() as run:
        for name in chosen:
            STEPS[name](run)
        return conclude(run, time.monotonic() - started)


if __name__ == "__main__":
    sys.exit(main())
