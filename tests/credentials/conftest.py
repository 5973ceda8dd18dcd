"""An issuer with a trust list and a status list, made once: signatures differ from run to run, answers do not."""

import datetime as dt
from dataclasses import dataclass, replace

import pytest

from hirfa.credentials import (
    CardClaims,
    SoftwareSigner,
    StatusList,
    TrustedKey,
    TrustList,
    Verdict,
    encode_card,
    generate_key,
    kid_of,
    pack,
    verify,
)

NOW = dt.datetime(2025, 12, 31, 12, 0, tzinfo=dt.UTC)
MOMENT = int(NOW.timestamp())
DAY = 86_400
ISSUER = "https://cards.example.ma"
STATUS_URI = "https://cards.example.ma/status/1"

FATIMA = CardClaims(
    issuer=ISSUER,
    serial="C000000017",
    issued_at=MOMENT - 100 * DAY,
    not_before=MOMENT - 100 * DAY,
    expires_at=MOMENT + 1000 * DAY,
    number="0000001713",
    name="Fatima Ait Ouakrim",
    second_name="فاطمة أيت وكريم",
    birth_date="19790512",
    sex=2,
    trade="0104",
    chamber="07",
    category="MAALEM",
    status_uri=STATUS_URI,
    status_index=41,
)


@dataclass(frozen=True)
class World:
    """Everything a checker holds, and the issuer's key."""

    signer: SoftwareSigner
    trust_list: TrustList
    status_list: StatusList

    @property
    def kid(self) -> bytes:
        return kid_of(self.signer.public_key())

    def card(self, **changes: object) -> str:
        return encode_card(replace(FATIMA, **changes), kid=self.kid, signer=self.signer)

    def check(self, text: str, *, now: dt.datetime = NOW, **statuses: int) -> Verdict:
        status_list = replace(self.status_list, packed=pack({41: statuses.get("status", 0)}, size=1000))
        return verify(text, self.trust_list, [status_list], now)


@pytest.fixture(scope="session")
def world() -> World:
    signer = SoftwareSigner(generate_key())
    key = TrustedKey(kid_of(signer.public_key()), ISSUER, signer.public_key(), MOMENT - 400 * DAY, MOMENT + 400 * DAY)
    return World(
        signer,
        TrustList("https://root.example.ma", MOMENT - 3600, MOMENT + 30 * DAY, (key,)),
        StatusList(STATUS_URI, ISSUER, MOMENT - 7200, MOMENT + DAY, 43_200, 2, pack({}, size=1000)),
    )
