"""What every part of the API does the same way: who asks, how much, how often, and what a refusal looks like."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from ninja import Field, NinjaAPI, Schema
from ninja.errors import AuthorizationError
from ninja.openapi.schema import OpenAPISchema
from ninja.parser import Parser
from ninja.security import APIKeyCookie
from ninja.throttling import BaseThrottle
from pydantic import ConfigDict

from hirfa.accounts.choices import Permission
from hirfa.accounts.models import User
from hirfa.accounts.permissions import may
from hirfa.core.throttle import allows, client_address

from .problems import MEDIA_TYPE, problem

MAX_BODY_BYTES: Final = 16 * 1024


class Answer(Schema):
    """What every answer bears: whether everything in it is invented."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)

    demonstration: bool = Field(default_factory=lambda: settings.HIRFA_DEMONSTRATION)


class Session(APIKeyCookie):
    """The session of the pages. It opens reading only (a test of the house says so), so no token against forgery is asked."""

    param_name = settings.SESSION_COOKIE_NAME

    def authenticate(self, request: HttpRequest, key: str | None) -> User | None:
        user = request.user
        return user if isinstance(user, User) and user.is_active else None


def signed_in(request: HttpRequest, permission: Permission) -> User:
    """Return who asks. Raises AuthorizationError (403) when their role lacks the permission."""
    user = request.user
    if not isinstance(user, User) or not may(user, permission):
        raise AuthorizationError
    return user


class PerAddress(BaseThrottle):
    """So many a minute from one address, as the server or its own proxies saw it."""

    WINDOW_SECONDS: Final = 60

    def __init__(self, *, what: str, limit: int) -> None:
        self.what, self.limit = what, limit

    def allow_request(self, request: HttpRequest) -> bool:
        return allows(what=self.what, who=client_address(request), limit=self.limit, seconds=self.WINDOW_SECONDS)

    def wait(self) -> float:
        return float(self.WINDOW_SECONDS)


class SafeJson(Parser):
    """Read a JSON document. Raises ValueError for one so deep that reading it would end the process."""

    def parse_body(self, request: HttpRequest) -> Any:
        try:
            return json.loads(request.body)
        except RecursionError as error:
            raise ValueError("too deep") from error


class Api(NinjaAPI):
    """An API that answers every refusal, a wrong method or address too, with a problem document."""

    @property
    def urls(self) -> Any:
        """Its addresses. It does its own asking who comes (401, not a page to log in), so the pages' asking is lifted."""
        made, app, namespace = super().urls
        patterns = [each for each in made if isinstance(each, URLPattern)]
        for each in patterns:
            each.callback = _with_problems(each.callback)
        return [*patterns, path("<path:unknown>", _with_problems(_nowhere))], app, namespace

    def get_openapi_schema(self, **words: Any) -> OpenAPISchema:
        """Return the OpenAPI 3.1 document, where answers of refusal bear their own media type."""
        schema = super().get_openapi_schema(**words)
        for operation in (each for methods in schema["paths"].values() for each in methods.values()):
            for status, answer in operation["responses"].items():
                if int(status) >= 400 and "content" in answer:
                    answer["content"] = {MEDIA_TYPE: answer["content"]["application/json"]}
        return schema


def _nowhere(request: HttpRequest, **words: object) -> HttpResponse:
    return problem(404)


def _unreadable(request: HttpRequest) -> HttpResponse | None:
    """Refuse, before a word of it is read, what is no JSON or too large to be a question."""
    if request.method != "POST":
        return None
    if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_BODY_BYTES:
        return problem(413)
    return None if request.content_type == "application/json" else problem(415)


def _with_problems(view: Callable[..., Any]) -> Callable[..., HttpResponseBase]:
    @wraps(view, updated=())
    def answer(request: HttpRequest, *args: Any, **words: Any) -> HttpResponseBase:
        if refused := _unreadable(request):
            return refused
        try:
            response: HttpResponseBase = view(request, *args, **words)
        except Http404:
            return problem(404)
        if response.status_code != 405:
            return response
        refusal = problem(405)
        refusal["Allow"] = response["Allow"]
        return refusal

    answer.csrf_exempt = getattr(view, "csrf_exempt", False)  # type: ignore[attr-defined]
    open_to_all: Callable[..., HttpResponseBase] = login_not_required(answer)
    return open_to_all


def as_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Return a part of the API that anybody may read as a view of its own, for an address outside the API."""

    @wraps(view)
    def answer(request: HttpRequest, **words: Any) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return view(request, **words)

    return _with_problems(answer)
