"""Measure every number that the README quotes: `make bench`, or `python -m bench NAME ...` for some.

Keeps what each script printed, with the machine, the commit and the versions, and writes the table of README.md anew
from the newest result of each script.
"""

import argparse
import datetime as dt
import json
import os
import platform
import sqlite3
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from typing import Any, Final

from tools.machine import postgres_folder

FOLDER = Path(__file__).parent
RESULTS = FOLDER / "results"
README = FOLDER / "README.md"
LIBRARIES: Final = ("Django", "psycopg", "cryptography", "python-calamine", "typst")
START, END = "<!-- table: written by `make bench` -->", "<!-- end of table -->"


def scripts() -> list[str]:
    """Return the names of the measuring scripts: files that run by themselves."""
    found = (path for path in FOLDER.glob("*.py") if not path.name.startswith("_"))
    return sorted(path.stem for path in found if '__name__ == "__main__"' in path.read_text("utf-8"))


def machine() -> dict[str, Any]:
    """Describe where and with what a number was measured, without the name of the machine or of anybody."""
    return {
        "cores": len(os.sched_getaffinity(0)),
        "model": _after(Path("/proc/cpuinfo"), "model name"),
        "memory_gib": round(int(_after(Path("/proc/meminfo"), "MemTotal").split()[0] or 0) / 2**20, 1),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "versions": versions(),
        "load": round(os.getloadavg()[0], 2),
    }


def versions() -> dict[str, str]:
    """Return the versions that numbers hang on: the databases (PostgreSQL when there is one) and the main libraries."""
    found = {name: metadata.version(name) for name in LIBRARIES}
    found["SQLite"] = sqlite3.sqlite_version
    programs = postgres_folder()
    if programs is not None:
        command = [str(programs / "postgres"), "--version"]
        told = subprocess.run(command, capture_output=True, text=True, check=False).stdout.split()
        found["PostgreSQL"] = next((word for word in told if word[:1].isdigit()), "unknown")
    return found


def _after(file: Path, word: str) -> str:
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(word)), "0")


def commit() -> str:
    """Return the commit measured, with a plus when the tree differs from it in anything but results."""
    head = _git("rev-parse", "--short=12", "HEAD") or "unknown"
    changed = [line for line in _git("status", "--porcelain").splitlines() if "bench/" not in line]
    return head + ("+" if changed else "")


def _git(*words: str) -> str:
    command = ["git", "-c", "safe.directory=*", *words]
    try:
        done = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return ""
    return done.stdout.strip()


def measure(name: str) -> bool:
    """Run one script, keep its result, say whether it ended well."""
    print(f"=== {name}", flush=True)
    told = {"script": f"bench/{name}.py", "commit": commit(), "machine": machine()}
    started = dt.datetime.now(dt.UTC)
    with subprocess.Popen(
        [sys.executable, "-m", f"bench.{name}"], cwd=FOLDER.parent, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        raw = []
        for line in child.stdout:
            print(f"    {line}", end="", flush=True)
            raw.append(line.rstrip("\n"))
    seconds = (dt.datetime.now(dt.UTC) - started).total_seconds()
    numbers = [json.loads(line) for line in raw if line.startswith("{")]
    passed = child.returncode == 0 and bool(numbers)
    if passed:
        RESULTS.mkdir(exist_ok=True)
        result = told | {"started": started.isoformat(timespec="seconds"), "seconds": round(seconds, 1)}
        file = RESULTS / f"{name}-{started:%Y-%m-%d}.json"
        file.write_text(
            json.dumps(result | {"numbers": numbers, "output": raw}, ensure_ascii=False, indent=1) + "\n", "utf-8"
        )
    print(f"--- {name}: {'kept' if passed else 'FAILED, nothing kept'} ({seconds:.0f} s)", flush=True)
    return passed


def is_met(number: dict[str, Any]) -> bool | None:
    """Say whether a number keeps its target: at least it for a rate, at most it otherwise; None without a target."""
    if number.get("target") is None:
        return None
    return bool(number["value"] >= number["target"] if _is_rate(number) else number["value"] <= number["target"])


def _is_rate(number: dict[str, Any]) -> bool:
    return str(number["unit"]).endswith("/s")


def table() -> str:
    """Return the table of the newest results as Markdown."""
    newest: dict[str, dict[str, Any]] = {}
    for path in sorted(RESULTS.glob("*.json")):
        result = json.loads(path.read_text("utf-8"))
        newest[result["script"]] = result | {"file": f"results/{path.name}"}
    lines = ["| number | target | measured | kept | script | raw output, commit |", "|---|---|---|---|---|---|"]
    for script, result in newest.items():
        for number in result["numbers"]:
            sign = {True: "yes", False: "**no**", None: ""}[is_met(number)]
            bound = "" if number.get("target") is None else f"{'>=' if _is_rate(number) else '<='} {number['target']:,}"
            what = number["name"] + (f", {number['on']}" if number.get("on") else "")
            lines.append(
                f"| {what} | {bound} | {number['value']:,} {number['unit']} | {sign} | [{Path(script).name}]({Path(script).name})"
                f" | [{Path(result['file']).stem}]({result['file']}), {result['commit']} |"
            )
    return "\n".join([*lines, *_machines([result["machine"] for result in newest.values()])])


def _machines(machines: list[dict[str, Any]]) -> list[str]:
    """Return a sentence for each machine that measured, with the load that it had before a script began."""
    loads: dict[str, list[float]] = {}
    for machine in machines:
        known = json.dumps({name: told for name, told in machine.items() if name != "load"}, sort_keys=True)
        loads.setdefault(known, []).append(machine["load"])
    lines = []
    for known, load in sorted(loads.items()):
        m = json.loads(known)
        told = [f"{name} {version}" for name, version in {"Python": m["python"], **m.get("versions", {})}.items()]
        words = [f"{m['cores']} cores, {m['model']}, {m['memory_gib']} GiB, {m['system']}", *told]
        lines += ["", f"Machine: {', '.join(words)}. Load before each script: {min(load)} to {max(load)}."]
    return lines


def write_table() -> None:
    before, _, rest = README.read_text("utf-8").partition(START)
    _, _, after = rest.partition(END)
    README.write_text(f"{before}{START}\n\n{table()}\n\n{END}{after}", "utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure what the README quotes.")
    parser.add_argument("names", nargs="*", choices=[*scripts(), []], metavar="NAME", help=", ".join(scripts()))
    parser.add_argument("--table", action="store_true", help="only write the table anew")
    chosen = parser.parse_args()
    failed = [] if chosen.table else [name for name in chosen.names or scripts() if not measure(name)]
    write_table()
    if failed:
        print(f"FAILED: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
