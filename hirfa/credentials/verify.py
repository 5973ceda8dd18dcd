"""Checking a card or a paper: one text, one word of answer, with no network.

The reasons stand in the order in which they are looked for: the first that holds is the answer.
"""

import datetime as dt
import enum
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from hirfa.credentials import cbor, cose, papers
from hirfa.credentials import claims as cards
from hirfa.credentials.claims import CardClaims
from hirfa.credentials.envelope import unseal
from hirfa.credentials.errors import CredentialError, Truncated
from hirfa.credentials.fields import PAPER
from hirfa.credentials.keys import ALGORITHMS, PublicKey
from hirfa.credentials.papers import PaperClaims
from hirfa.credentials.status import INVALID, SUSPENDED, VALID, StatusSource
from hirfa.credentials.trust import TrustedKey, TrustList

CLOCK_SKEW: Final = 300  # seconds by which a telephone's clock may be behind


class Reason(enum.StrEnum):
    """Why a text is refused, or that it is not. Stable words: programs compare them."""

    MALFORMED = "malformed"
    TRUNCATED = "truncated"
    UNSUPPORTED_ALGORITHM = "unsupported_algorithm"
    UNKNOWN_ISSUER = "unknown_issuer"
    BAD_SIGNATURE = "bad_signature"
    NOT_YET_VALID = "not_yet_valid"
    REVOKED = "revoked"
    SUSPENDED = "suspended"
    EXPIRED = "expired"
    STATUS_UNKNOWN = "status_unknown"
    VALID = "valid"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer. `claims` is there only if the signature is good: nothing forged is ever shown as a name.

    A letter of refusal is as good a paper as any: who lets people in asks `is_valid_card`, never `is_valid` alone.
    Ages are seconds between the issue of the list and the check, None if the list played no part.
    """

    reason: Reason
    claims: CardClaims | PaperClaims | None = None
    kid: bytes | None = None
    trust_list_age: int | None = None
    status_list_age: int | None = None
    detail: str = ""

    @property
    def is_valid(self) -> bool:
        return self.reason == Reason.VALID

    @property
    def is_valid_card(self) -> bool:
        return self.is_valid and self.card is not None

    @property
    def card(self) -> CardClaims | None:
        """What a card says; None for a paper."""
        return self.claims if isinstance(self.claims, CardClaims) else None

    @property
    def paper(self) -> PaperClaims | None:
        """What a paper's code says; None for a card."""
        return self.claims if isinstance(self.claims, PaperClaims) else None


def verify(text: str, trust_list: TrustList, status_lists: Iterable[StatusSource], now: dt.datetime) -> Verdict:
    """Return what the text of a QR code is worth at `now` (aware). Never raises on account of the text."""
    moment = int(now.timestamp())
    age = moment - trust_list.issued_at
    try:
        message = cose.parse(unseal(text))
        if message.algorithm not in ALGORITHMS:
            return Verdict(Reason.UNSUPPORTED_ALGORITHM, kid=message.kid, detail=f"COSE algorithm {message.algorithm}")
        content = cbor.decode_map(message.payload)
        claims = papers.read(content) if PAPER in content else cards.read(content)
    except Truncated as error:
        return Verdict(Reason.TRUNCATED, detail=str(error))
    except CredentialError as error:
        return Verdict(Reason.MALFORMED, detail=str(error))
    keys = _believed(message, claims, trust_list, moment)
    if not keys:
        return Verdict(Reason.UNKNOWN_ISSUER, kid=message.kid, trust_list_age=age)
    if not any(cose.is_signed_by(message, key.public_key) for key in keys):
        return Verdict(Reason.BAD_SIGNATURE, kid=message.kid, trust_list_age=age)
    status_list = _status_list(claims, status_lists)
    return Verdict(
        _reason(claims, status_list, moment),
        claims,
        message.kid,
        age,
        moment - status_list.issued_at if status_list else None,
    )


def verify_signature(text: str, public_key: PublicKey) -> CardClaims:
    """Return what a card's text says if `public_key` signed it. Raises Malformed, UnsupportedAlgorithm or BadSignature.

    Says nothing of issuer, time or status: `verify` does.
    """
    message = cose.parse(unseal(text))
    cose.check(message, public_key)
    return cards.decode(message.payload)


def read_unverified(text: str) -> CardClaims:
    """Return what a card's text says, whoever wrote it: for the issuer's own texts. Raises Malformed, for a paper too."""
    return cards.decode(cose.parse(unseal(text)).payload)


def read_paper_unverified(text: str) -> PaperClaims:
    """Return what a paper's text says, whoever wrote it: for the issuer's own texts. Raises Malformed, for a card too."""
    return papers.decode(cose.parse(unseal(text)).payload)


def _believed(
    message: cose.Sign1, claims: CardClaims | PaperClaims, trust_list: TrustList, now: int
) -> list[TrustedKey]:
    """Return the keys of that short name whose owner is the named issuer and which might sign at that time."""
    candidates = trust_list.find(message.kid or b"", now=now)
    return [key for key in candidates if key.issuer == claims.issuer and key.may_have_signed_at(claims.issued_at)]


def _status_list(claims: CardClaims | PaperClaims, status_lists: Iterable[StatusSource]) -> StatusSource | None:
    """Return the newest list of the text's own issuer under the text's address."""
    own = [found for found in status_lists if found.uri == claims.status_uri and found.issuer == claims.issuer]
    return max(own, key=lambda found: found.issued_at, default=None)


def _reason(claims: CardClaims | PaperClaims, status_list: StatusSource | None, now: int) -> Reason:
    status = None
    if status_list is not None and claims.status_index is not None:
        status = status_list.find(claims.status_index)
    if max(claims.not_before, claims.issued_at) > now + CLOCK_SKEW:
        return Reason.NOT_YET_VALID
    if status == INVALID:
        return Reason.REVOKED
    if status == SUSPENDED:
        return Reason.SUSPENDED
    if claims.expires_at is not None and claims.expires_at <= now:
        return Reason.EXPIRED
    if status != VALID or status_list is None or status_list.expires_at <= now:
        return Reason.STATUS_UNKNOWN
    return Reason.VALID
