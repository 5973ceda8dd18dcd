"""Promises kept for every page: a GET writes nothing but its read record, a refusal is shown as one, no body is endless."""

import re
import uuid
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any, Final
from urllib.parse import unquote

from django.db import connections
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from hirfa.core.errors import Refusal
from hirfa.documents.rules import MAX_BYTES

Answer = Callable[[HttpRequest], HttpResponse]
Execute = Callable[[str, Any, bool, dict[str, Any]], Any]

LARGEST_BODY: Final = MAX_BYTES + 1024 * 1024  # the largest file kept, and the form around it
SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
# The diary keeps the record that a file was read; the session keeps who is reading.
MAY_BE_WRITTEN: Final = ("audit_", "django_session")
WRITE: Final = re.compile(
    r"^\s*(?:WITH\b.*?\b)?"
    r"(?P<verb>INSERT(?:\s+OR\s+\w+)?\s+INTO|REPLACE\s+INTO|UPDATE|DELETE\s+FROM|MERGE\s+INTO|TRUNCATE|COPY|CREATE|ALTER|DROP)"
    r"\s+(?:TABLE\s+)?[\"'`]?(?P<table>\w*)",
    re.IGNORECASE | re.DOTALL,
)


class WroteOnRead(RuntimeError):
    """A page asked for with GET tried to change a record: a fault of the code, never of the person."""


def refuse_writes(execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Run a statement unless it writes elsewhere than in the diary and the session. Raises WroteOnRead."""
    found = WRITE.match(sql)
    # `SELECT ... FOR UPDATE` starts with SELECT and passes; so do SAVEPOINT and PRAGMA.
    if found and not found["table"].lower().startswith(MAY_BE_WRITTEN):
        raise WroteOnRead(f"a GET may not {found['verb'].upper()} {found['table']}")
    return execute(sql, params, many, context)


class PersonalPagesAreNotKept:
    """Keep what a person who logged in was shown out of every cache and out of the browser's own: counters are shared.

    A page that says itself how long it may be kept is left as it is.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if not answer.has_header("Cache-Control") and request.user.is_authenticated:
            answer["Cache-Control"] = "private, no-store"
        return answer


class ReadsDoNotWrite:
    """Refuse every write of a GET, HEAD or OPTIONS request at the database connection itself."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in SAFE_METHODS:
            return self.get_response(request)
        with ExitStack() as guards:
            for alias in connections:
                guards.enter_context(connections[alias].execute_wrapper(refuse_writes))
            return self.get_response(request)


class RequestNumber:
    """Give each request a number that the error page shows and the answer carries, so that a report finds its log line."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = uuid.uuid4().hex[:12]
        request.META["HIRFA_REQUEST"] = number
        response = self.get_response(request)
        response["X-Request-Id"] = number
        return response


class NulIsNowhere:
    """Answer 404 to an address, query or cookie with a NUL: no text has one, and PostgreSQL breaks on it.

    The API reads its addresses itself and says in JSON which filter is wrong; of its requests the cookies alone are read.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        address = (request.path, unquote(request.META.get("QUERY_STRING", "")))
        said = () if request.path.startswith("/api/") else address
        if any("\0" in text for text in (*said, *request.COOKIES.values())):
            return HttpResponse(render_to_string("404.html"), status=404)
        return self.get_response(request)


class BodiesAreBounded:
    """Refuse a body that says it is larger than the largest file taken, before a byte of it is read (413)."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        said = str(request.META.get("CONTENT_LENGTH") or "0")
        if said.isdigit() and int(said) <= LARGEST_BODY:
            return self.get_response(request)
        return HttpResponse(render_to_string("413.html", {"most": MAX_BYTES >> 20}), status=413)


class RefusalsAreShown:
    """A Refusal that no form caught becomes a page that says why (409), never a fault."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal):
            return None
        return render(request, "refused.html", {"refusal": exception}, status=409)
