"""Answers of refusal: problem details (RFC 9457), in the language of the request, without a word of what was sent."""

import logging
import math
from collections.abc import Callable, Mapping
from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, Throttled, ValidationError

from hirfa.core.errors import Refusal

MEDIA_TYPE: Final = "application/problem+json"

log = logging.getLogger("hirfa.api")


class Fault(Schema):
    """One thing that is wrong with what was sent."""

    where: str
    why: str


class Problem(Schema):
    """Why an answer is not the one asked for. `code` is stable, the rest is for a reader."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    demonstration: bool
    faults: list[Fault] = []


# Status -> stable code, title, what to do.
WORDS: Final[Mapping[int, tuple[str, Promise, Promise]]] = {
    400: ("bad_request", gettext_lazy("The request cannot be read"), gettext_lazy("Send a JSON document in UTF-8.")),
    401: ("sign_in", gettext_lazy("Sign in first"), gettext_lazy("Open a session on the pages, then ask again.")),
    403: ("not_allowed", gettext_lazy("Not allowed"), gettext_lazy("Your role does not include this.")),
    404: ("not_found", gettext_lazy("Not found"), gettext_lazy("There is nothing at this address.")),
    405: (
        "wrong_method",
        gettext_lazy("Wrong method"),
        gettext_lazy("This address does not take this method: see the header Allow."),
    ),
    413: ("too_large", gettext_lazy("Too large"), gettext_lazy("The request is larger than what this address takes.")),
    415: (
        "wrong_media_type",
        gettext_lazy("Wrong kind of content"),
        gettext_lazy("Send the content as application/json."),
    ),
    422: (
        "not_understood",
        gettext_lazy("The request is not understood"),
        gettext_lazy("Mend what is listed and ask again."),
    ),
    429: ("too_often", gettext_lazy("Too often"), gettext_lazy("Wait a minute, then ask again.")),
    500: ("fault", gettext_lazy("A fault of ours"), gettext_lazy("Try again later; the fault has been noted.")),
    503: ("not_ready", gettext_lazy("Not ready"), gettext_lazy("This installation cannot answer yet.")),
}

# Kinds of fault that pydantic names -> our words, with the numbers it gives.
FAULTS: Final[Mapping[str, Promise]] = {
    "missing": gettext_lazy("This is required."),
    "extra_forbidden": gettext_lazy("This is not expected here."),
    "string_too_long": gettext_lazy("At most %(max_length)s characters."),
    "string_too_short": gettext_lazy("At least %(min_length)s characters."),
    "string_type": gettext_lazy("A text is expected."),
    "less_than_equal": gettext_lazy("At most %(le)s."),
    "greater_than_equal": gettext_lazy("At least %(ge)s."),
}


class NotSigned(Exception):
    """What a program sent does not bear the signature of whom it says to be."""


def problem(
    status: int, *, title: str = "", detail: str = "", code: str = "", faults: list[Fault] | None = None
) -> HttpResponse:
    """Return an answer of refusal. `title`, `detail` and `code` stand in for the usual words of the status."""
    usual_code, usual_title, usual_detail = WORDS.get(status, WORDS[400 if status < 500 else 500])
    code = code or usual_code
    body = Problem(
        type=f"urn:hirfa:problem:{code}",
        title=title or str(usual_title),
        status=status,
        detail=detail or str(usual_detail),
        code=code,
        demonstration=settings.HIRFA_DEMONSTRATION,
        faults=faults or [],
    )
    return HttpResponse(body.model_dump_json(), status=status, content_type=MEDIA_TYPE)


def _fault(error: Mapping[str, Any]) -> Fault:
    """Say where and why in our words; what was sent is left out, it may be about a person."""
    words = FAULTS.get(error["type"])
    why = str(words) % error.get("ctx", {}) if words else _("This value is not of the kind expected.")
    return Fault(where=".".join(str(part) for part in error["loc"][-2:]), why=why)


def _on_invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return problem(422, faults=[_fault(each) for each in error.errors])


def _on_http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(error.status_code)


def _on_throttled(request: HttpRequest, error: Throttled) -> HttpResponse:
    refusal = problem(error.status_code)
    if error.wait is not None:
        refusal["Retry-After"] = str(math.ceil(error.wait))
    return refusal


def _on_not_signed(request: HttpRequest, error: NotSigned) -> HttpResponse:
    return problem(
        401,
        code="not_signed",
        title=_("The signature is not good"),
        detail=_("Sign the moment and the content with the shared secret, at a moment within five minutes of ours."),
    )


def _on_refusal(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return problem(409, detail=str(refusal), code=refusal.code)


def _on_not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(404)


def _on_fault(request: HttpRequest, error: Exception) -> HttpResponse:
    route = request.resolver_match.route if request.resolver_match else "?"
    log.error("fault at %s", route, exc_info=error, extra={"request": request})
    return problem(500)


def answer_with_problems(api: NinjaAPI) -> None:
    """Make every refusal of an API a problem document."""
    handlers: Mapping[type[Exception], Callable[..., HttpResponse]] = {
        ValidationError: _on_invalid,
        Throttled: _on_throttled,
        NotSigned: _on_not_signed,
        HttpError: _on_http_error,
        Refusal: _on_refusal,
        Http404: _on_not_found,
        Exception: _on_fault,
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)
