"""What a test run needs of the machine: programs found, or installed by apt-get where that is allowed."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

# Program looked for -> the Debian package that brings it.
PACKAGES = {"chromium": "chromium", "postgres": "postgresql", "msgfmt": "gettext", "git": "git"}

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_program(name: str) -> str | None:
    """Return where a program is, or None. PostgreSQL's server programs are not on PATH in Debian."""
    if name == "chromium":
        return next((found for each in CHROMIUM_NAMES if (found := shutil.which(each))), None)
    if name == "postgres":
        folder = postgres_folder()
        return str(folder / "postgres") if folder else None
    return shutil.which(name)


def postgres_folder() -> Path | None:
    """Return the folder of initdb and pg_ctl of the newest PostgreSQL, or None."""
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if found := shutil.which("initdb"):
        folders.append(Path(found).resolve().parent)
    whole = [folder for folder in folders if (folder / "pg_ctl").exists()]
    return max(whole, key=_version, default=None)


def _version(folder: Path) -> tuple[int, str]:
    number = folder.parent.name
    return (int(number) if number.isdigit() else 0, str(folder))


def install_missing(names: list[str]) -> list[str]:
    """Install the packages of missing programs where we are root and have apt-get. Return what is still missing."""
    missing = [name for name in names if find_program(name) is None]
    if not missing or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return missing
    packages = [PACKAGES[name] for name in missing]
    print(f"    missing: {', '.join(missing)}; installing {', '.join(packages)} with apt-get", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-q"],
        ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages],
    ):
        done = subprocess.run(
            command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            print(f"    {' '.join(command)} failed:\n{(done.stdout + done.stderr)[-2000:]}", flush=True)
    return [name for name in missing if find_program(name) is None]


def clean_environment() -> dict[str, str]:
    """Return the environment of a child: no setting of this installation leaks in, HOME is a folder that exists."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("HIRFA_", "DJANGO_", "PYTEST_")) and name not in {"DATABASE_URL", "PYTHONPATH"}
    }
    home = environment.get("HOME", "")
    if not home or not os.access(home, os.W_OK):
        environment["HOME"] = tempfile.mkdtemp(prefix="hirfa-home-")
    return environment | {"PYTHONUTF8": "1", "LC_ALL": "C.UTF-8"}
