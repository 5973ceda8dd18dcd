"""What a page may hold, and the wording that nobody changes behind those who agreed to it."""

import hashlib

import pytest

from hirfa.directory import rules


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0612345678", "+212612345678"),
        ("06 12 34 56 78", "+212612345678"),
        ("+212-5 35.12.34.56", "+212535123456"),
        ("00212712345678", "+212712345678"),
        ("٠٦١٢٣٤٥٦٧٨", "+212612345678"),
        ("0112345678", None),
        ("061234567", None),
        ("+33612345678", None),
        ("call me", None),
    ],
)
def test_a_moroccan_number_is_kept_in_one_form(typed, kept):
    assert rules.telephone_typed(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Fatima\u202e  idrissi ", "Fatima  idrissi"),
        ("one\r\ntwo\n\n\n\n\nthree", "one\ntwo\n\nthree"),
        ("a\x00b\x07c", "abc"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("<b>bold</b>", "<b>bold</b>"),
    ],
)
def test_what_cannot_be_seen_does_not_stay_in_a_text(typed, kept):
    assert rules.plain(typed) == kept
    assert rules.plain(kept) == kept


@pytest.mark.parametrize(
    ("name", "arabic", "fits"),
    [
        ("فاطمة", True, True),
        ("Fatima", True, False),
        ("Fatima", False, True),
        ("فاطمة", False, False),
        ("1234", False, False),
        ("", True, True),
        ("", False, True),
    ],
)
def test_a_name_stands_in_the_script_it_is_given_in(name, arabic, fits):
    assert rules.is_in_script(name, arabic=arabic) is fits


@pytest.mark.parametrize(
    ("given", "lack"),
    [
        ({}, "name"),
        ({"name_ar": "ف"}, "words"),
        ({"name_latin": "F", "words_fr": "x"}, None),
        ({"words_ar": "x"}, "name"),
    ],
)
def test_a_page_needs_a_name_and_a_word(given, lack):
    empty = dict.fromkeys(("name_ar", "name_latin", "words_ar", "words_fr"), "")

    assert rules.lacks(**(empty | given)) == lack


def test_a_wording_that_people_agreed_to_is_never_changed():
    """A new text is a new version: whoever agreed to the first did not agree to another."""
    said = {
        version: hashlib.sha256("\n".join(sentences).encode()).hexdigest()[:16]
        for version, sentences in rules.WORDINGS.items()
    }

    assert said == {1: "775073f992988813"}
    assert max(said) == rules.WORDING_VERSION
