"""The tables of moves as the documentation publishes them."""

import re
from pathlib import Path


def published_moves(page: Path) -> dict[str, frozenset[str]]:
    """Return the first table of a page whose head is `| from | to |`: one line a state, the words in backticks."""
    moves: dict[str, frozenset[str]] = {}
    inside = False
    for line in page.read_text("utf-8").splitlines():
        if re.fullmatch(r"\|\s*from\s*\|\s*to\s*\|", line):
            inside = True
        elif inside and not line.startswith("|"):
            break
        elif inside and "`" in line:
            _, old, new, *_ = line.split("|")
            (state,) = re.findall(r"`(\w+)`", old)
            assert state not in moves, f"{page.name} tells {state} twice"
            moves[state] = frozenset(re.findall(r"`(\w+)`", new))
    return moves
