"""What the log says of a fault: where it was, and the number that the page showed. Never what was sent or stored."""

import logging
import traceback

from django.http import HttpRequest


class FaultLines(logging.Formatter):
    """Time, level, logger, number of the request, message; then the stack and the kinds of the errors.

    The words of an error are left out: those of a database may quote the row, and a row may be a person.
    """

    def format(self, record: logging.LogRecord) -> str:
        request = getattr(record, "request", None)  # a socket, from Django's own server
        number = request.META.get("HIRFA_REQUEST", "-") if isinstance(request, HttpRequest) else "-"
        line = f"{self.formatTime(record)} {record.levelname} {record.name} {number} {record.getMessage()}"
        error = record.exc_info[1] if record.exc_info else None
        while error is not None:
            stack = "".join(traceback.format_tb(error.__traceback__))
            line += f"\n{stack}{type(error).__qualname__}"
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return line
