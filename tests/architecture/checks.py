"""The rules of the house as functions: source text in, findings out. `test_checks.py` shows that each can fail."""

import ast
import re
from collections.abc import Iterator
from typing import TypeVar

Node = TypeVar("Node", bound=ast.AST)

WRITES = {
    *("save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"),
    *("asave", "acreate", "aupdate", "adelete", "abulk_create", "abulk_update", "aget_or_create", "aupdate_or_create"),
    *("execute", "executemany", "cursor", "raw_delete", "load_rows"),
}
# What bears such a method and is no record: a bar of progress in the terminal, a picture.
NO_RECORDS = {"bar", "progress", "_progress", "picture"}
CLOCKS = {"now", "today", "utcnow", "localdate", "localtime"}
MODULE_CLOCKS = {("time", "time"), ("time", "time_ns"), ("time", "localtime"), ("time", "gmtime")}
CLOCK_OWNERS = {"timezone", "datetime", "date"}
CLOCK_IMPORTS = {
    *(("time", "time"), ("time", "time_ns"), ("django.db.models.functions", "Now")),
    *(("django.utils.timezone", name) for name in CLOCKS),
}


def writes_in(source: str) -> list[str]:
    """A door asks once, calls once, answers once: it never writes. The check goes by name, so a dict says `|=`."""
    found = []
    for call in _nodes(source, ast.Call):
        if isinstance(call.func, ast.Attribute) and call.func.attr in WRITES and not _names(call.func) & NO_RECORDS:
            found.append(f"{call.lineno} .{call.func.attr}()")
        elif isinstance(call.func, ast.Name) and call.func.id == "load_rows":
            found.append(f"{call.lineno} load_rows()")
    return found


def clocks_in(source: str) -> list[str]:
    """Nothing in the domain reads the clock: doors do, and hand the moment down."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute):
            owner = _last_name(node.value)
            if (node.attr in CLOCKS and owner in CLOCK_OWNERS) or (owner, node.attr) in MODULE_CLOCKS:
                found.append(f"{node.lineno} .{node.attr}")
        elif isinstance(node, ast.ImportFrom):
            names = {(node.module or "", alias.name) for alias in node.names} & CLOCK_IMPORTS
            found += [f"{node.lineno} {module}.{name}" for module, name in names]
        elif isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"}:
            found.append(f"{node.value.lineno} {node.arg}=")
    return found


def signals_in(source: str) -> list[str]:
    """No signal ties business together: a function in an upper app calls each operation in turn."""
    found = []
    for module, name, line in imports_in(source):
        if module.endswith("signals") or module == "django.dispatch" or name in {"receiver", "signals"}:
            found.append(f"{line} {module}.{name}")
    return found


def overridden_saves_in(source: str) -> list[str]:
    """A rule hidden in save() or delete() is a rule that bulk operations skip."""
    return [
        f"{inner.lineno} {outer.name}.{inner.name}"
        for outer in _nodes(source, ast.ClassDef)
        for inner in outer.body
        if isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef) and inner.name in {"save", "delete", "full_clean"}
    ]


def foreign_imports_in(source: str, *, forbidden: tuple[str, ...], allowed: tuple[str, ...] = ()) -> list[str]:
    """Imports of a forbidden package or of what lies in it, but for the modules allowed by name."""
    return [
        f"{line} {module}"
        for module, _, line in imports_in(source)
        if _under(module, forbidden) and module not in allowed
    ]


def imports_in(source: str) -> list[tuple[str, str, int]]:
    """Every import as (module, name or "", line), those inside functions too. Relative ones keep their dots."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [(alias.name, "", node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            found += [(module, alias.name, node.lineno) for alias in node.names]
    return found


def long_functions_in(source: str, *, limit: int = 60) -> list[str]:
    return [
        f"{node.lineno} {node.name}: {lines} lines"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > limit
    ]


def unseen_tests_in(source: str) -> list[str]:
    """Tests in which nothing is asserted, raised or expected: they cannot fail."""
    return [
        f"{node.lineno} {node.name}"
        for node in _nodes(source, ast.FunctionDef)
        if node.name.startswith("test_") and not any(_asserts(inner) for inner in ast.walk(node))
    ]


def _asserts(node: ast.AST) -> bool:
    if isinstance(node, ast.Assert):
        return True
    if not isinstance(node, ast.Call):
        return False
    name = _last_name(node.func)
    return name in {"raises", "expect", "fail"} or name.startswith(("assert", "assert_")) or "_assert_" in name


def refused_calls_in_permissions(source: str) -> list[str]:
    """Functions of a permissions file that are not a question (`may`, `can_...`) and not private."""
    return [
        f"{node.lineno} {node.name}"
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef) and not re.match(r"may$|can_|require$|_", node.name)
    ]


def bad_operation_names_in(source: str) -> list[str]:
    """Public operations are verbs of the law: never update_, process_, handle_, manage_."""
    return [
        f"{node.lineno} {node.name}"
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith(("update_", "process_", "handle_", "manage_"))
    ]


def exported_from(source: str) -> set[str]:
    """Names that the `__init__` of a package of operations hands on: the others are helpers of its modules."""
    return {name for module, name, _line in imports_in(source) if module.startswith(".")}


def positional_operations_in(source: str, *, only: set[str] | None = None) -> list[str]:
    """Public functions of an operations file that take an argument by position: a call must say what it hands over.

    `only` are the names that count in a module of a package.
    """
    return [
        f"{node.lineno} {node.name}"
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and (only is None or node.name in only)
        and (node.args.args or node.args.posonlyargs)
    ]


def bad_migration(name: str, source: str) -> str | None:
    """A migration is named after one intent, and does not mix moving data with changing tables."""
    if not re.fullmatch(r"\d{4}_[a-z][a-z0-9_]*", name) or re.search(r"_auto_|_and_more|\d{4}_auto", name):
        return "its name does not say what it is for"
    kinds = {_last_name(call.func) for call in _nodes(source, ast.Call)}
    data = kinds & {"RunPython"}
    schema = kinds & {
        "CreateModel",
        "AddField",
        "AlterField",
        "RemoveField",
        "DeleteModel",
        "RenameField",
        "RenameModel",
    }
    return f"it mixes data ({', '.join(data)}) and tables ({', '.join(sorted(schema))})" if data and schema else None


# Written so that this file does not match what it looks for.
FORBIDDEN = re.compile(
    r"(?-i:/(?:work|root|farm)(?:/|\b(?=['\"\s])))|pypi\.org|python[h]osted|deb\.debian\.org|registry\.npmjs|"
    r"far[m]-|before[-]stop|\.\./shared|/home/[a-z]+/|/Users/[a-z]+/",
    re.IGNORECASE,
)


def forbidden_words_in(text: str) -> list[str]:
    """A path of somebody's machine or the host of a package registry has no place in the tree."""
    return [
        f"{number} {found.group()}"
        for number, line in enumerate(text.splitlines(), start=1)
        for found in FORBIDDEN.finditer(line)
    ]


def unreasoned_dependencies(toml: str, specifications: list[str]) -> list[str]:
    """Dependencies without a lower bound, or whose line in the project file gives no reason."""
    wrong = []
    for wanted in specifications:
        if ">=" not in wanted and "==" not in wanted and "~=" not in wanted:
            wrong.append(f"{wanted}: no lower bound")
        line = next((line for line in toml.splitlines() if f'"{wanted}"' in line), "")
        if not re.search(r"#\s*\w.{8,}", line):
            wrong.append(f"{wanted}: no reason")
    return wrong


def links_in(markdown: str) -> list[str]:
    """Targets of links and pictures of a text, addresses of the web and code blocks left out."""
    prose = re.sub(r"`[^`\n]*`", "", re.sub(r"```.*?```", "", markdown, flags=re.DOTALL))
    found = re.findall(r"\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)", prose) + re.findall(r"(?:src|href)=\"([^\"]+)\"", prose)
    return [target for target in found if not re.match(r"[a-z]+:", target)]


def headings_in(markdown: str) -> set[str]:
    """Anchors that a text's headings give."""
    prose = re.sub(r"```.*?```", "", markdown, flags=re.DOTALL)
    titles = re.findall(r"^#+\s+(.+?)\s*$", prose, flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def glossary_words(markdown: str) -> list[str]:
    """Identifiers in the first column of the glossary's tables."""
    rows = [line for line in markdown.splitlines() if line.startswith("|")]
    return [word for row in rows for word in re.findall(r"`([^`]+)`", row.split("|")[1])]


def _nodes(source: str, kind: type[Node]) -> Iterator[Node]:
    return (node for node in ast.walk(ast.parse(source)) if isinstance(node, kind))


def _names(expression: ast.expr) -> set[str]:
    """The names along `a.b(x).c`: a, b and c, not what is handed over on the way."""
    if isinstance(expression, ast.Call):
        return _names(expression.func)
    if isinstance(expression, ast.Attribute):
        return {expression.attr} | _names(expression.value)
    return {expression.id} if isinstance(expression, ast.Name) else set()


def _last_name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _under(module: str, packages: tuple[str, ...]) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)
