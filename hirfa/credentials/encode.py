"""Making cards and papers: claims in, QR text out. The signature comes from outside, so that the key may live in hardware."""

from collections.abc import Iterable

from hirfa.credentials import claims, cose, papers
from hirfa.credentials.claims import CardClaims
from hirfa.credentials.envelope import seal
from hirfa.credentials.keys import Signer
from hirfa.credentials.papers import PaperClaims


def encode_card(card: CardClaims, *, kid: bytes, signer: Signer) -> str:
    """Return the QR text of one card: CWT, COSE_Sign1 with ES256, zlib, base45 (form A)."""
    return encode_cards([card], kid=kid, signer=signer)[0]


def encode_cards(cards: Iterable[CardClaims], *, kid: bytes, signer: Signer) -> list[str]:
    """Return the QR texts of many cards, in order."""
    return sign_payloads([claims.encode(card) for card in cards], kid=kid, signer=signer)


def encode_paper(paper: PaperClaims, *, kid: bytes, signer: Signer) -> str:
    """Return the QR text of one paper, made as that of a card is."""
    return sign_payloads([papers.encode(paper)], kid=kid, signer=signer)[0]


def encode_claims(content: CardClaims | PaperClaims) -> bytes:
    """Return the claims of either kind as CBOR."""
    return papers.encode(content) if isinstance(content, PaperClaims) else claims.encode(content)


def sign_payloads(payloads: Iterable[bytes], *, kid: bytes, signer: Signer) -> list[str]:
    """Return the QR texts of claims already encoded (`encode_claims`), in order.

    A plain function of bytes: a caller with several processors hands parts of the work to worker processes, and bytes
    travel faster than claims do.
    """
    protected = cose.protected_header(kid=kid)
    return [seal(cose.sign(payload, protected=protected, signer=signer)) for payload in payloads]
