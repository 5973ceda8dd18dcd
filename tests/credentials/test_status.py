"""Token Status List against the examples of draft-ietf-oauth-status-list (section 4, section 5.2, appendix C)."""

import zlib
from dataclasses import replace

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirfa.credentials import cose, status
from hirfa.credentials.errors import BadSignature, CredentialError, Malformed, UntrustedList
from hirfa.credentials.keys import SoftwareSigner, generate_key
from hirfa.credentials.trust import TrustList

from .conftest import DAY, ISSUER, MOMENT, STATUS_URI

ONE_BIT = [1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1]
TWO_BITS = [1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3]
PLACES = [0, 1993, 25460, 159495, 495669, 554353, 645645, 723232, 854545, 934534, 1000345]
LONG_ONE_BIT = (
    "a2646269747301636c737458bd78daeddc010dc0200c0041a88249400ad2903e0f4b"
    "ba00bd93f002beb7a2a2010000a91e09000000000000000000000000000000807296"
    "04000000000000000000000000000000000000000000000000000000000000000000"
    "000000000000005c6f4800000000000000fc2c240000000000000000000000be1b12"
    "000000000000000000ecaa4b000000000000000000000000000000009b0b09000000"
    "00000000000038de9400000000000000002a30cc010000000080642f0bd8011b"
)
LONG_TWO_BITS = (
    "a2646269747302636c737459013d78daeddb310d00211000412ea1a04004fe5520ed"
    "357c28c81d3312b6df68bc65480000000000406e2101000000000000000000000000"
    "0000000000000000000000000000000000000040795b020000000000000000000000"
    "00000000000000000000000000000000000000000000000000000000000000000000"
    "00000000000000000000000000000000000000000000000000000000000000000000"
    "0080f4ba0400000000000000000000000000406d764a000000000000000000000000"
    "000000000000000000e0922101000000000000000000000000000000000000fc1312"
    "00000000000000000000000000000000000000000000000000000000000000c0912e"
    "01000000000000000000000000000000000000c07d4b020000000000000000000000"
    "00000000a8614a0000000000000000000000406a1fcd60010c"
)
SECTION_5_2 = bytes.fromhex(
    "d2845820a2012610781a6170706c69636174696f6e2f7374617475736c6973742b637774a1044231325850a502782168747470733a2f2f65"
    "78616d706c652e636f6d2f7374617475736c697374732f31061a648c5bea041a8898dfea19fffe19a8c019fffda2646269747301636c7374"
    "4a78dadbb918000217015d584093fa4d01032b18c35e2fe1101b77fd6cc9440022caa4694450c4e4e9feab4e99d1fa6d9772ce2bf3a12e03"
    "23ded7c982c5e101a5e67f0cbc1e2b6f57ce99c279"
)


@pytest.mark.parametrize(
    ("bits", "values", "packed", "encoded"),
    [
        (1, ONE_BIT, "b9a3", "a2646269747301636c73744a78dadbb918000217015d"),
        (2, TWO_BITS, "c944f9", "a2646269747302636c73744b78da3be9f2130003df0207"),
    ],
)
def test_the_short_examples_are_met_byte_for_byte(bits, values, packed, encoded):
    bytes_ = status.pack(dict(enumerate(values)), size=len(values), bits=bits)

    assert bytes_.hex() == packed
    assert cbor2.dumps(status.encode_map(bytes_, bits=bits)).hex() == encoded
    assert [status.read_packed(bytes_, bits, index) for index in range(len(values))] == values


@pytest.mark.parametrize(
    ("bits", "values", "encoded"),
    [(1, [1] * 11, LONG_ONE_BIT), (2, [1, 2, 1, 3, 1, 1, 2, 1, 1, 2, 3], LONG_TWO_BITS)],
)
def test_the_long_examples_are_met_byte_for_byte(bits, values, encoded):
    statuses = dict(zip(PLACES, values, strict=True))

    packed = status.pack(statuses, size=2**20, bits=bits)

    assert cbor2.dumps(status.encode_map(packed, bits=bits)).hex() == encoded
    assert status.decode_map(cbor2.loads(bytes.fromhex(encoded))) == (bits, packed)
    assert {index: status.read_packed(packed, bits, index) for index in PLACES} == statuses


def test_the_signed_example_is_taken_apart_as_the_draft_says():
    message = cose.parse(SECTION_5_2)

    claims = cbor2.loads(message.payload)
    assert (message.typ, message.kid) == (status.TYPE, b"12")
    assert claims[65533] == {"bits": 1, "lst": bytes.fromhex("78dadbb918000217015d")}
    assert claims[2] == "https://example.com/statuslists/1"


@given(st.dictionaries(st.integers(0, 999), st.integers(0, 2), max_size=50))
def test_every_status_is_read_where_it_was_put(statuses):
    packed = status.pack(statuses, size=1000)

    assert {index: status.read_packed(packed, 2, index) for index in range(1000)} == {
        index: statuses.get(index, 0) for index in range(1000)
    }


@pytest.mark.parametrize("index", [-1, 1000, 2**64])
def test_outside_the_list_there_is_no_status(index):
    assert status.read_packed(status.pack({}, size=1000), 2, index) is None


@pytest.mark.parametrize(("index", "value", "bits"), [(1000, 1, 2), (-1, 1, 2), (0, 4, 2), (0, -1, 2), (0, 1, 3)])
def test_what_does_not_fit_is_not_packed(index, value, bits):
    with pytest.raises(ValueError, match=r"fit|bits"):
        status.pack({index: value}, size=1000, bits=bits)


def encode(world, **changes):
    return status.encode_status_list(
        replace(world.status_list, **changes), signer=world.signer, public_key=world.signer.public_key()
    )


def test_a_published_list_comes_back_with_the_owner_of_its_key(world):
    packed = status.pack({41: 1, 7: 2}, size=2**20)

    found = status.decode_status_list(encode(world, packed=packed), trust_list=world.trust_list, now=MOMENT)

    assert (found.uri, found.issuer, found.ttl, found.bits) == (STATUS_URI, ISSUER, 43_200, 2)
    assert [found.find(index) for index in (41, 7, 8)] == [1, 2, 0]


def test_a_list_signed_by_a_stranger_is_not_believed(world):
    stranger = SoftwareSigner(generate_key())
    data = status.encode_status_list(world.status_list, signer=stranger, public_key=stranger.public_key())

    with pytest.raises(UntrustedList):
        status.decode_status_list(data, trust_list=world.trust_list, now=MOMENT)


def test_a_list_that_borrows_the_name_of_a_trusted_key_is_a_forgery(world):
    data = status.encode_status_list(
        world.status_list, signer=SoftwareSigner(generate_key()), public_key=world.signer.public_key()
    )

    with pytest.raises(BadSignature):
        status.decode_status_list(data, trust_list=world.trust_list, now=MOMENT)


def test_a_list_is_believed_when_the_second_key_of_that_short_name_has_signed_it(world):
    key = world.trust_list.keys[0]
    twin = replace(key, issuer="https://other.example.ma", public_key=SoftwareSigner(generate_key()).public_key())

    found = status.decode_status_list(encode(world), trust_list=replace(world.trust_list, keys=(twin, key)), now=MOMENT)

    assert found.issuer == ISSUER


def test_a_list_made_before_the_key_was_trusted_is_not_believed(world):
    with pytest.raises(UntrustedList):
        status.decode_status_list(encode(world, issued_at=MOMENT - 500 * DAY), trust_list=world.trust_list, now=MOMENT)


def test_a_trust_list_that_has_run_out_vouches_for_no_status_list(world):
    old = TrustList("root", MOMENT - 9, MOMENT - 1, world.trust_list.keys)

    with pytest.raises(UntrustedList):
        status.decode_status_list(encode(world), trust_list=old, now=MOMENT)


def test_a_card_is_no_status_list(world):
    message = cose.sign(b"\xa0", protected=cose.protected_header(kid=world.kid), signer=world.signer)

    with pytest.raises(Malformed, match="not a status list"):
        status.decode_status_list(message, trust_list=world.trust_list, now=MOMENT)


def test_no_byte_of_a_published_list_can_be_changed(world):
    data = encode(world)

    for place in range(len(data)):
        forged = data[:place] + bytes((data[place] ^ 0x01,)) + data[place + 1 :]
        with pytest.raises(CredentialError):
            status.decode_status_list(forged, trust_list=world.trust_list, now=MOMENT)


def test_a_list_that_inflates_without_end_is_refused():
    bomb = zlib.compress(bytes(status.MAX_PACKED + 1), 9)

    with pytest.raises(Malformed, match="size"):
        status.decode_map({"bits": 2, "lst": bomb})
