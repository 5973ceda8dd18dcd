"""The verdict on a card: each reason, in its order, and every attempt to get round it."""

import datetime as dt
import pickle
import zlib
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519

from hirfa.credentials import (
    BadSignature,
    KeyStatus,
    Malformed,
    Reason,
    SoftwareSigner,
    TrustedKey,
    base45,
    claims,
    cose,
    encode_card,
    encode_cards,
    envelope,
    generate_key,
    kid_of,
    verify,
    verify_signature,
)

from .conftest import DAY, FATIMA, ISSUER, MOMENT, NOW

STRANGER = SoftwareSigner(generate_key())


def test_a_good_card_is_valid_and_says_what_was_put_in(world):
    verdict = world.check(world.card())

    assert verdict.reason == "valid"
    assert verdict.is_valid
    assert verdict.claims == FATIMA
    assert verdict.kid == world.kid
    assert (verdict.trust_list_age, verdict.status_list_age) == (3600, 7200)


def test_a_card_of_someone_whose_birth_and_latin_name_are_unknown_is_read(world):
    verdict = world.check(world.card(name=None, birth_date=None, sex=None))

    assert verdict.is_valid
    assert (verdict.claims.name, verdict.claims.birth_date, verdict.claims.sex) == (None, None, None)
    assert verdict.claims.second_name == FATIMA.second_name


def test_a_card_fits_its_symbol(world):
    text = world.card(name="Abdelmoughit El Idrissi El Bouzidi", second_name="عبد المغيث الإدريسي البوزيدي")

    assert set(text) <= set(base45.ALPHABET)
    assert len(text) <= 500


def test_the_text_is_read_by_hand_with_other_libraries(world):
    message = cbor2.loads(zlib.decompress(base45.decode(world.card())))

    payload = cbor2.loads(message.value[2])

    assert message.tag == 18
    assert payload[1] == ISSUER
    assert payload[7] == b"C000000017"
    assert payload[169] == {
        1: "0000001713",
        3: "fra",
        4: "Fatima Ait Ouakrim",
        8: "19790512",
        9: 2,
        19: "فاطمة أيت وكريم",
        20: "ara",
        23: "MA",
        75: "0104",
        76: "07",
        77: "MAALEM",
    }
    assert payload[65535] == {"status_list": {"idx": 41, "uri": FATIMA.status_uri}}


def forms(world):
    """The same card as others would write it: ID Claim 169's forms A to D, and without any tag."""
    text = world.card()
    message = cbor2.loads(zlib.decompress(base45.decode(text)))
    payload = cbor2.loads(message.value[2])
    wrapped = payload | {169: cbor2.dumps(payload[169])}
    protected = message.value[0]
    signed = cose.sign(cbor2.dumps(wrapped), protected=protected, signer=world.signer)
    form_c = cbor2.dumps(cbor2.CBORTag(61, cbor2.loads(signed)))
    form_b = cbor2.dumps(cbor2.CBORTag(61, message))
    untagged = cbor2.dumps(message.value)
    binary = {"A": cbor2.dumps(message), "B": form_b, "untagged": untagged}
    hexed = {"C": form_c.hex().encode(), "D": form_b.hex().upper().encode()}
    return {name: base45.encode(zlib.compress(data)) for name, data in (binary | hexed).items()}


@pytest.mark.parametrize("form", ["A", "B", "C", "D", "untagged"])
def test_the_card_is_read_in_every_form_of_the_field(world, form):
    verdict = world.check(forms(world)[form])

    assert verdict.reason == Reason.VALID
    assert verdict.claims == FATIMA


def test_a_card_signed_with_ed25519_is_accepted(world):
    private = ed25519.Ed25519PrivateKey.generate()
    key = TrustedKey(b"edwards1", ISSUER, private.public_key(), 0, MOMENT)
    protected = cbor2.dumps({1: -8, 4: b"edwards1"})
    payload = claims.encode(FATIMA)
    signature = private.sign(cose.sign_structure(protected, payload))
    text = envelope.seal(cbor2.dumps(cbor2.CBORTag(18, [protected, {}, payload, signature])))

    assert verify(text, replace(world.trust_list, keys=(key,)), [world.status_list], NOW).is_valid


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "https://example.com/card/17",
        "HTTPS://EXAMPLE.COM/CARD/17",
        "BEGIN:VCARD\nN:Ait Ouakrim;Fatima\nEND:VCARD",
        "WIFI:S:souk;T:WPA;P:secret;;",
        "0000001713",
        "بطاقة",
        "HC1:6BF",
        "\x00" * 100,
        "0" * 4297,
        base45.encode(b"not zlib at all"),
        base45.encode(zlib.compress(b"")),
        base45.encode(zlib.compress(b"hello, world")),
        base45.encode(zlib.compress(b"d284")),
        base45.encode(zlib.compress(b"d2 84")),
        base45.encode(zlib.compress(b"\xd2\x84")),
        base45.encode(zlib.compress(b"\x81" * 10_000)),
        base45.encode(zlib.compress(bytes(100_000))),
        base45.encode(zlib.compress(bytes(2_000_000))),
        base45.encode(zlib.compress(b"\xa0") + b"more"),
    ],
)
def test_what_is_no_card_is_malformed(world, text):
    assert world.check(text).reason == Reason.MALFORMED


def test_a_bomb_is_never_inflated_beyond_the_bound(world):
    bomb = base45.encode(zlib.compress(bytes(2_700_000), 9))
    assert len(bomb) <= envelope.MAX_TEXT

    assert world.check(bomb).reason == Reason.MALFORMED
    with pytest.raises(Malformed):
        envelope.inflate(zlib.compress(bytes(10_000_000), 9), limit=envelope.MAX_MESSAGE)


def test_another_algorithm_comes_before_all_questions_of_trust(world):
    message = cbor2.dumps(cbor2.CBORTag(18, [cbor2.dumps({1: -37, 4: b"someone!"}), {}, b"\xa0", bytes(256)]))

    assert world.check(envelope.seal(message)).reason == Reason.UNSUPPORTED_ALGORITHM


def test_a_card_signed_by_a_stranger_has_an_unknown_issuer_and_shows_no_name(world):
    text = encode_card(FATIMA, kid=kid_of(STRANGER.public_key()), signer=STRANGER)

    verdict = world.check(text)

    assert verdict.reason == Reason.UNKNOWN_ISSUER
    assert verdict.claims is None


def test_a_forger_who_borrows_the_short_name_of_the_key_is_found(world):
    verdict = world.check(encode_card(FATIMA, kid=world.kid, signer=STRANGER))

    assert verdict.reason == Reason.BAD_SIGNATURE
    assert verdict.claims is None


def test_a_trusted_key_does_not_speak_for_another_issuer(world):
    assert world.check(world.card(issuer="https://other.example.ma")).reason == Reason.UNKNOWN_ISSUER


def test_no_key_name_is_no_known_issuer(world):
    protected = cbor2.dumps({1: -7})
    text = envelope.seal(cose.sign(claims.encode(FATIMA), protected=protected, signer=world.signer))

    assert world.check(text).reason == Reason.UNKNOWN_ISSUER


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"status": KeyStatus.RETIRED}, Reason.VALID),
        ({"status": KeyStatus.REVOKED}, Reason.UNKNOWN_ISSUER),
        ({"valid_until": MOMENT - 101 * DAY}, Reason.UNKNOWN_ISSUER),
        ({"valid_from": MOMENT - 99 * DAY}, Reason.UNKNOWN_ISSUER),
        ({"valid_until": MOMENT - 100 * DAY}, Reason.VALID),
    ],
)
def test_a_key_is_believed_for_what_it_signed_in_its_time(world, change, reason):
    keys = (replace(world.trust_list.keys[0], **change),)

    verdict = verify(world.card(), replace(world.trust_list, keys=keys), [world.status_list], NOW)

    assert verdict.reason == reason


def test_a_trust_list_that_has_run_out_vouches_for_nobody(world):
    old = replace(world.trust_list, expires_at=MOMENT)

    assert verify(world.card(), old, [world.status_list], NOW).reason == Reason.UNKNOWN_ISSUER


def test_a_twin_of_the_short_name_does_not_hide_the_right_key(world):
    key = world.trust_list.keys[0]
    twins = replace(world.trust_list, keys=(replace(key, public_key=STRANGER.public_key()), key))

    assert verify(world.card(), twins, [world.status_list], NOW).is_valid


@pytest.mark.parametrize(
    ("changes", "status", "reason"),
    [
        ({"not_before": MOMENT + 301}, 1, Reason.NOT_YET_VALID),
        ({"issued_at": MOMENT + 301}, 0, Reason.NOT_YET_VALID),
        ({"not_before": MOMENT + 299}, 0, Reason.VALID),
        ({"expires_at": MOMENT - 1}, 1, Reason.REVOKED),
        ({}, 1, Reason.REVOKED),
        ({"expires_at": MOMENT - 1}, 2, Reason.SUSPENDED),
        ({}, 2, Reason.SUSPENDED),
        ({"expires_at": MOMENT}, 0, Reason.EXPIRED),
        ({"expires_at": MOMENT, "status_uri": None}, 0, Reason.EXPIRED),
        ({"expires_at": MOMENT + 1}, 0, Reason.VALID),
        ({}, 3, Reason.STATUS_UNKNOWN),
        ({"status_index": 1000}, 0, Reason.STATUS_UNKNOWN),
        ({"status_uri": None}, 0, Reason.STATUS_UNKNOWN),
        ({"status_uri": "https://cards.example.ma/status/2"}, 0, Reason.STATUS_UNKNOWN),
    ],
)
def test_time_and_status_are_asked_in_their_order(world, changes, status, reason):
    verdict = world.check(world.card(**changes), status=status)

    assert verdict.reason == reason
    assert verdict.claims == replace(FATIMA, **changes) if changes.get("status_uri", "") is not None else True


@pytest.mark.parametrize("days", [-365, 366])
def test_a_clock_a_year_off_never_makes_a_card_good(world, days):
    now = NOW + dt.timedelta(days=days)

    assert not world.check(world.card(), now=now).is_valid


def test_a_status_list_that_has_run_out_still_refuses_but_no_longer_assures(world):
    old = replace(world.status_list, expires_at=MOMENT)
    revoked = replace(old, packed=bytes([0] * 10 + [0b100] + [0] * 239))

    assert verify(world.card(), world.trust_list, [old], NOW).reason == Reason.STATUS_UNKNOWN
    assert verify(world.card(), world.trust_list, [revoked], NOW).reason == Reason.REVOKED
    assert verify(world.card(), world.trust_list, [], NOW).reason == Reason.STATUS_UNKNOWN


def test_the_newest_of_two_lists_counts(world):
    newer = replace(world.status_list, issued_at=MOMENT - 60, packed=bytes([0] * 10 + [0b100] + [0] * 239))

    verdict = verify(world.card(), world.trust_list, [newer, world.status_list], NOW)

    assert (verdict.reason, verdict.status_list_age) == (Reason.REVOKED, 60)


def test_a_status_list_of_another_issuer_says_nothing_of_this_card(world):
    other = replace(world.status_list, issuer="https://other.example.ma")

    assert verify(world.card(), world.trust_list, [other], NOW).reason == Reason.STATUS_UNKNOWN


def test_a_signature_alone_is_checked_against_one_key(world):
    assert verify_signature(world.card(), world.signer.public_key()) == FATIMA
    with pytest.raises(BadSignature):
        verify_signature(world.card(), STRANGER.public_key())


def test_many_cards_are_signed_in_other_processes(world):
    cards = [replace(FATIMA, serial=f"C{number}") for number in range(4)]

    with ProcessPoolExecutor(1) as pool:
        texts = pool.submit(encode_cards, cards, kid=world.kid, signer=world.signer).result()

    assert [world.check(text).claims for text in texts] == cards
    assert kid_of(pickle.loads(pickle.dumps(world.signer)).public_key()) == world.kid
