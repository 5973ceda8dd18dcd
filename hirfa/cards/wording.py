"""A verdict in words: one word, what to do, and how it is shown (valid, warning or refused)."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hirfa.credentials import Reason, Verdict

VALID, WARNING, REFUSED = "valid", "warning", "refused"


@dataclass(frozen=True, slots=True)
class Wording:
    tone: str
    word: Promise
    advice: Promise


WORDINGS: Final[dict[Reason, Wording]] = {
    Reason.MALFORMED: Wording(
        REFUSED, _("Not recognised"), _("This code is neither that of a professional card nor that of a signed paper.")
    ),
    Reason.TRUNCATED: Wording(
        REFUSED,
        _("Incomplete"),
        _("The end of this code is missing. Photograph the whole code again, or copy its whole text."),
    ),
    Reason.UNSUPPORTED_ALGORITHM: Wording(
        REFUSED,
        _("Not recognised"),
        _("This code is signed in a way that neither professional cards nor our papers are."),
    ),
    Reason.UNKNOWN_ISSUER: Wording(
        REFUSED, _("Not issued here"), _("No chamber we trust has signed this code. Do not accept it.")
    ),
    Reason.BAD_SIGNATURE: Wording(REFUSED, _("Forged"), _("What this code says has been changed. Do not accept it.")),
    Reason.NOT_YET_VALID: Wording(WARNING, _("Not yet valid"), _("This card is good from a later day.")),
    Reason.REVOKED: Wording(REFUSED, _("Revoked"), _("This card has been withdrawn. Do not accept it.")),
    Reason.SUSPENDED: Wording(
        REFUSED, _("Suspended"), _("This card cannot be used for now. Its holder may ask the chamber why.")
    ),
    Reason.EXPIRED: Wording(REFUSED, _("Run out"), _("This card has run out. Its holder may renew it at the chamber.")),
    Reason.STATUS_UNKNOWN: Wording(
        WARNING, _("Not certain"), _("The signature is good, but whether the card was withdrawn could not be learnt.")
    ),
    Reason.VALID: Wording(
        VALID, _("Valid"), _("This card is good. Compare the portrait: it proves the registration, not who carries it.")
    ),
}

# What is said otherwise of a paper with a good signature: it is compared, not carried.
PAPER_WORDINGS: Final[dict[Reason, Wording]] = {
    Reason.NOT_YET_VALID: Wording(WARNING, _("Not yet valid"), _("This paper is good from a later day.")),
    Reason.REVOKED: Wording(
        REFUSED, _("Withdrawn"), _("Who issued this paper has withdrawn it. Do not accept it; ask the chamber.")
    ),
    Reason.SUSPENDED: Wording(
        REFUSED, _("Suspended"), _("This paper cannot be used for now. Its holder may ask the chamber why.")
    ),
    Reason.EXPIRED: Wording(
        REFUSED, _("Run out"), _("This paper has run out. Its holder may ask the chamber for a new one.")
    ),
    Reason.STATUS_UNKNOWN: Wording(
        WARNING, _("Not certain"), _("The signature is good, but whether the paper was withdrawn could not be learnt.")
    ),
    Reason.VALID: Wording(
        VALID,
        _("Genuine"),
        _("This paper was issued as follows. Compare it with the paper in your hand: every line must be the same."),
    ),
}


def wording_of(verdict: Verdict) -> Wording:
    """Return a verdict in words. Without a good signature, whether it was to be a card or a paper is nobody's word."""
    return PAPER_WORDINGS[verdict.reason] if verdict.paper else WORDINGS[verdict.reason]
