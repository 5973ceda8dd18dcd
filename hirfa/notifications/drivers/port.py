"""The port that every driver fits: a message goes out, a reference comes back."""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from ..choices import Language, Medium


class NotSent(Exception):
    """A message did not leave, for a reason that is a code and never quotes the message.

    `for_good`: it never will, so that trying again is of no use.
    """

    def __init__(self, code: str, *, for_good: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.for_good = for_good


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message as it leaves. Whom it goes to and what it says are not shown when a fault prints its surroundings."""

    id: uuid.UUID
    kind: str
    medium: Medium
    language: Language
    to: str = field(repr=False)
    subject: str = field(repr=False)
    body: str = field(repr=False)
    at: dt.datetime


class Driver(Protocol):
    def send(self, message: Outgoing) -> str:
        """Send a message and return the reference that a receipt will bear, or "" when none will come.

        It may be called twice for one message: `message.id` is the same then. Raises NotSent.
        """
        ...


def read_secret(path: Path) -> str:
    """Return the secret in a file of the installation, read anew each time so that it can be changed. Raises NotSent."""
    try:
        secret = path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        secret = ""
    if not secret:
        raise NotSent("no_secret")
    return secret
