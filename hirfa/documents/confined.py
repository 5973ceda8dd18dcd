"""Reading what people send in a process of its own: little time, little memory, no file written, no secret at hand.

What people send is read by libraries in C and C++. A file made to take minutes or to break a library costs its sender
an answer and nobody else anything. This is the child's half, a module that knows nothing of Django; the parent's is in
`asking`. The answer is a line of JSON, then bytes.
"""

import json
import resource
import sys
from collections.abc import Callable
from typing import Any, Final

MEMORY_BYTES: Final = 1536 * 1024 * 1024


class NotRead(Exception):
    """Why a file was not read, as one stable word."""


def answer(work: Callable[[bytes], tuple[dict[str, Any], bytes]], *, seconds: int) -> None:
    """Be the child: read a file from the standard input, write what `work` makes of it, be ended after `seconds`."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a file that breaks a library leaves no copy of itself behind
    made = b""
    try:
        said, made = work(sys.stdin.buffer.read())
    except NotRead as refusal:
        said = {"refused": str(refusal)}
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + made)
