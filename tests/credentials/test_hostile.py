"""Every attempt to get a card past the check: changed, cut, padded, malformed, random."""

import zlib

import cbor2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hirfa.credentials import Malformed, Reason, base45, cose, envelope

from .conftest import DAY, ISSUER, MOMENT


def test_no_character_of_a_card_can_be_changed_cut_or_repeated(world):
    text = world.card()
    swaps = [
        text[:place] + other + text[place + 1 :]
        for place in range(len(text))
        for other in base45.ALPHABET[:: 1 if place < 6 or place > len(text) - 12 else 7]
        if other != text[place]
    ]
    cuts = [text[:length] for length in range(len(text))] + [text[start:] for start in range(1, len(text))]
    drops = [text[:place] + text[place + 1 :] for place in range(len(text))]
    repeats = [text[:place] + text[place] + text[place:] for place in range(len(text))]

    assert world.check(text).is_valid
    survivors = {changed for changed in swaps + cuts + drops + repeats if world.check(changed).is_valid}
    assert survivors - {text} == set()


@given(kept=st.floats(0, 1, exclude_max=True))
def test_a_beginning_of_a_card_is_never_valid_and_from_half_on_is_called_cut(world, kept):
    text = world.card()
    length = int(len(text) * kept)

    reason = world.check(text[:length]).reason

    assert reason in ({Reason.TRUNCATED} if length >= len(text) / 2 else {Reason.TRUNCATED, Reason.MALFORMED})


@pytest.mark.parametrize(
    "form", [bytes, lambda message: message.hex().upper().encode(), lambda message: b"\xd8=" + message]
)
def test_every_form_that_is_read_is_called_cut_when_its_end_is_missing(world, form):
    whole = base45.encode(zlib.compress(form(envelope.unseal(world.card()))))

    assert world.check(whole).is_valid
    assert world.check(whole[:-1]).reason == world.check(whole[:-2]).reason == Reason.TRUNCATED


def test_a_foreign_text_or_a_changed_one_is_not_called_cut(world):
    foreign = base45.encode(zlib.compress(b"a ticket of somebody else" * 9)[:-6])
    middle = world.card()[30:]

    assert {world.check(text).reason for text in (foreign, middle, "HELLO WORLD")} == {Reason.MALFORMED}


def test_no_byte_of_the_signed_message_can_be_changed(world):
    message = envelope.unseal(world.card())

    for place in range(len(message)):
        for flip in (0x01, 0x20, 0x80, 0xFF):
            forged = message[:place] + bytes((message[place] ^ flip,)) + message[place + 1 :]
            assert not world.check(envelope.seal(forged)).is_valid


def reads_the_same(data, other):
    try:
        return zlib.decompress(other) == zlib.decompress(data)
    except zlib.error:
        return False


def test_bits_hidden_between_data_and_checksum_are_found():
    found = 0
    for length in range(1, 60):
        data = zlib.compress(bytes(range(length)), 9)
        padded = [data[:-5] + bytes((data[-5] | bit,)) + data[-4:] for bit in (0x20, 0x40, 0x80) if not data[-5] & bit]
        for other in filter(lambda other: reads_the_same(data, other), padded):
            found += 1
            with pytest.raises(Malformed, match="bits set"):
                envelope.inflate(other, limit=1000)

    assert found > 20


IDENTITY = {1: "0000001713"}
BASE = {1: ISSUER, 4: MOMENT + DAY, 6: MOMENT - DAY, 7: b"C1", 169: IDENTITY}


@pytest.mark.parametrize(
    "wrong",
    [
        {1: None},
        {1: b"https://cards.example.ma"},
        {1: ""},
        {1: "x" * 257},
        {4: None},
        {4: -1},
        {4: True},
        {4: "2030-01-01"},
        {4: 253_402_300_800},
        {6: None},
        {5: 2**63},
        {7: None},
        {7: b""},
        {7: bytes(65)},
        {7: "C1"},
        {7: b"\xff"},
        {169: None},
        {169: []},
        {169: b"\x80"},
        {169: {}},
        {169: {1: 17}},
        {169: IDENTITY | {4: 17}},
        {169: IDENTITY | {8: "1979-05-12"}},
        {169: IDENTITY | {8: "١٩٧٩٠٥١٢"}},
        {169: IDENTITY | {8: 19790512}},
        {169: IDENTITY | {9: 4}},
        {169: IDENTITY | {9: True}},
        {169: IDENTITY | {9: "F"}},
        {169: IDENTITY | {75: 104}},
        {65535: []},
        {65535: {}},
        {65535: {"status_list": {"idx": 1}}},
        {65535: {"status_list": {"idx": -1, "uri": "u"}}},
        {65535: {"status_list": {"idx": True, "uri": "u"}}},
        {65535: {"status_list": {"idx": "1", "uri": "u"}}},
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


@settings(max_examples=300, deadline=None)
@given(text=st.one_of(st.text(max_size=300), st.text(alphabet=base45.ALPHABET, max_size=600)))
def test_any_text_gets_a_verdict_that_is_not_valid(world, text):
    assert not world.check(text).is_valid


@settings(max_examples=300, deadline=None)
@given(data=st.binary(max_size=400))
def test_any_bytes_under_good_compression_get_a_verdict_that_is_not_valid(world, data):
    assert not world.check(envelope.seal(data)).is_valid


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_a_card_spoiled_in_several_places_is_never_valid(world, data):
    message = bytearray(envelope.unseal(world.card()))
    edits = st.lists(st.tuples(st.integers(0, len(message) - 1), st.integers(0, 255)), min_size=1, max_size=5)
    before = bytes(message)
    for place, value in data.draw(edits):
        message[place] = value

    verdict = world.check(envelope.seal(bytes(message)))

    assert verdict.is_valid == (bytes(message) == before)


@settings(max_examples=200, deadline=None)
@given(
    payload=st.dictionaries(
        st.sampled_from([1, 4, 5, 6, 7, 169, 65535]),
        st.one_of(
            st.integers(-1, 2**40),
            st.text(max_size=10),
            st.binary(max_size=10),
            st.dictionaries(st.integers(0, 80), st.text()),
        ),
    )
)
def test_any_claims_under_a_good_signature_get_a_verdict_that_is_not_valid(world, payload):
    protected = cose.protected_header(kid=world.kid)

    text = envelope.seal(cose.sign(cbor2.dumps(payload), protected=protected, signer=world.signer))

    assert not world.check(text).is_valid
