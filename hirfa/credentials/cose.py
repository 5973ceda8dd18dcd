"""COSE_Sign1 (RFC 9052, section 4.2): one payload, one signature."""

from dataclasses import dataclass
from typing import Final

from hirfa.credentials import cbor
from hirfa.credentials.cbor import Key, Tagged, Value
from hirfa.credentials.errors import BadSignature, Malformed, UnsupportedAlgorithm
from hirfa.credentials.keys import ALGORITHMS, ES256, PublicKey, Signer, check_signature

TAG_SIGN1: Final = 18
TAG_CWT: Final = 61
_ALG, _CRIT, _KID, _TYP = 1, 2, 4, 16
_TAGS: Final = frozenset({TAG_SIGN1, TAG_CWT})
_NO_EXTERNAL_DATA: Final = b"\x40"


@dataclass(frozen=True, slots=True)
class Sign1:
    """A signed message taken apart, its signature not yet checked. `algorithm` is None when none is named."""

    protected: bytes
    algorithm: int | None
    kid: bytes | None
    typ: int | str | None
    payload: bytes
    signature: bytes


def protected_header(*, kid: bytes, typ: str | None = None) -> bytes:
    """Return the protected header of an ES256 message as CBOR."""
    header: dict[int, int | bytes | str] = {_ALG: ES256, _KID: kid}
    if typ is not None:
        header[_TYP] = typ
    return cbor.encode(header)


def bytes_head(length: int) -> bytes:
    """Return the CBOR head of a byte string: the hot path builds messages by hand around it."""
    if length < 24:
        return bytes((0x40 | length,))
    if length < 0x100:
        return bytes((0x58, length))
    if length < 0x10000:
        return b"\x59" + length.to_bytes(2, "big")
    return b"\x5a" + length.to_bytes(4, "big")


def sign_structure(protected: bytes, payload: bytes) -> bytes:
    """Return the bytes that are signed: Sig_structure with context "Signature1" and no external data."""
    head = b"\x84\x6aSignature1" + bytes_head(len(protected)) + protected
    return head + _NO_EXTERNAL_DATA + bytes_head(len(payload)) + payload


def sign(payload: bytes, *, protected: bytes, signer: Signer) -> bytes:
    """Return `payload` as a tagged COSE_Sign1 message signed with ES256."""
    signature = signer(sign_structure(protected, payload))
    if len(signature) != 64:
        raise ValueError("a signer returns r and s as 64 bytes")
    body = bytes_head(len(protected)) + protected + b"\xa0" + bytes_head(len(payload)) + payload
    return b"\xd2\x84" + body + b"\x58\x40" + signature


def parse(message: bytes) -> Sign1:
    """Take a message apart: tagged 18, tagged 61 around 18, or without a tag.

    Raises Malformed. The signature is not checked here, and an unknown algorithm is for `check` to refuse.
    """
    value = cbor.decode(message, tags=_TAGS)
    if isinstance(value, Tagged) and value.tag == TAG_CWT:
        value = value.value
        if not isinstance(value, Tagged):
            raise Malformed("COSE: tag 61 without tag 18 inside")
    if isinstance(value, Tagged):
        if value.tag != TAG_SIGN1:
            raise Malformed("COSE: not a COSE_Sign1 message")
        value = value.value
    if not isinstance(value, list) or len(value) != 4:
        raise Malformed("COSE: not an array of four")
    protected, unprotected, payload, signature = value
    if not (isinstance(protected, bytes) and isinstance(payload, bytes) and isinstance(signature, bytes)):
        raise Malformed("COSE: header, payload and signature are byte strings")
    if not isinstance(unprotected, dict):
        raise Malformed("COSE: the unprotected header is a map")
    header = cbor.decode_map(protected) if protected else {}
    return _with_header(header, unprotected, protected, payload, signature)


def _with_header(
    header: dict[Key, Value], unprotected: dict[Key, Value], protected: bytes, payload: bytes, signature: bytes
) -> Sign1:
    if header.keys() & unprotected.keys():
        raise Malformed("COSE: a header in both places")
    if _CRIT in header or _CRIT in unprotected or _ALG in unprotected:
        raise Malformed("COSE: a critical header, or an algorithm that is not signed")
    algorithm, kid, typ = header.get(_ALG), header.get(_KID, unprotected.get(_KID)), header.get(_TYP)
    if algorithm is not None and (isinstance(algorithm, bool) or not isinstance(algorithm, int | str)):
        raise Malformed("COSE: the algorithm is a number")
    if kid is not None and not (isinstance(kid, bytes) and 1 <= len(kid) <= 64):
        raise Malformed("COSE: the kid is a short byte string")
    if typ is not None and not isinstance(typ, int | str):
        raise Malformed("COSE: the type is a number or a text")
    number = algorithm if isinstance(algorithm, int) else None
    return Sign1(protected, number, kid, typ, payload, signature)


def check(message: Sign1, public_key: PublicKey) -> None:
    """Return if the message is signed by the key. Raises UnsupportedAlgorithm or BadSignature."""
    if message.algorithm not in ALGORITHMS:
        raise UnsupportedAlgorithm(f"COSE algorithm {message.algorithm}")
    structure = sign_structure(message.protected, message.payload)
    check_signature(public_key, message.algorithm, message.signature, structure)


def is_signed_by(message: Sign1, public_key: PublicKey) -> bool:
    """Say whether a key has signed it. Raises UnsupportedAlgorithm."""
    try:
        check(message, public_key)
    except BadSignature:
        return False
    return True
