"""The tables of states as they are published in `docs/states/`."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def published_moves(page: Path) -> dict[str, frozenset[str]]:
    """Return {state: states that may follow} from the table of a page: words in backticks, one state a line."""
    found = {}
    for line in (ROOT / page).read_text("utf-8").splitlines():
        cells = line.strip().strip("|").split("|")
        if line.startswith("| `") and len(cells) == 2:
            [state] = re.findall(r"`([A-Z_]+)`", cells[0])
            found[state] = frozenset(re.findall(r"`([A-Z_]+)`", cells[1]))
    return found
