import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirfa.credentials import cbor
from hirfa.credentials.errors import Malformed

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**64), 2**64 - 1) | st.binary(max_size=30) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.integers(-100, 70_000) | st.text(max_size=4), inner, max_size=4)
    ),
    max_leaves=8,
)


def depth(value):
    inner = value if isinstance(value, list) else value.values() if isinstance(value, dict) else None
    return 0 if inner is None else 1 + max(map(depth, inner), default=0)


@given(PLAIN)
def test_what_another_library_writes_is_read_as_it_was_meant(value):
    if depth(value) > cbor.MAX_DEPTH:
        with pytest.raises(Malformed, match="too deep"):
            cbor.decode(cbor2.dumps(value))
    else:
        assert cbor.decode(cbor2.dumps(value)) == value


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ("", "cut short"),
        ("0101", "after the end"),
        ("1801", "shortest"),
        ("1900ff", "shortest"),
        ("1b00000000ffffffff", "shortest"),
        ("1c", "reserved"),
        ("5f4101ff", "indefinite"),
        ("9fff", "indefinite"),
        ("ff", "indefinite"),
        ("f93c00", "float"),
        ("fb3ff0000000000000", "float"),
        ("f7", "simple"),
        ("f0", "simple"),
        ("f814", "shortest"),
        ("f8ff", "simple"),
        ("61ff", "UTF-8"),
        ("63e2", "cut short"),
        ("a201010102", "twice"),
        ("a18001", "key"),
        ("a1f501", "key"),
        ("a1410101", "key"),
        ("c000", "tag"),
        ("d81c80", "tag"),
        ("d8236128", "tag"),
        ("5b7fffffffffffffff", "cut short"),
        ("9b7fffffffffffffff", "cut short"),
        ("bb7fffffffffffffff", "cut short"),
        ("9a00ffffff80", "cut short"),
        ("81" * 9 + "80", "too deep"),
        ("81" * 10_000 + "80", "too deep"),
        ("a101" * 10_000 + "01", "too deep"),
        ("d2" * 10_000 + "01", "too deep"),
    ],
)
def test_what_has_no_place_in_a_card_is_refused_with_its_reason(data, why):
    with pytest.raises(Malformed, match=why):
        cbor.decode(bytes.fromhex(data), tags=frozenset({18}))


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused_and_never_read_in_two_ways(data):
    try:
        value = cbor.decode(data)
    except Malformed:
        return
    assert cbor.encode(value) == data


def test_a_list_where_a_map_belongs_is_refused():
    with pytest.raises(Malformed, match="map"):
        cbor.decode_map(b"\x80")
