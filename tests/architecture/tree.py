"""Where things are: what the tests of the house look at."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
HIRFA = ROOT / "hirfa"
LEFT_OUT = {
    ".git",
    ".venv",
    "var",
    "__pycache__",
    "build",
    "node_modules",
    ".mypy_cache",
    ".ruff_cache",
    ".pytest_cache",
}


def python_files(*folders: str) -> list[Path]:
    """Return the Python files under folders of the tree, migrations left out."""
    found = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return sorted(path for path in found if not LEFT_OUT & set(path.parts) and "migrations" not in path.parts)


def apps() -> list[Path]:
    """Return the folders of the Django apps."""
    return sorted(path.parent for path in HIRFA.glob("*/apps.py"))


def libraries() -> list[Path]:
    """Return the folders of `hirfa` that are no Django app: libraries that stand alone."""
    return sorted(path.parent for path in HIRFA.glob("*/__init__.py") if not (path.parent / "apps.py").exists())


@cache
def tracked_files() -> tuple[Path, ...]:
    """Return the files under version control; where there is no git, the files of the tree."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode == 0 and listed.stdout:
        return tuple(path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file())
    whole = (path for path in ROOT.rglob("*") if path.is_file())
    return tuple(path for path in whole if not LEFT_OUT & set(path.relative_to(ROOT).parts))


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def text_of(path: Path) -> str | None:
    """Return the text of a file; None for a picture, a font or another binary."""
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        return None
