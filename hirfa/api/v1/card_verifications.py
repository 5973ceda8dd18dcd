"""Checking a card, for anybody who has it before them: the full text of its QR symbol in, a verdict out."""

import datetime as dt
from typing import Annotated, Final, Literal

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Router, Schema
from pydantic import ConfigDict

from hirfa.api.doors import Answer, PerAddress
from hirfa.api.problems import Problem
from hirfa.cards.queries import CheckResult, check_text
from hirfa.core.throttle import CARD_CHECK
from hirfa.credentials import Reason

from .shapes import Coded, coded

router = Router(tags=["card verifications"])

# The symbol of a card holds 600 characters at most; a larger one holds what other forms of the same content need.
MAX_TEXT: Final = 4_296

SEX: Final[dict[int | None, Literal["M", "F", "X"]]] = {1: "M", 2: "F", 3: "X"}


class CardText(Schema):
    """The text exactly as the symbol holds it, spaces included."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Field(min_length=1, max_length=MAX_TEXT)]


class CardContent(Schema):
    """What the symbol says. It is given only of a good signature, so nothing forged is ever shown as a name."""

    issuer: str
    serial: str
    nia: str
    name_ar: str | None
    name_latin: str | None
    birth_date: str | None = Field(description="YYYYMMDD; null when the day is not known")
    sex: Literal["M", "F", "X"] | None
    title: str | None
    trade: Coded | None
    chamber: Coded | None
    country: str
    issued_on: dt.date | None
    expires_on: dt.date | None = Field(description="The last day of validity")


class ListAges(Schema):
    """How old the lists were that the answer rests on, in seconds; null when a list played no part."""

    trust_list: int | None
    status_list: int | None


class CardVerification(Answer):
    """The answer. `valid` is true for one reason only: `valid`."""

    valid: bool
    reason: Reason
    tone: str = Field(description="How it is shown: valid, warning or refused")
    word: str = Field(description="The verdict in one word, in the language of the request")
    advice: str
    card: CardContent | None
    status: Literal["valid", "suspended", "revoked", "unknown"] | None = Field(
        description="What the status list says of the card, null when the signature is not good"
    )
    ages: ListAges
    checked_at: dt.datetime


@router.post(
    "/card-verifications",
    auth=None,
    throttle=PerAddress(what=CARD_CHECK, limit=settings.HIRFA_CARD_CHECKS_A_MINUTE),
    response={200: CardVerification, 400: Problem, 413: Problem, 415: Problem, 422: Problem, 429: Problem},
)
def verify_card(request: HttpRequest, body: CardText) -> CardVerification:
    """Check the text of a card's QR symbol against the lists as they stand. Nothing that is sent is kept."""
    now = timezone.now()
    result = check_text(body.text, now)
    return CardVerification(
        valid=result.is_valid,
        reason=result.reason,
        tone=result.tone,
        word=result.word,
        advice=result.advice,
        card=_content(result),
        status=_status(result),
        ages=ListAges(trust_list=result.verdict.trust_list_age, status_list=result.verdict.status_list_age),
        checked_at=now,
    )


def _content(result: CheckResult) -> CardContent | None:
    claims = result.claims
    if claims is None:
        return None
    names = {claims.language: claims.name, claims.second_language: claims.second_name}
    return CardContent(
        issuer=claims.issuer,
        serial=claims.serial,
        nia=claims.number,
        name_ar=names.pop("ara", None),
        name_latin=next(iter(names.values()), None),
        birth_date=claims.birth_date,
        sex=SEX.get(claims.sex),
        title=claims.category,
        trade=coded(claims.trade, result.trade) if claims.trade else None,
        chamber=coded(claims.chamber, result.chamber) if claims.chamber else None,
        country=claims.country,
        issued_on=result.issued_on,
        expires_on=result.expires_on,
    )


def _status(result: CheckResult) -> Literal["valid", "suspended", "revoked", "unknown"] | None:
    if result.claims is None:
        return None
    if result.reason == Reason.REVOKED:
        return "revoked"
    if result.reason == Reason.SUSPENDED:
        return "suspended"
    return "unknown" if result.verdict.status_list_age is None else "valid"
