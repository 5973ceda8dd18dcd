"""Whose keys are believed and what has become of credentials, as rows and as signed lists."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_der_public_key
from django.conf import settings
from django.utils.translation import gettext as _

from hirfa import credentials
from hirfa.core.errors import Refusal
from hirfa.credentials import KeyStatus, SoftwareSigner, TrustedKey, TrustList

from . import keystore
from .choices import KeyRole, KeyState
from .models import Credential, IssuerKey, StatusList
from .rules import STATUS_BITS, STATUS_LIFE, STATUS_TTL, STATUS_VALUE, TRUST_LIFE

_KEY_STATUS = {
    KeyState.ACTIVE: KeyStatus.ACTIVE,
    KeyState.RETIRED: KeyStatus.RETIRED,
    KeyState.REVOKED: KeyStatus.REVOKED,
}


class NoSigningKey(Refusal):
    code = "no_signing_key"


@dataclass(frozen=True, slots=True)
class LiveStatusList:
    """A status list answered from the rows themselves, one question a credential: nothing to download or to inflate."""

    number: int
    uri: str
    issuer: str
    issued_at: int
    expires_at: int
    size: int

    def find(self, index: int) -> int | None:
        if not 0 <= index < self.size:
            return None
        found = Credential.objects.not_valid().filter(status_list_id=self.number, status_index=index)
        return STATUS_VALUE[found.values_list("state", flat=True).first() or "VALID"]


def public_key_of(key: IssuerKey) -> ec.EllipticCurvePublicKey:
    """Return the public key of a row."""
    public_key = load_der_public_key(bytes(key.public_key))
    if not isinstance(public_key, ec.EllipticCurvePublicKey):
        raise TypeError(f"key {key.kid} is not on an elliptic curve")
    return public_key


def find_signing_key(*, at: dt.datetime) -> IssuerKey | None:
    return IssuerKey.objects.signing_at(at).first()


def get_signing_key(*, at: dt.datetime) -> tuple[IssuerKey, SoftwareSigner]:
    """Return the key that signs at a moment and its signer. Raises NoSigningKey."""
    key = find_signing_key(at=at)
    signer = keystore.find_signer(key.kid) if key else None
    if key is None or signer is None:
        raise NoSigningKey(_no_key())
    return key, signer


def list_root_keys() -> list[ec.EllipticCurvePublicKey]:
    """Return the public keys that a checker must be given to believe the trust list."""
    return [public_key_of(key) for key in IssuerKey.objects.roots()]


def get_trust_list(*, at: dt.datetime) -> TrustList:
    """Return the trust list as it stands, issued at `at`."""
    keys = [
        TrustedKey(
            kid=bytes.fromhex(key.kid),
            issuer=key.issuer,
            public_key=public_key_of(key),
            valid_from=int(key.valid_from.timestamp()),
            valid_until=int(key.valid_to.timestamp()),
            status=_KEY_STATUS[KeyState(key.state)],
        )
        for key in IssuerKey.objects.filter(role=KeyRole.SIGNER).order_by("valid_from", "kid")
    ]
    moment = int(at.timestamp())
    return TrustList(settings.HIRFA_ISSUER, moment, moment + int(TRUST_LIFE.total_seconds()), tuple(keys))


def list_live_status_lists(*, at: dt.datetime) -> list[LiveStatusList]:
    """Return the status lists as answered by the database at `at`: their age is zero."""
    moment = int(at.timestamp())
    expires = moment + int(STATUS_LIFE.total_seconds())
    return [
        LiveStatusList(found.number, found.uri, found.issuer, moment, expires, found.size)
        for found in StatusList.objects.order_by("number")
    ]


def get_status_list(number: int, *, at: dt.datetime) -> credentials.StatusList:
    """Return a status list packed from the rows. Raises StatusList.DoesNotExist."""
    row = StatusList.objects.get(number=number)
    states = Credential.objects.not_valid().filter(status_list=row).values_list("status_index", "state")
    moment = int(at.timestamp())
    return credentials.StatusList(
        uri=row.uri,
        issuer=row.issuer,
        issued_at=moment,
        expires_at=moment + int(STATUS_LIFE.total_seconds()),
        ttl=int(STATUS_TTL.total_seconds()),
        bits=STATUS_BITS,
        packed=credentials.pack({index: STATUS_VALUE[state] for index, state in states}, size=row.size),
    )


def get_signed_status_list(number: int, *, at: dt.datetime) -> bytes:
    """Return a status list as published: a signed CWT. Raises StatusList.DoesNotExist or NoSigningKey."""
    status_list = get_status_list(number, at=at)
    key, signer = get_signing_key(at=at)
    return credentials.encode_status_list(status_list, signer=signer, public_key=public_key_of(key))


def get_signed_trust_list(*, at: dt.datetime) -> bytes:
    """Return the trust list as published, signed by the root. Raises NoSigningKey when the keystore holds no root."""
    root, signer = _root_signer(IssuerKey.objects.roots())
    return credentials.encode_trust_list(get_trust_list(at=at), signer=signer, root_key=public_key_of(root))


def _root_signer(roots: Iterable[IssuerKey]) -> tuple[IssuerKey, SoftwareSigner]:
    for root in roots:
        if signer := keystore.find_signer(root.kid):
            return root, signer
    raise NoSigningKey(_no_key())


def _no_key() -> str:
    return _("No key can sign now. Make the installation's keys with: hirfa make_keys")
