import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirfa.credentials import base45
from hirfa.credentials.errors import Malformed


@pytest.mark.parametrize(
    ("data", "text"),
    [(b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"base-45", "UJCLQE7W581"), (b"ietf!", "QED8WEX0"), (b"", "")],
)
def test_the_examples_of_rfc_9285_go_both_ways(data, text):
    assert base45.encode(data) == text
    assert base45.decode(text) == data


@given(st.binary(max_size=200))
def test_every_byte_string_comes_back(data):
    text = base45.encode(data)

    assert set(text) <= set(base45.ALPHABET)
    assert base45.decode(text) == data


@pytest.mark.parametrize(
    "text",
    ["A", "BB8A", "GGW", ":::", "::", "V5", "bb8", "BB8\n", "BB_", "٣٣٣", "BB8 \u200f", "\ud800AB"],
    ids=[
        "one left",
        "four",
        "65,536",
        "91,124",
        "2,024 in one byte",
        "256",
        "lower case",
        "newline",
        "_",
        "arabic",
        "mark",
        "half",
    ],
)
def test_what_the_encoder_never_writes_is_refused(text):
    with pytest.raises(Malformed, match="base45"):
        base45.decode(text)


@given(st.text(alphabet=base45.ALPHABET, max_size=40))
def test_no_two_texts_read_the_same(text):
    try:
        data = base45.decode(text)
    except Malformed:
        return
    assert base45.encode(data) == text
