"""COSE_Sign1 against the examples of RFC 9052 (appendix C.2.1) and of the COSE working group, and against forgers."""

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519

from hirfa.credentials import cose, keys
from hirfa.credentials.errors import BadSignature, Malformed, UnsupportedAlgorithm

RFC_9052_C_2_1 = bytes.fromhex(
    "d28443a10126a10442313154546869732069732074686520636f6e74656e742e58408eb33e4ca31d1c465ab05aac34cc6b23d58fef5c0831"
    "06c4d25a91aef0b0117e2af9a291aa32e14ab834dc56ed2a223444547e01f11d3b0916e5a4c345cacb36"
)
RFC_9052_SIGNED = bytes.fromhex("846a5369676e61747572653143a101264054546869732069732074686520636f6e74656e742e")
RFC_KEY = keys.from_cose_key(
    {
        1: 2,
        -1: 1,
        -2: bytes.fromhex("bac5b11cad8f99f9c72b05cf4b9e26d244dc189f745228255a219a86d6a09eff"),
        -3: bytes.fromhex("20138bf82dc1b6d562be0fa54ab7804a3a64b6d72ccfed6b6fb6ed28bbfc117e"),
    }
)


def test_the_example_of_rfc_9052_is_taken_apart_and_its_signature_holds():
    message = cose.parse(RFC_9052_C_2_1)

    cose.check(message, RFC_KEY)
    assert message.payload == b"This is the content."
    assert (message.kid, message.algorithm) == (b"11", keys.ES256)
    assert cose.sign_structure(message.protected, message.payload) == RFC_9052_SIGNED


@pytest.mark.parametrize("place", range(len(RFC_9052_C_2_1)))
def test_no_byte_of_the_example_can_be_changed(place):
    forged = bytearray(RFC_9052_C_2_1)
    forged[place] ^= 1

    if place in (7, 9, 10):  # the unprotected kid is not signed: the message then names another key, nothing more
        assert cose.parse(bytes(forged)).kid != b"11"
        return
    with pytest.raises((Malformed, BadSignature, UnsupportedAlgorithm)):
        cose.check(cose.parse(bytes(forged)), RFC_KEY)


def test_a_message_of_ours_is_read_by_hand_with_another_cbor_library():
    signer = keys.SoftwareSigner(keys.generate_key())

    message = cose.sign(b"payload", protected=cose.protected_header(kid=b"12345678"), signer=signer)

    protected, unprotected, payload, signature = cbor2.loads(message).value
    assert cbor2.loads(protected) == {1: -7, 4: b"12345678"}
    assert (unprotected, payload, len(signature)) == ({}, b"payload", 64)
    signed = cbor2.dumps(["Signature1", protected, b"", payload])
    keys.check_signature(signer.public_key(), keys.ES256, signature, signed)


@pytest.mark.parametrize("length", [0, 23, 24, 255, 256, 65_535, 65_536])
def test_heads_written_by_hand_are_those_of_the_library(length):
    assert cose.bytes_head(length) + bytes(length) == cbor2.dumps(bytes(length))


def test_eddsa_is_accepted():
    private = ed25519.Ed25519PrivateKey.generate()
    protected = cbor2.dumps({1: -8, 4: b"12345678"})
    signature = private.sign(cose.sign_structure(protected, b"payload"))
    message = cose.parse(cbor2.dumps(cbor2.CBORTag(18, [protected, {}, b"payload", signature])))

    cose.check(message, private.public_key())

    assert keys.kid_of(keys.from_cose_key(keys.to_cose_key(private.public_key()))) == keys.kid_of(private.public_key())


def sign1(protected=None, unprotected=None, payload=b"p", signature=bytes(64), tag=18):
    header = cbor2.dumps({1: -7} if protected is None else protected)
    return cbor2.dumps(cbor2.CBORTag(tag, [header, unprotected or {}, payload, signature]))


@pytest.mark.parametrize(
    "message",
    [
        sign1(tag=98),
        sign1(tag=61),
        cbor2.dumps(cbor2.CBORTag(18, cbor2.CBORTag(18, []))),
        cbor2.dumps([b"", {}, b""]),
        cbor2.dumps([b"", {}, b"", b"", b""]),
        cbor2.dumps([b"", [], b"", b""]),
        cbor2.dumps([b"", {}, "text", b""]),
        cbor2.dumps([b"", {}, None, b""]),
        cbor2.dumps({1: 2}),
        sign1({1: -7, 4: b"k"}, {4: b"k"}),
        sign1({1: -7, 2: [99], 99: 1}),
        sign1({4: b"k"}, {1: -7}),
        sign1({1: True}),
        sign1({1: -7, 4: b""}),
        sign1({1: -7, 4: bytes(65)}),
        sign1({1: -7, 4: "text"}),
        sign1({1: -7, 16: b"typ"}),
        sign1([1, -7]),
    ],
)
def test_a_wrong_shape_is_refused(message):
    with pytest.raises(Malformed):
        cose.parse(message)


@pytest.mark.parametrize("algorithm", [-35, -37, 5, "ES256", None])
def test_another_algorithm_is_named_as_such(algorithm):
    message = cose.parse(sign1({1: algorithm} if algorithm else {4: b"k"}))

    with pytest.raises(UnsupportedAlgorithm):
        cose.check(message, RFC_KEY)


N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


@pytest.mark.parametrize("r", [0, 1, N - 1, N, 2**256 - 1])
@pytest.mark.parametrize("s", [0, 1, N, 2**256 - 1])
def test_numbers_at_the_edge_of_the_curve_are_no_signature(r, s):
    signature = r.to_bytes(32, "big") + s.to_bytes(32, "big")

    with pytest.raises(BadSignature):
        keys.check_signature(RFC_KEY, keys.ES256, signature, b"message")


@pytest.mark.parametrize("signature", [b"", bytes(63), bytes(65), bytes(128)])
def test_a_signature_of_another_length_is_no_signature(signature):
    with pytest.raises(BadSignature):
        keys.check_signature(RFC_KEY, keys.ES256, signature, b"message")


def test_a_key_on_another_curve_is_neither_taken_nor_given():
    other = ec.generate_private_key(ec.SECP384R1())

    with pytest.raises(UnsupportedAlgorithm):
        keys.SoftwareSigner(other)
    with pytest.raises(UnsupportedAlgorithm):
        keys.to_cose_key(other.public_key())


@pytest.mark.parametrize(
    "key",
    [
        {},
        {1: 2, -1: 2, -2: bytes(48), -3: bytes(48)},
        {1: 2, -1: 1, -2: bytes(32), -3: bytes(32)},
        {1: 2, -1: 1, -2: bytes(32)},
        {1: 2, -1: 1, -2: bytes(31), -3: bytes(32)},
        {1: 1, -1: 6, -2: bytes(31)},
        {1: 4, -1: bytes(32)},
    ],
)
def test_a_key_that_is_not_on_its_curve_is_refused(key):
    with pytest.raises(Malformed):
        keys.from_cose_key(key)


def test_a_signer_that_returns_der_is_caught():
    with pytest.raises(ValueError, match="64 bytes"):
        cose.sign(b"p", protected=cose.protected_header(kid=b"12345678"), signer=lambda message: bytes(70))
