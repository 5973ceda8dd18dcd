"""The trust list: whose keys sign cards, from when until when. Itself signed, by the root key that a checker is given.

On the wire: a CWT in COSE_Sign1, type "application/hirfa-trust-list+cwt", claims 1 (who publishes), 4, 6 and "keys", an
array of maps {1 kid, 2 issuer, 3 COSE_Key, 4 from, 5 until, 6 status}. Moments are seconds since 1970 UTC.
"""

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from hirfa.credentials import cbor, cose
from hirfa.credentials.cbor import Key, Value
from hirfa.credentials.errors import BadSignature, Malformed, UntrustedList
from hirfa.credentials.fields import EXP, IAT, ISS, MAX_MOMENT
from hirfa.credentials.keys import PublicKey, Signer, from_cose_key, kid_of, to_cose_key

TYPE: Final = "application/hirfa-trust-list+cwt"
MAX_BYTES: Final = 1_048_576
MAX_KEYS: Final = 4096
_KID, _ISSUER, _COSE_KEY, _FROM, _UNTIL, _STATUS = 1, 2, 3, 4, 5, 6


class KeyStatus(enum.IntEnum):
    """What a key may do: sign and be believed, be believed for what it signed, or nothing any more."""

    ACTIVE = 0
    RETIRED = 1
    REVOKED = 2


@dataclass(frozen=True, slots=True)
class TrustedKey:
    """A key, whose it is, and between which moments (both included) it may have signed."""

    kid: bytes
    issuer: str
    public_key: PublicKey
    valid_from: int
    valid_until: int
    status: KeyStatus = KeyStatus.ACTIVE

    def may_have_signed_at(self, moment: int) -> bool:
        return self.status != KeyStatus.REVOKED and self.valid_from <= moment <= self.valid_until


@dataclass(frozen=True, slots=True)
class TrustList:
    """The keys that are believed. A list past `expires_at` vouches for none."""

    publisher: str
    issued_at: int
    expires_at: int
    keys: tuple[TrustedKey, ...]

    def find(self, kid: bytes, *, now: int) -> tuple[TrustedKey, ...]:
        """Return every key of that short name: eight bytes may collide, so each is tried."""
        return tuple(key for key in self.keys if key.kid == kid) if now < self.expires_at else ()


def encode_trust_list(trust_list: TrustList, *, signer: Signer, root_key: PublicKey) -> bytes:
    """Return the signed list as bytes. `signer` holds the private half of `root_key`."""
    entries = [
        {
            _KID: key.kid,
            _ISSUER: key.issuer,
            _COSE_KEY: to_cose_key(key.public_key),
            _FROM: key.valid_from,
            _UNTIL: key.valid_until,
            _STATUS: int(key.status),
        }
        for key in trust_list.keys
    ]
    payload = {ISS: trust_list.publisher, EXP: trust_list.expires_at, IAT: trust_list.issued_at, "keys": entries}
    return cose.sign(
        cbor.encode(payload), protected=cose.protected_header(kid=kid_of(root_key), typ=TYPE), signer=signer
    )


def decode_trust_list(data: bytes, *, root_keys: Iterable[PublicKey]) -> TrustList:
    """Return the list that `data` holds, its signature checked against the roots.

    Raises Malformed, UnsupportedAlgorithm, BadSignature, or UntrustedList when no root has the kid. Whether the list
    has run out is for `find` and its clock.
    """
    if len(data) > MAX_BYTES:
        raise Malformed("the trust list is too large")
    message = cose.parse(data)
    if message.typ != TYPE:
        raise Malformed("not a trust list")
    roots = [key for key in root_keys if kid_of(key) == message.kid]
    if not roots:
        raise UntrustedList("no root key of ours has signed this trust list")
    if not any(cose.is_signed_by(message, root) for root in roots):
        raise BadSignature("none of our root keys of that short name has signed this trust list")
    claims = cbor.decode_map(message.payload)
    publisher, entries = claims.get(ISS), claims.get("keys")
    if not isinstance(publisher, str) or not isinstance(entries, list) or len(entries) > MAX_KEYS:
        raise Malformed("the trust list names its publisher and a bounded array of keys")
    return TrustList(
        publisher=publisher,
        issued_at=moment_of(claims, IAT),
        expires_at=moment_of(claims, EXP),
        keys=tuple(_entry(entry) for entry in entries),
    )


def moment_of(claims: dict[Key, Value], key: Key) -> int:
    """Return a moment of a list's claims. Raises Malformed when it is absent or no whole second."""
    value = claims.get(key)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MAX_MOMENT:
        raise Malformed(f"claim {key} is a moment in whole seconds")
    return value


def _entry(entry: Value) -> TrustedKey:
    if not isinstance(entry, dict):
        raise Malformed("a key of the trust list is a map")
    kid, issuer, key, status = entry.get(_KID), entry.get(_ISSUER), entry.get(_COSE_KEY), entry.get(_STATUS)
    if not (isinstance(kid, bytes) and isinstance(issuer, str) and isinstance(key, dict)):
        raise Malformed("a key of the trust list has kid, issuer and COSE_Key")
    if isinstance(status, bool) or not isinstance(status, int) or status not in tuple(KeyStatus):
        raise Malformed("the status of a key is 0, 1 or 2")
    return TrustedKey(
        kid, issuer, from_cose_key(key), moment_of(entry, _FROM), moment_of(entry, _UNTIL), KeyStatus(status)
    )
