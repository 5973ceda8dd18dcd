"""For a demonstration, and for whoever prints letters: one file a message, under HIRFA_VAR/outbox, for its owner's eyes only."""

import contextlib
import os
from pathlib import Path

from django.conf import settings

from hirfa.core.dates import legal_day

from .port import NotSent, Outgoing


class FileDriver:
    def send(self, message: Outgoing) -> str:
        """Write the message whole or not at all; sent twice on a day, it is the same file. Raises NotSent.

        The files hold people's addresses in clear, so folders are opened by their owner alone (0700) and files too (0600).
        """
        folder = Path(settings.HIRFA_VAR) / "outbox" / legal_day(message.at).isoformat()
        path = folder / f"{message.id}.txt"
        partial = path.with_suffix(".part")
        try:
            for each in (folder.parent, folder):
                each.mkdir(parents=True, exist_ok=True, mode=0o700)
            with contextlib.suppress(FileNotFoundError):
                partial.unlink()  # left behind by a process that was killed
            with os.fdopen(
                os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
            ) as file:
                file.write(_written(message))
            partial.replace(path)
        except OSError as error:
            raise NotSent(f"disk_{error.errno}") from None
        return f"{folder.name}/{message.id}"


def _written(message: Outgoing) -> str:
    head = [f"To: {line}" if place == 0 else f"    {line}" for place, line in enumerate(message.to.splitlines())]
    head += [f"Medium: {message.medium}", f"Language: {message.language}", f"Kind: {message.kind}"]
    if message.subject:
        head.append(f"Subject: {message.subject}")
    return "\n".join([*head, "", message.body, ""])
