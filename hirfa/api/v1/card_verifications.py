"""Checking a card or a signed paper, for anybody who has it before them: the full text of its QR symbol in, a verdict out."""

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


class PaperContent(Schema):
    """What the symbol of a signed paper says, to be compared with the paper. Given only of a good signature."""

    issuer: str
    kind: str
    kind_label: str
    number: str
    issued_on: dt.date | None
    chamber: Coded | None
    subject: str = Field(description="The craft number or the case number that the paper prints")
    name_ar: str | None
    name_latin: str | None
    outcome: str | None
    outcome_label: str | None
    expires_on: dt.date | None = Field(description="The last day of validity; null for a paper that does not run out")
    digest: str = Field(description="The first 16 bytes of the SHA-256 of the paper's data, in hexadecimal")


class ListAges(Schema):
    """How old the lists were that the answer rests on, in seconds; null when a list played no part."""

    trust_list: int | None
    status_list: int | None


class CardVerification(Answer):
    """The answer. `valid` is true for one reason only: `valid`; what is good stands in `kind`, a letter is not a card."""

    valid: bool = Field(
        description="True for a good card and a good paper alike: who lets people in looks at `kind` too"
    )
    kind: Literal["card", "paper"] | None = Field(description="null when the signature is not good")
    reason: Reason
    tone: str = Field(description="How it is shown: valid, warning or refused")
    word: str = Field(description="The verdict in one word, in the language of the request")
    advice: str
    card: CardContent | None
    paper: PaperContent | None
    status: Literal["valid", "suspended", "revoked", "unknown"] | None = Field(
        description="What the status list says of the card or paper, null when the signature is not good"
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
    """Check the text of the QR symbol of a card or a signed paper against the lists as they stand. Nothing that is sent is kept."""
    now = timezone.now()
    result = check_text(body.text, now)
    return CardVerification(
        valid=result.is_valid,
        kind="card" if result.claims else "paper" if result.paper else None,
        reason=result.reason,
        tone=result.tone,
        word=result.word,
        advice=result.advice,
        card=_content(result),
        paper=_paper(result),
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


def _paper(result: CheckResult) -> PaperContent | None:
    paper = result.paper
    if paper is None:
        return None
    return PaperContent(
        issuer=paper.issuer,
        kind=paper.kind,
        kind_label=result.kind_label,
        number=paper.serial,
        issued_on=result.issued_on,
        chamber=coded(paper.chamber, result.chamber) if paper.chamber else None,
        subject=paper.subject,
        name_ar=paper.second_name,
        name_latin=paper.name,
        outcome=paper.outcome,
        outcome_label=result.outcome_label or None,
        expires_on=result.expires_on,
        digest=paper.digest.hex(),
    )


def _status(result: CheckResult) -> Literal["valid", "suspended", "revoked", "unknown"] | None:
    if result.verdict.claims is None:
        return None
    if result.reason == Reason.REVOKED:
        return "revoked"
    if result.reason == Reason.SUSPENDED:
        return "suspended"
    return "unknown" if result.verdict.status_list_age is None else "valid"
