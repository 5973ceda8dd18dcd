"""Reading what people send in a process of its own: little time, little memory, no file written, no secret at hand.

What people send is read by libraries in C and C++. A file made to take minutes or to break a library costs its sender
an answer and nobody else anything. Both halves stand here: `ask` for the parent, `answer` for the child, a module of
`hirfa.documents` that knows nothing of Django. The answer is a line of JSON, then bytes.
"""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from typing import Any, Final

MEMORY_BYTES: Final = 1536 * 1024 * 1024
# The child ends itself by the time of the processor; this is for one that waits, on a machine with much else to do.
_WAITS_FOR: Final = 4  # times its processor time
# What Python needs to find its modules. Passphrases and the database's address are in the environment too, and stay here.
_ENVIRONMENT: Final = ("PATH", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "TMPDIR")


class NotRead(Exception):
    """Why a file was not read, as one stable word."""


def ask(module: str, *arguments: object, content: bytes, seconds: int, unread: str) -> tuple[dict[str, Any], bytes]:
    """Return what the child `module` makes of a file: what it says, and bytes.

    `seconds` of the processor are its life. Raises NotRead with the child's own word, or with `unread` when it was ended
    or broke down.
    """
    try:
        child = subprocess.run(
            [sys.executable, "-m", module, str(seconds), *map(str, arguments)],
            input=content,
            capture_output=True,
            timeout=seconds * _WAITS_FOR,
            check=True,
            env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise NotRead(unread) from error
    head, _line, made = child.stdout.partition(b"\n")
    said: dict[str, Any] = json.loads(head)
    if "refused" in said:
        raise NotRead(said["refused"])
    return said, made


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
