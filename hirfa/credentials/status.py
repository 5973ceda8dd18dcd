"""Token Status List (IETF, draft-ietf-oauth-status-list): who is not valid any more, in a few kilobytes for everyone.

Each credential has an index into one long array of small numbers, packed from the lowest bit of each byte, compressed
by zlib, signed as a CWT. Cards take two bits: 0 valid, 1 invalid, 2 suspended.
"""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from hirfa.credentials import cbor, cose
from hirfa.credentials.envelope import inflate
from hirfa.credentials.errors import BadSignature, Malformed, UntrustedList
from hirfa.credentials.fields import EXP, IAT
from hirfa.credentials.keys import PublicKey, Signer, kid_of
from hirfa.credentials.trust import TrustList, moment_of

TYPE: Final = "application/statuslist+cwt"
VALID, INVALID, SUSPENDED = 0, 1, 2
MAX_BYTES: Final = 2_097_152  # of the signed list
MAX_PACKED: Final = 4_194_304  # bytes after inflation: sixteen million credentials of two bits
_SUB, _LIST, _TTL = 2, 65533, 65534
_WIDTHS: Final = (1, 2, 4, 8)


class StatusSource(Protocol):
    """What a check asks of a list: a published one, or an issuer's own answer from its records."""

    @property
    def uri(self) -> str: ...
    @property
    def issuer(self) -> str: ...
    @property
    def issued_at(self) -> int: ...
    @property
    def expires_at(self) -> int: ...
    def find(self, index: int) -> int | None: ...


@dataclass(frozen=True, slots=True)
class StatusList:
    """One published list. `issuer` is the owner of the key that signed it; moments are seconds since 1970 UTC."""

    uri: str
    issuer: str
    issued_at: int
    expires_at: int
    ttl: int
    bits: int
    packed: bytes

    def find(self, index: int) -> int | None:
        """Return the status of an index, or None outside the list."""
        return read_packed(self.packed, self.bits, index)


def pack(statuses: Mapping[int, int], *, size: int, bits: int = 2) -> bytes:
    """Return the packed array of `size` entries, zero but for the given index -> status pairs.

    Raises ValueError for an index or status that does not fit.
    """
    if bits not in _WIDTHS:
        raise ValueError("a status takes 1, 2, 4 or 8 bits")
    per_byte = 8 // bits
    packed = bytearray(-(-size // per_byte))
    for index, status in statuses.items():
        if not 0 <= index < size or not 0 <= status < 1 << bits:
            raise ValueError(f"status {status} at {index} does not fit")
        shift = index % per_byte * bits
        packed[index // per_byte] |= status << shift
    return bytes(packed)


def read_packed(packed: bytes, bits: int, index: int) -> int | None:
    """Return the status at an index of a packed array, or None outside it."""
    per_byte = 8 // bits
    place = index // per_byte
    if index < 0 or place >= len(packed):
        return None
    return packed[place] >> (index % per_byte * bits) & ((1 << bits) - 1)


def encode_map(packed: bytes, *, bits: int = 2) -> dict[str, int | bytes]:
    """Return the StatusList map of section 4.3: the width and the compressed array."""
    return {"bits": bits, "lst": zlib.compress(packed, 9)}


def encode_status_list(status_list: StatusList, *, signer: Signer, public_key: PublicKey) -> bytes:
    """Return the signed list as bytes (section 5.2). `signer` holds the private half of `public_key`."""
    payload = {
        _SUB: status_list.uri,
        EXP: status_list.expires_at,
        IAT: status_list.issued_at,
        _TTL: status_list.ttl,
        _LIST: encode_map(status_list.packed, bits=status_list.bits),
    }
    protected = cose.protected_header(kid=kid_of(public_key), typ=TYPE)
    return cose.sign(cbor.encode(payload), protected=protected, signer=signer)


def decode_status_list(data: bytes, *, trust_list: TrustList, now: int) -> StatusList:
    """Return the list that `data` holds, signed by a key that the trust list believes at `now` and at its issue.

    Raises Malformed, UnsupportedAlgorithm, BadSignature or UntrustedList.
    """
    if len(data) > MAX_BYTES:
        raise Malformed("the status list is too large")
    message = cose.parse(data)
    if message.typ != TYPE:
        raise Malformed("not a status list")
    claims = cbor.decode_map(message.payload)
    issued_at, expires_at = moment_of(claims, IAT), moment_of(claims, EXP)
    candidates = trust_list.find(message.kid or b"", now=now)
    keys = [key for key in candidates if key.may_have_signed_at(issued_at)]
    if not keys:
        raise UntrustedList("no key that we trust has signed this status list")
    signing = next((key for key in keys if cose.is_signed_by(message, key.public_key)), None)
    if signing is None:
        raise BadSignature("none of our keys of that short name has signed this status list")
    uri, ttl, bits, packed = _content(claims)
    return StatusList(uri, signing.issuer, issued_at, expires_at, ttl, bits, packed)


def _content(claims: dict[cbor.Key, cbor.Value]) -> tuple[str, int, int, bytes]:
    uri, ttl, entry = claims.get(_SUB), claims.get(_TTL, 0), claims.get(_LIST)
    if not isinstance(uri, str) or not isinstance(entry, dict):
        raise Malformed("a status list has a subject and a list")
    if isinstance(ttl, bool) or not isinstance(ttl, int) or ttl < 0:
        raise Malformed("the time to live is a number of seconds")
    return uri, ttl, *decode_map(entry)


def decode_map(entry: dict[cbor.Key, cbor.Value]) -> tuple[int, bytes]:
    """Return width and packed array of a StatusList map. Raises Malformed."""
    bits, lst = entry.get("bits"), entry.get("lst")
    if isinstance(bits, bool) or not isinstance(bits, int) or bits not in _WIDTHS or not isinstance(lst, bytes):
        raise Malformed("a status list has a width of 1, 2, 4 or 8 bits and a compressed array")
    return bits, inflate(lst, limit=MAX_PACKED)
