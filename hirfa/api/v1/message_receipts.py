"""What became of an SMS, told by the gateway that sent it. Nothing about a person comes in or goes out."""

from typing import Annotated, Any, Final, Literal

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Field, Router, Schema
from ninja.errors import HttpError, Throttled
from ninja.security import APIKeyHeader
from pydantic import ConfigDict

from hirfa.api.doors import Answer, PerAddress
from hirfa.api.problems import NotSigned, Problem
from hirfa.notifications.choices import NotificationState
from hirfa.notifications.operations import NotificationUnknown, note_delivered, note_undelivered
from hirfa.notifications.receipts import find_receipt_secret, is_signed

TIMESTAMP: Final = "X-Hirfa-Timestamp"
SIGNATURE: Final = "X-Hirfa-Signature"
BY: Final = "sms_gateway"
MAX_REFERENCE: Final = 200

NOTE: Final = {"delivered": note_delivered, "failed": note_undelivered}

_TIMESTAMP_PARAMETER: Final[dict[str, Any]] = {
    "name": TIMESTAMP,
    "in": "header",
    "required": True,
    "description": "Seconds since 1970 (UTC) at which the receipt was signed; at most five minutes from our clock",
    "schema": {"type": "string", "pattern": "^[0-9]{1,12}$"},
}


class GatewaySignature(APIKeyHeader):
    """The secret shared with the gateway opens this door. A browser bears none of it, so no page can forge a receipt."""

    param_name = SIGNATURE
    openapi_description = (
        f"HMAC-SHA256, in small hexadecimal digits, with the shared secret as key, of: the text of {TIMESTAMP}, a full stop, "
        "the body as it is sent"
    )
    throttle = PerAddress(what="message-receipt", limit=settings.HIRFA_RECEIPTS_A_MINUTE)

    def authenticate(self, request: HttpRequest, key: str | None) -> str:
        """Return who speaks. Raises Throttled, HttpError (503) where no secret is shared, NotSigned.

        It is counted before the signature is looked at: Ninja itself would count only those that are let in.
        """
        if not self.throttle.allow_request(request):
            raise Throttled(wait=self.throttle.WINDOW_SECONDS)
        secret = find_receipt_secret()
        if secret is None:
            raise HttpError(503, "no secret")
        timestamp = request.headers.get(TIMESTAMP, "")
        if not is_signed(secret=secret, timestamp=timestamp, signature=key or "", body=request.body, at=timezone.now()):
            raise NotSigned
        return BY


router = Router(tags=["message receipts"], auth=GatewaySignature())


class MessageReceipt(Schema):
    """A gateway's last word on one SMS. Passing troubles are not told."""

    model_config = ConfigDict(extra="forbid")

    reference: Annotated[
        str,
        Field(
            min_length=1,
            max_length=MAX_REFERENCE,
            pattern=r"^[^\x00]*$",  # PostgreSQL takes none
            description="The one it answered when it took the message",
        ),
    ]
    outcome: Literal["delivered", "failed"]


class MessageReceiptAnswer(Answer):
    """How far the message is now. One that arrived stays delivered, whatever comes later."""

    state: NotificationState


@router.post(
    "/message-receipts",
    response={
        200: MessageReceiptAnswer,
        **dict.fromkeys((400, 401, 404, 413, 415, 422, 429, 503), Problem),
    },
    openapi_extra={"parameters": [_TIMESTAMP_PARAMETER]},
)
def note_message_receipt(request: HttpRequest, body: MessageReceipt) -> MessageReceiptAnswer:
    """Note whether an SMS arrived. The same receipt again changes nothing and is answered alike.

    404: nothing was sent under this reference, or it is not noted yet. Ask again in a minute, for an hour.
    """
    try:
        told = NOTE[body.outcome](reference=body.reference, by=BY, at=timezone.now())
    except NotificationUnknown:
        raise Http404 from None
    return MessageReceiptAnswer(state=NotificationState(told.state))
