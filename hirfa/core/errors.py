"""The one kind of error that a person may read."""

from typing import ClassVar


class Refusal(Exception):
    """Something asked for may not be, for a reason that can be shown to the person who asked.

    `code` is stable and goes into the API and the diary; the message is translated and says what to do.
    """

    code: ClassVar[str] = "refused"

    def __init__(self, message: object) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)
