"""The house tested: what lies in the tree beside the code."""

import re
import tomllib

import pytest

from . import checks
from .tree import ROOT, apps, libraries, named, text_of, tracked_files

MARKDOWN = [path for path in tracked_files() if path.suffix == ".md"]


@pytest.mark.parametrize("folder", [*apps(), *libraries()], ids=lambda path: path.name)
def test_every_app_says_what_it_owns(folder):
    readme = folder / "README.md"

    assert readme.exists()
    assert len([line for line in readme.read_text("utf-8").splitlines() if line.strip()]) >= 5


def test_the_readme_is_short_enough_to_be_read():
    lines = (ROOT / "README.md").read_text("utf-8").splitlines()

    assert 20 <= len(lines) <= 120


def test_links_between_documents_lead_somewhere():
    assert MARKDOWN
    broken = []
    for path in MARKDOWN:
        for target in checks.links_in(path.read_text("utf-8")):
            file, _, anchor = target.partition("#")
            aimed = (path.parent / file).resolve() if file else path
            if not aimed.exists():
                broken.append(f"{named(path)}: {target}")
            elif anchor and aimed.suffix == ".md" and anchor not in checks.headings_in(aimed.read_text("utf-8")):
                broken.append(f"{named(path)}: {target} (no such heading)")

    assert broken == []


def test_the_words_of_the_glossary_are_words_of_the_code():
    words = checks.glossary_words((ROOT / "docs" / "glossary.md").read_text("utf-8"))
    code = "\n".join(
        path.read_text("utf-8")
        for path in tracked_files()
        if path.suffix in {".py", ".yaml"} and path.is_relative_to(ROOT / "hirfa")
    )

    assert len(words) >= 20
    assert [word for word in words if not re.search(rf"\b{re.escape(word)}\b", code)] == []


def test_decisions_are_numbered_once():
    numbers = [path.name[:4] for path in (ROOT / "docs" / "adr").glob("[0-9]*.md")]

    assert len(numbers) >= 10
    assert len(set(numbers)) == len(numbers)


def test_the_tree_names_no_machine_and_no_registry():
    found = [
        f"{named(path)}:{word}"
        for path in tracked_files()
        if (text := text_of(path)) is not None
        for word in checks.forbidden_words_in(text)
    ]

    assert found == []


def test_every_dependency_has_a_lower_bound_and_a_reason():
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    project = tomllib.loads(text)["project"]
    wanted = [
        *project["dependencies"],
        *(each for extra in project["optional-dependencies"].values() for each in extra),
    ]

    assert wanted
    assert checks.unreasoned_dependencies(text, wanted) == []


@pytest.mark.parametrize("name", ["server", "dev"])
def test_every_dependency_is_locked_with_hashes(name):
    locked = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *extras["server"], *(extras["dev"] if name == "dev" else [])]
    names = [re.split(r"[\[><=~ ]", each)[0].lower() for each in wanted]

    assert [each for each in names if not re.search(rf"^{re.escape(each)}(\[.*\])?==", locked, re.MULTILINE)] == []
    assert re.findall(r"^[\w.\[\]-]+==\S+$", locked, re.MULTILINE) == []  # each goes on with its hashes
    assert "index-url" not in locked


def test_nothing_that_a_run_makes_is_under_version_control():
    made = re.compile(r"(^|/)(var|\.venv|__pycache__)/|\.(pyc|mo|sqlite3|pem|key)$|\.egg-info")

    assert [name for path in tracked_files() if made.search(name := named(path))] == []
