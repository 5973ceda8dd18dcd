"""The house tested: what the code of `hirfa/` may do, by kind of module."""

import tomllib

import pytest

from . import checks
from .tree import HIRFA, ROOT, apps, libraries, named, python_files, tracked_files

DOORS = [
    path
    for path in python_files("hirfa")
    if path.relative_to(HIRFA).parts[0] in {"web", "api"}
    or "management" in path.parts
    or path.stem in {"tasks", "admin"}
]
DOMAIN = [
    path
    for path in python_files("hirfa")
    if path not in DOORS
    and path.relative_to(HIRFA).parts[0] != "ops"
    and path != HIRFA / "core" / "ids.py"  # the one clock that a default may read
]
PURE = [path for path in python_files("hirfa") if path.stem == "rules"]
CHOICES = [path for path in python_files("hirfa") if path.stem == "choices"]
ALL_CODE = python_files("hirfa", "config", "tests", "tools", "bench")


def all_findings(paths, check):
    assert paths
    return [f"{named(path)}:{found}" for path in paths for found in check(path.read_text("utf-8"))]


def test_doors_never_write():
    assert all_findings(DOORS, checks.writes_in) == []


def test_the_domain_reads_no_clock():
    assert all_findings(DOMAIN, checks.clocks_in) == []


def test_no_signal_ties_business_together():
    assert all_findings(python_files("hirfa"), checks.signals_in) == []


def test_no_model_hides_a_rule_in_save():
    assert all_findings(python_files("hirfa"), checks.overridden_saves_in) == []


def test_rules_know_no_django():
    def check(source):
        return checks.foreign_imports_in(source, forbidden=("django", "ninja"))

    assert all_findings(PURE, check) == []


def test_choices_know_of_django_only_what_an_enumeration_needs():
    def check(source):
        return checks.foreign_imports_in(
            source, forbidden=("django",), allowed=("django.db.models", "django.utils.translation")
        )

    assert all_findings(CHOICES, check) == []


@pytest.mark.parametrize("library", libraries(), ids=lambda path: path.name)
def test_a_library_stands_alone(library):
    def check(source):
        others = tuple(f"hirfa.{path.name}" for path in HIRFA.iterdir() if path.is_dir() and path != library)
        return checks.foreign_imports_in(source, forbidden=("django", *others))

    assert all_findings(python_files(named(library)), check) == []


def test_files_stay_short():
    long = [
        f"{named(path)}: {lines} lines"
        for path in tracked_files()
        if path.suffix in {".py", ".js", ".html"}
        and not {"migrations", "vendor"} & set(path.parts)
        and (lines := len(path.read_text("utf-8").splitlines())) > 400
    ]

    assert long == []


def test_functions_stay_short():
    assert all_findings(ALL_CODE, checks.long_functions_in) == []


def test_every_test_asserts_something_that_can_be_seen():
    tests = [path for path in python_files("tests") if path.name.startswith("test_")]

    assert all_findings(tests, checks.unseen_tests_in) == []


def test_operations_are_named_as_the_law_names_them():
    operations = [
        path for path in python_files("hirfa") if path.stem == "operations" or path.parent.name == "operations"
    ]

    assert all_findings(operations, checks.bad_operation_names_in) == []


# Words of the diary, which are no operations: they change nothing.
WORDS = {"actor_text", "subject_text"}


def test_operations_are_called_by_name():
    found = []
    for path in python_files("hirfa"):
        if path.stem == "operations":
            found += all_findings([path], checks.positional_operations_in)
        elif path.parent.name == "operations" and path.stem != "__init__":
            handed_on = checks.exported_from((path.parent / "__init__.py").read_text("utf-8"))
            source = path.read_text("utf-8")
            found += [f"{named(path)}:{one}" for one in checks.positional_operations_in(source, only=handed_on)]

    assert [one for one in found if one.split()[-1] not in WORDS] == []


def test_a_permission_is_a_question():
    permissions = [path for path in python_files("hirfa") if path.stem == "permissions"]

    assert all_findings(permissions, checks.refused_calls_in_permissions) == []


def test_migrations_have_a_name_with_one_intent():
    migrations = sorted(path for path in HIRFA.glob("*/migrations/[0-9]*.py"))

    assert migrations
    wrong = {named(path): checks.bad_migration(path.stem, path.read_text("utf-8")) for path in migrations}
    assert {path: why for path, why in wrong.items() if why} == {}


def test_every_part_of_the_stack_is_under_the_contracts():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    stack, inside = contracts[0], contracts[1]
    layered = {name.strip() for layer in stack["layers"] for name in layer.split("|")}
    with_layers = {
        path.name
        for path in apps()
        if any((path / module).exists() for module in ("models.py", "queries.py", "operations.py", "operations"))
    }

    assert stack["exhaustive"] is True
    assert not any("ignore_imports" in contract for contract in contracts)
    assert layered == {path.name for path in [*apps(), *libraries()]}
    assert {f"hirfa.{name}" for name in with_layers} <= set(inside["containers"])
