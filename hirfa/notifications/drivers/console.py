"""For a developer: says that something would be sent, never what or to whom."""

import sys

from ..choices import Medium
from ..rules import count_sms_parts
from .port import Outgoing


class ConsoleDriver:
    def send(self, message: Outgoing) -> str:
        """Write one line without personal data to the standard output."""
        size = f"{len(message.body)} characters"
        if message.medium == Medium.SMS:
            size += f" in {count_sms_parts(message.body)} part(s)"
        sys.stdout.write(f"{message.medium} {message.kind} {message.language}: {size}\n")
        sys.stdout.flush()
        return ""
