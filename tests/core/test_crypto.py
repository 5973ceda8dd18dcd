"""Personal fields."""

import pytest
from cryptography.exceptions import InvalidTag

from hirfa.core.crypto import blind, seal, unseal


def test_a_sealed_text_comes_back_and_is_never_twice_the_same():
    first, second = seal("AB123456", context="person.cin"), seal("AB123456", context="person.cin")

    assert first != second
    assert b"AB123456" not in first
    assert unseal(first, context="person.cin") == unseal(second, context="person.cin") == "AB123456"


def test_a_sealed_text_moved_to_another_column_is_refused():
    with pytest.raises(InvalidTag):
        unseal(seal("AB123456", context="person.cin"), context="person.phone")


def test_equal_values_meet_by_their_keyed_hash_within_a_kind_only():
    assert blind("cin", "AB123456") == blind("cin", "AB123456")
    assert blind("cin", "AB123456") != blind("phone", "AB123456")
    assert -(2**63) <= blind("cin", "AB123456") < 2**63
