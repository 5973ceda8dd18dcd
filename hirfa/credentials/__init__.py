"""Signed cards and papers: made, read and checked with no network and no Django. What a partner installs alone.

from hirfa.credentials import decode_status_list, decode_trust_list, verify

trust = decode_trust_list(trust_bytes, root_keys=[root])
lists = [decode_status_list(status_bytes, trust_list=trust, now=int(now.timestamp()))]
verdict = verify(text, trust, lists, now)
print(verdict.reason, verdict.is_valid_card, verdict.card, verdict.paper)
"""

from hirfa.credentials.claims import CardClaims
from hirfa.credentials.encode import encode_card, encode_cards, encode_paper
from hirfa.credentials.errors import BadSignature, CredentialError, Malformed, UnsupportedAlgorithm, UntrustedList
from hirfa.credentials.keys import ALGORITHMS, SoftwareSigner, generate_key, kid_of
from hirfa.credentials.papers import DIGEST_BYTES, PaperClaims
from hirfa.credentials.status import StatusList, StatusSource, decode_status_list, encode_status_list, pack
from hirfa.credentials.trust import KeyStatus, TrustedKey, TrustList, decode_trust_list, encode_trust_list
from hirfa.credentials.verify import (
    Reason,
    Verdict,
    read_paper_unverified,
    read_unverified,
    verify,
    verify_signature,
)

__all__ = [
    "ALGORITHMS",
    "DIGEST_BYTES",
    "BadSignature",
    "CardClaims",
    "CredentialError",
    "KeyStatus",
    "Malformed",
    "PaperClaims",
    "Reason",
    "SoftwareSigner",
    "StatusList",
    "StatusSource",
    "TrustList",
    "TrustedKey",
    "UnsupportedAlgorithm",
    "UntrustedList",
    "Verdict",
    "decode_status_list",
    "decode_trust_list",
    "encode_card",
    "encode_cards",
    "encode_paper",
    "encode_status_list",
    "encode_trust_list",
    "generate_key",
    "kid_of",
    "pack",
    "read_paper_unverified",
    "read_unverified",
    "verify",
    "verify_signature",
]
