from dataclasses import replace

import pytest

from hirfa.credentials import trust
from hirfa.credentials.errors import BadSignature, CredentialError, Malformed, UntrustedList
from hirfa.credentials.keys import SoftwareSigner, generate_key, kid_of
from hirfa.credentials.trust import KeyStatus, TrustedKey

from .conftest import ISSUER, MOMENT

ROOT = SoftwareSigner(generate_key())


def encode(trust_list, root=ROOT):
    return trust.encode_trust_list(trust_list, signer=root, root_key=root.public_key())


def test_a_trust_list_comes_back_whole(world):
    second = SoftwareSigner(generate_key()).public_key()
    retired = TrustedKey(kid_of(second), ISSUER, second, 0, MOMENT, KeyStatus.RETIRED)
    sent = replace(world.trust_list, keys=(*world.trust_list.keys, retired))

    found = trust.decode_trust_list(encode(sent), root_keys=[ROOT.public_key()])

    assert (found.publisher, found.issued_at, found.expires_at) == (sent.publisher, sent.issued_at, sent.expires_at)
    assert [(key.kid, key.issuer, key.valid_from, key.valid_until, key.status) for key in found.keys] == [
        (key.kid, key.issuer, key.valid_from, key.valid_until, key.status) for key in sent.keys
    ]
    assert [kid_of(key.public_key) for key in found.keys] == [key.kid for key in sent.keys]


def test_a_list_of_another_root_is_not_believed(world):
    with pytest.raises(UntrustedList):
        trust.decode_trust_list(encode(world.trust_list), root_keys=[world.signer.public_key()])


def test_a_card_signer_cannot_write_the_trust_list(world):
    forged = trust.encode_trust_list(world.trust_list, signer=world.signer, root_key=ROOT.public_key())

    with pytest.raises(BadSignature):
        trust.decode_trust_list(forged, root_keys=[ROOT.public_key()])


def test_no_byte_of_a_trust_list_can_be_changed(world):
    data = encode(world.trust_list)

    for place in range(len(data)):
        forged = data[:place] + bytes((data[place] ^ 0x01,)) + data[place + 1 :]
        with pytest.raises(CredentialError):
            trust.decode_trust_list(forged, root_keys=[ROOT.public_key()])


def test_a_huge_list_is_not_even_opened():
    with pytest.raises(Malformed, match="too large"):
        trust.decode_trust_list(bytes(trust.MAX_BYTES + 1), root_keys=[ROOT.public_key()])


def test_two_keys_with_one_short_name_are_both_found(world):
    key = world.trust_list.keys[0]
    twin = replace(key, public_key=ROOT.public_key())

    both = replace(world.trust_list, keys=(twin, key))

    assert both.find(key.kid, now=MOMENT) == (twin, key)


def test_a_list_is_believed_when_the_second_root_of_that_short_name_has_signed_it(world, monkeypatch):
    monkeypatch.setattr(trust, "kid_of", lambda _key: b"the same")
    twin = SoftwareSigner(generate_key()).public_key()

    found = trust.decode_trust_list(encode(world.trust_list), root_keys=[twin, ROOT.public_key()])

    assert found.publisher == world.trust_list.publisher
    with pytest.raises(BadSignature):
        trust.decode_trust_list(encode(world.trust_list), root_keys=[twin, twin])
