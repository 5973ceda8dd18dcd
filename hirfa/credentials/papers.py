"""What the code on a signed paper says: the claims of a CWT with a map of its own, so that no paper is ever a card.

Keys of the map: 1 kind, 2 number of the subject, 3 chamber, 4 outcome (codes, never labels), 5 digest, 6 name in Latin
letters, 7 name in Arabic letters.
"""

from dataclasses import dataclass
from typing import Final

from hirfa.credentials import cbor, fields
from hirfa.credentials.cbor import Key, Value
from hirfa.credentials.errors import Malformed
from hirfa.credentials.fields import CTI, EXP, IAT, IDENTITY, ISS, NBF, PAPER, STATUS

KIND, SUBJECT, CHAMBER, OUTCOME, DIGEST, NAME, SECOND_NAME = 1, 2, 3, 4, 5, 6, 7
# The issuer writes the paper and its digest, so nobody profits from two papers of one digest; what must be out of reach is
# another paper to a digest that exists, and 128 bits are. The other half of SHA-256 would make every code larger.
DIGEST_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class PaperClaims:
    """The content of one paper's code. Moments are whole seconds since 1970 UTC; names are those of the holder or addressee.

    It holds what its reader needs to compare paper and answer, line by line, and nothing that the paper does not show:
    kind, number (`serial`), day (`not_before`), chamber, outcome, whom it is about (`subject`: a craft or case number,
    and the names in both scripts), so that a code cut from one paper and glued to another is seen. The reasons of a
    decision, a birth date and an identity card's number are not in it. `digest` is the start of the SHA-256 of the
    paper's own data: the issuer finds by it which words were signed. A paper without `expires_at` does not run out.
    """

    issuer: str
    serial: str
    issued_at: int
    not_before: int
    kind: str
    subject: str
    digest: bytes
    expires_at: int | None = None
    chamber: str | None = None
    outcome: str | None = None
    name: str | None = None
    second_name: str | None = None
    status_uri: str | None = None
    status_index: int | None = None


def encode(paper: PaperClaims) -> bytes:
    """Return the claims as CBOR, absent ones left out. Raises ValueError for a digest of another length."""
    if len(paper.digest) != DIGEST_BYTES:
        raise ValueError(f"the digest of a paper has {DIGEST_BYTES} bytes")
    content: dict[int, str | bytes | None] = {
        KIND: paper.kind,
        SUBJECT: paper.subject,
        CHAMBER: paper.chamber,
        OUTCOME: paper.outcome,
        DIGEST: paper.digest,
        NAME: paper.name,
        SECOND_NAME: paper.second_name,
    }
    claims: dict[int, object] = {ISS: paper.issuer}
    if paper.expires_at is not None:
        claims[EXP] = paper.expires_at
    claims |= {NBF: paper.not_before, IAT: paper.issued_at, CTI: paper.serial.encode()}
    claims[PAPER] = {key: value for key, value in content.items() if value is not None}
    if paper.status_uri is not None:
        claims[STATUS] = fields.status_claim(paper.status_uri, paper.status_index)
    return cbor.encode(claims)


def decode(payload: bytes) -> PaperClaims:
    """Return the claims of a paper. Raises Malformed, for a card too."""
    return read(cbor.decode_map(payload))


def read(claims: dict[Key, Value]) -> PaperClaims:
    """Return the claims of a paper from the map they stand in. Raises Malformed when it is also, or only, a card."""
    content = claims.get(PAPER)
    if not isinstance(content, dict) or IDENTITY in claims:
        raise Malformed("a paper has a map of its own, and no identity")
    status_uri, status_index = fields.status(claims.get(STATUS))
    digest = content.get(DIGEST)
    if not isinstance(digest, bytes) or len(digest) != DIGEST_BYTES:
        raise Malformed(f"the digest is {DIGEST_BYTES} bytes")
    return PaperClaims(
        issuer=fields.required(fields.text(claims, ISS)),
        serial=fields.serial(claims.get(CTI)),
        issued_at=fields.moment(claims, IAT),
        not_before=fields.moment(claims, NBF),
        kind=fields.required(fields.text(content, KIND)),
        subject=fields.required(fields.text(content, SUBJECT)),
        digest=digest,
        expires_at=fields.moment(claims, EXP) if EXP in claims else None,
        chamber=fields.text(content, CHAMBER),
        outcome=fields.text(content, OUTCOME),
        name=fields.text(content, NAME),
        second_name=fields.text(content, SECOND_NAME),
        status_uri=status_uri,
        status_index=status_index,
    )
