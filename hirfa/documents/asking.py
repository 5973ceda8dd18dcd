"""The parent's half of reading what people send (see `confined`): a child is started, bounded, and its answer taken."""

import json
import os
import subprocess
import sys
from typing import Any, Final

from django.conf import settings

from hirfa.core.locks import one_of
from hirfa.documents.confined import NotRead

# The child ends itself by the time of the processor; this is for one that waits, on a machine with much else to do.
_WAITS_FOR: Final = 4  # times its processor time
_WAITS_FOR_A_PLACE: Final = 10.0  # seconds; whoever sends waits for the page as long
# What Python needs to find its modules. Passphrases and the database's address are in the environment too, and stay here.
_ENVIRONMENT: Final = ("PATH", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "TMPDIR")


def ask(module: str, *arguments: object, content: bytes, seconds: int, unread: str) -> tuple[dict[str, Any], bytes]:
    """Return what the child `module` makes of a file: what it says, and bytes.

    `seconds` of the processor are its life. Raises NotRead with the child's own word, or with `unread` when it was ended
    or broke down; Busy when as many children as the machine bears were at work for the whole of the wait.
    """
    try:
        with one_of("reading", places=settings.HIRFA_CONFINED_AT_ONCE, seconds=_WAITS_FOR_A_PLACE):
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
