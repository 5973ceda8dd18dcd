"""The signed lists that whoever checks cards downloads: whose keys are believed, what has become of credentials."""

from typing import Any, Final

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from hirfa.api.problems import Problem, problem
from hirfa.issuing.models import StatusList
from hirfa.issuing.queries import NoSigningKey, get_signed_status_list, get_signed_trust_list

router = Router(tags=["published lists"])

# A list is packed and signed once a minute at most, however many ask: a checker may use it for half a day anyway.
KEPT_SECONDS: Final = 60


def _binary(media_type: str, description: str) -> dict[str, Any]:
    """Return the description of an answer in bytes, which the schema of a JSON answer cannot give."""
    content = {media_type: {"schema": {"type": "string", "contentMediaType": media_type}}}
    return {"responses": {200: {"description": description, "content": content}}}


@router.get(
    "/trust-list",
    auth=None,
    response={503: Problem},
    openapi_extra=_binary("application/cwt", "The trust list: a CWT (RFC 8392) signed by the root"),
)
def get_trust_list(request: HttpRequest) -> HttpResponse:
    """Give the keys that sign cards, with their dates and state, signed by the root key."""
    try:
        content = cache.get_or_set("api:trust-list", lambda: get_signed_trust_list(at=timezone.now()), KEPT_SECONDS)
    except NoSigningKey as refusal:
        return problem(503, detail=str(refusal), code=refusal.code)
    return _published(content, "application/cwt")


@router.get(
    "/status-lists/{int:number}",
    auth=None,
    response={404: Problem, 503: Problem},
    openapi_extra=_binary("application/statuslist+cwt", "The status list: a signed CWT (draft-ietf-oauth-status-list)"),
)
def get_status_list(request: HttpRequest, number: int) -> HttpResponse:
    """Give what has become of the credentials of a list: two bits each, valid, revoked or suspended."""
    try:
        content = cache.get_or_set(
            f"api:status-list:{number}", lambda: get_signed_status_list(number, at=timezone.now()), KEPT_SECONDS
        )
    except StatusList.DoesNotExist as error:
        raise Http404 from error
    except NoSigningKey as refusal:
        return problem(503, detail=str(refusal), code=refusal.code)
    return _published(content, "application/statuslist+cwt")


def _published(content: bytes | None, media_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    return response
