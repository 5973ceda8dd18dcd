"""440,000 cards signed, from claims to QR text, by two processes; and how fast one process checks them.

    python -m bench card_signing

Names are of the usual length in both scripts and differ from card to card; the key is made for the run. The claims are
made and encoded by the workers' parent, as in the product. `CARDS` in the environment makes a quick run.
"""

import datetime as dt
import os
import resource
import statistics
import time

from bench import report
from hirfa.credentials import (
    CardClaims,
    SoftwareSigner,
    StatusList,
    TrustedKey,
    TrustList,
    encode_cards,
    generate_key,
    kid_of,
    pack,
    verify,
)
from hirfa.issuing.signing import Signing

CARDS = int(os.environ.get("CARDS", "440000"))
CHUNK = 10_000  # as `hirfa.cards.operations`
ISSUER = "https://hirfa.example"
START = 1_764_547_200  # 2025-12-01
YEAR = 31_536_000
NOW = dt.datetime(2025, 12, 31, 12, 0, tzinfo=dt.UTC)

GIVEN = (
    ("Fatima", "فاطمة"),
    ("Abdelmoughit", "عبد المغيث"),
    ("Brahim", "إبراهيم"),
    ("Aïcha", "عائشة"),
    ("Lahcen", "لحسن"),
)
FAMILY = (
    *(("El Idrissi", "الإدريسي"), ("Ait Ouaziz", "آيت وعزيز"), ("Benali", "بنعلي"), ("El Bouzidi", "البوزيدي")),
    *(("Oubaha", "أوباها"), ("Cherkaoui El Alaoui", "الشرقاوي العلوي"), ("Taghzouti", "التغزوتي")),
)


def card(serial: int) -> CardClaims:
    given, family = GIVEN[serial % len(GIVEN)], FAMILY[serial * 7 % len(FAMILY)]
    return CardClaims(
        issuer=ISSUER,
        serial=f"C{serial:08d}{98 - serial * 100 % 97:02d}",
        issued_at=START + serial % 86_400,
        not_before=START,
        expires_at=START + 5 * YEAR,
        number=f"{serial * 61_803_399 % 10**8:08d}13",
        name=f"{given[0]} {family[0]}",
        second_name=f"{given[1]} {family[1]}",
        birth_date=f"{1940 + serial % 65}{1 + serial % 12:02d}{1 + serial % 28:02d}",
        sex=1 + serial % 2,
        trade=f"D-{serial % 13:02d}-{serial % 90:03d}",
        chamber=f"{1 + serial % 12:02d}",
        category="MAALEM" if serial % 9 == 0 else "ARTISAN",
        status_uri=f"{ISSUER}/status/1",
        status_index=serial * 7919 % 2**20,
    )


def cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def sign_all(signer: SoftwareSigner, kid: bytes) -> list[str]:
    kept: list[str] = []
    lengths: list[int] = []
    wall, before = time.perf_counter(), cpu()
    with Signing(2) as signing:
        for start in range(1, CARDS + 1, CHUNK):
            cards = (card(serial) for serial in range(start, min(start + CHUNK, CARDS + 1)))
            texts = signing.sign(cards, kid=kid, signer=signer)
            lengths += map(len, texts)
            kept += texts[:100]
    seconds = time.perf_counter() - wall
    assert len(lengths) == CARDS
    used = round(cpu() - before, 2)
    report(
        f"{CARDS:,} cards signed (QR text)", seconds, "s", target=30 * CARDS / 440_000, processes=2, cpu_seconds=used
    )
    report("length of a card's text, 99 % at most", statistics.quantiles(lengths, n=100)[98], "characters", target=500)
    return kept


def sign_alone(signer: SoftwareSigner, kid: bytes) -> None:
    claims = [card(serial) for serial in range(1, 20_001)]
    before = time.process_time()
    encode_cards(claims, kid=kid, signer=signer)
    report("cards signed, one process", len(claims) / (time.process_time() - before), "cards/s")


def check_all(texts: list[str], signer: SoftwareSigner, kid: bytes) -> None:
    key = TrustedKey(kid, ISSUER, signer.public_key(), START - YEAR, START + YEAR)
    moment = int(NOW.timestamp())
    trust_list = TrustList(ISSUER, moment, moment + 86_400, (key,))
    lists = [StatusList(f"{ISSUER}/status/1", ISSUER, moment, moment + 86_400, 43_200, 2, pack({}, size=2**20))]
    before = time.process_time()
    valid = sum(verify(text, trust_list, lists, NOW).is_valid for text in texts)
    seconds = time.process_time() - before
    assert valid == len(texts)
    report("cards checked, one process", len(texts) / seconds, "cards/s")


def main() -> None:
    signer = SoftwareSigner(generate_key())
    kid = kid_of(signer.public_key())
    texts = sign_all(signer, kid)
    sign_alone(signer, kid)
    check_all(texts, signer, kid)


if __name__ == "__main__":
    main()
