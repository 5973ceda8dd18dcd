"""Signed papers: read back as they were made, never altered, never a card, and no card ever one of them."""

from dataclasses import replace

import cbor2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hirfa.credentials import (
    Malformed,
    PaperClaims,
    Reason,
    SoftwareSigner,
    base45,
    claims,
    cose,
    encode_paper,
    envelope,
    generate_key,
    papers,
    read_paper_unverified,
    read_unverified,
    verify,
    verify_signature,
)
from hirfa.credentials.fields import IDENTITY, PAPER

from .conftest import DAY, FATIMA, ISSUER, MOMENT, NOW, STATUS_URI

LETTER = PaperClaims(
    issuer=ISSUER,
    serial="D/03/2025/000017",
    issued_at=MOMENT - 10 * DAY,
    not_before=MOMENT - 10 * DAY,
    kind="DECISION",
    subject="2025-03-000412",
    digest=bytes(range(16)),
    chamber="03",
    outcome="REFUSED",
    name="Fatima Ait Ouakrim",
    second_name="فاطمة أيت وكريم",
    status_uri=STATUS_URI,
    status_index=41,
)


@pytest.fixture
def paper(world):
    def make(**changes):
        return encode_paper(replace(LETTER, **changes), kid=world.kid, signer=world.signer)

    return make


def test_a_letter_is_genuine_and_says_what_was_put_in(world, paper):
    verdict = world.check(paper())

    assert verdict.reason == Reason.VALID
    assert verdict.claims == verdict.paper == LETTER
    assert verdict.kid == world.kid
    assert read_paper_unverified(paper()) == LETTER


def test_a_letter_of_refusal_is_a_good_paper_and_lets_nobody_in(world, paper):
    letter, card = world.check(paper()), world.check(world.card())

    assert (letter.is_valid, letter.is_valid_card, letter.card) == (True, False, None)
    assert (card.is_valid, card.is_valid_card, card.paper, card.card) == (True, True, None, FATIMA)


def test_a_paper_about_whom_little_is_known_is_read(world, paper):
    bare = {"chamber": None, "outcome": None, "name": None, "second_name": None}

    assert world.check(paper(**bare)).claims == replace(LETTER, **bare)


def test_the_text_is_read_by_hand_with_other_libraries(paper):
    message = cbor2.loads(envelope.unseal(paper()))

    payload = cbor2.loads(message.value[2])

    assert set(payload) == {1, 5, 6, 7, -65537, 65535}
    assert payload[-65537][1] == "DECISION"
    assert payload[-65537][5] == LETTER.digest


def test_a_paper_with_two_long_names_fits_its_symbol(paper):
    text = paper(name="Coopérative " * 8, second_name="التعاونية الفلاحية النسوية " * 3)

    assert set(text) <= set(base45.ALPHABET)
    assert len(paper()) <= 600
    assert len(text) <= 970


@pytest.mark.parametrize(
    ("changes", "status", "reason"),
    [
        ({}, 1, Reason.REVOKED),
        ({}, 2, Reason.SUSPENDED),
        ({"expires_at": MOMENT}, 0, Reason.EXPIRED),
        ({"expires_at": MOMENT + 1}, 0, Reason.VALID),
        ({"not_before": MOMENT + 301}, 0, Reason.NOT_YET_VALID),
        ({"status_uri": None}, 0, Reason.STATUS_UNKNOWN),
    ],
)
def test_time_and_status_are_asked_as_of_cards(world, paper, changes, status, reason):
    assert world.check(paper(**changes), status=status).reason == reason


def test_a_letter_without_an_end_does_not_run_out(world, paper):
    later = NOW.replace(year=NOW.year + 30)
    trust = replace(world.trust_list, expires_at=MOMENT + 40 * 366 * DAY)
    lists = [replace(world.status_list, expires_at=MOMENT + 40 * 366 * DAY)]

    assert verify(paper(), trust, lists, later).reason == Reason.VALID
    assert verify(world.card(), trust, lists, later).reason == Reason.EXPIRED


def test_a_stranger_signs_no_paper(world):
    stranger = SoftwareSigner(generate_key())

    verdict = world.check(encode_paper(LETTER, kid=world.kid, signer=stranger))

    assert (verdict.reason, verdict.claims) == (Reason.BAD_SIGNATURE, None)


def test_no_character_of_a_paper_can_be_changed_or_cut(world, paper):
    text = paper()
    changed = [
        text[:place] + other + text[place + 1 :]
        for place in range(len(text))
        for other in base45.ALPHABET[::11]
        if other != text[place]
    ]
    cut = [text[:length] for length in range(len(text))] + [text[start:] for start in range(1, len(text))]

    assert {other for other in changed + cut if world.check(other).is_valid} == set()


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_a_paper_spoiled_in_several_places_is_never_valid(world, data):
    before = envelope.unseal(encode_paper(LETTER, kid=world.kid, signer=world.signer))
    message = bytearray(before)
    edits = st.lists(st.tuples(st.integers(0, len(message) - 1), st.integers(0, 255)), min_size=1, max_size=5)
    for place, value in data.draw(edits):
        message[place] = value

    assert world.check(envelope.seal(bytes(message))).is_valid == (bytes(message) == before)


def test_a_card_is_never_read_as_a_paper_nor_a_paper_as_a_card(world, paper):
    for read in (read_unverified, lambda text: verify_signature(text, world.signer.public_key())):
        with pytest.raises(Malformed):
            read(paper())
    with pytest.raises(Malformed):
        read_paper_unverified(world.card())
    with pytest.raises(Malformed):
        claims.decode(papers.encode(LETTER))
    with pytest.raises(Malformed):
        papers.decode(claims.encode(FATIMA))


CONTENT = {1: "DECISION", 2: "2025-03-000412", 5: bytes(16)}
BASE = {1: ISSUER, 5: MOMENT - DAY, 6: MOMENT - DAY, 7: b"D1", PAPER: CONTENT}


@pytest.mark.parametrize(
    "wrong",
    [
        {IDENTITY: {1: "0000001713"}},
        {PAPER: None, IDENTITY: None},
        {PAPER: []},
        {PAPER: b"\xa0"},
        {PAPER: {}},
        {PAPER: CONTENT | {1: 7}},
        {PAPER: CONTENT | {1: ""}},
        {PAPER: CONTENT | {2: None}},
        {PAPER: CONTENT | {3: 3}},
        {PAPER: CONTENT | {4: True}},
        {PAPER: CONTENT | {5: bytes(15)}},
        {PAPER: CONTENT | {5: bytes(32)}},
        {PAPER: CONTENT | {5: "0" * 16}},
        {PAPER: CONTENT | {6: "x" * 257}},
        {PAPER: CONTENT | {7: b"name"}},
        {1: None},
        {4: -1},
        {4: "2030-01-01"},
        {5: None},
        {6: None},
        {7: None},
        {65535: {}},
    ],
)
def test_a_claim_of_the_wrong_kind_is_malformed_even_when_well_signed(world, wrong):
    payload = {key: value for key, value in (BASE | wrong).items() if value is not None}
    protected = cose.protected_header(kid=world.kid)

    text = envelope.seal(cose.sign(cbor2.dumps(payload), protected=protected, signer=world.signer))

    assert world.check(text).reason == Reason.MALFORMED


def test_the_same_claims_without_the_fault_are_read(world):
    protected = cose.protected_header(kid=world.kid)

    text = envelope.seal(cose.sign(cbor2.dumps(BASE), protected=protected, signer=world.signer))

    assert world.check(text).reason == Reason.STATUS_UNKNOWN


def test_a_digest_of_another_length_is_not_signed():
    with pytest.raises(ValueError, match="16 bytes"):
        papers.encode(replace(LETTER, digest=bytes(32)))
