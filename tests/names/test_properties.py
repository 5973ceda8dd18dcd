"""What holds for any text at all, typed by anyone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hirfa.names import name_key, normal, person_keys, search_keys, skeleton, sort_key

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءأإآؤئڭـًَُّ abcdefghijklmnopqrstuvwxyzéïç'-ⴰⴱⵎⵣ٠١12"
texts = st.one_of(st.text(max_size=40), st.text(alphabet=LETTERS, max_size=40))


@given(texts)
@settings(max_examples=400, deadline=None)
def test_the_normal_form_of_a_normal_form_is_itself(text):
    assert normal(normal(text)) == normal(text)


@given(texts)
@settings(max_examples=400, deadline=None)
def test_spelling_noise_does_not_change_a_key(text):
    assert name_key(normal(text)) == name_key(text)
    assert name_key(f"\u200f {text}\t") == name_key(text)


@given(texts, texts)
@settings(max_examples=300, deadline=None)
def test_any_text_is_accepted_and_keys_have_no_stray_spaces(one, other):
    for key in (*person_keys(given=one, family=other), *skeleton(one), sort_key(one, other), name_key(other)):
        assert key == " ".join(key.split())
    search_keys(one)


@given(texts)
@settings(max_examples=300, deadline=None)
def test_a_key_is_empty_exactly_when_the_name_is(text):
    if not normal(text):
        assert name_key(text) == ""
        assert skeleton(text) == ()
        assert search_keys(text).skeletons == ()
    elif any(letter.isalpha() for letter in normal(text)) and len(normal(text).split()) == 1:
        assert name_key(text)


GIVEN = ["Fatima Zahra", "محمد", "عبد الرحيم", "نور الدين", "Khadija", "عائشة", "Aya", "ⵎⵓⵃⴰⵎⵎⴰⴷ"]
FAMILY = ["El Idrissi", "الإدريسي", "آيت وعزيز", "Ait Ouaziz", "Benjelloun", "Es-Saadi", "بن علي", "Tazi", "ولد سالم"]


@given(st.sampled_from(GIVEN), st.sampled_from(FAMILY), st.booleans())
@settings(max_examples=200, deadline=None)
def test_the_full_name_typed_in_either_order_always_finds_the_person(given_name, family, family_first):
    filed = [f"{key} " for key in person_keys(given=given_name, family=family)]
    typed = f"{family} {given_name}" if family_first else f"{given_name} {family}"

    assert any(key.startswith(prefix) for key in filed for prefix in search_keys(typed).skeletons)


@pytest.mark.parametrize("empty", ["", " ", "\u200f", "---", "َّ"])
def test_an_empty_name_has_empty_keys(empty):
    assert (normal(empty), name_key(empty), sort_key(empty, empty)) == ("", "", "")


@given(texts)
@settings(max_examples=400, deadline=None)
def test_a_key_is_at_most_twice_as_long_as_the_name_that_columns_have_room_for(text):
    assert len(name_key(text)) <= 2 * len(normal(text))
    assert len(sort_key(text, text)) <= 2 * len(normal(text)) + 1
