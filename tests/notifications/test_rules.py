"""When a message is tried again, where it can go, and how many parts a telephone network makes of it."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirfa.notifications import rules
from hirfa.notifications.choices import Medium, NotificationState

PUBLISHED = Path(__file__).parent.parent.parent / "docs" / "states" / "notification.md"


def published_moves():
    rows = [line.split("|")[1:3] for line in PUBLISHED.read_text("utf-8").splitlines() if line.startswith("| `")]
    return {tuple(re.search(r"`(\w+)`", cell).group(1) for cell in row) for row in rows}


def test_the_published_moves_are_those_of_the_code():
    assert published_moves() == {(old, new) for old, news in rules.MOVES.items() for new in news}
    assert set(rules.MOVES) == set(NotificationState.values)


def test_the_published_waits_are_those_of_the_code():
    assert rules.BACKOFF == (1, 5, 15, 1 * 60, 4 * 60, 12 * 60, 24 * 60)
    assert "1, 5, 15 minutes, 1, 4, 12 hours, a day" in PUBLISHED.read_text("utf-8")


def test_each_wait_is_longer_than_the_one_before_until_it_is_given_up():
    waits = [rules.minutes_before_retry(attempt) for attempt in range(1, rules.MOST_ATTEMPTS + 1)]

    assert waits[:-1] == sorted(set(waits[:-1]))
    assert sum(waits[:-1]) > 24 * 60  # a gateway that is down for a day loses nothing
    assert waits[-1] is None
    with pytest.raises(ValueError, match="no attempt"):
        rules.minutes_before_retry(0)


def test_what_is_taken_at_once_is_sent_within_its_lease():
    assert rules.MOST_AT_ONCE * rules.SEND_SECONDS < rules.LEASE_MINUTES * 60


@pytest.mark.parametrize(
    ("medium", "to", "usable"),
    [
        (Medium.SMS, "+212600000017", True),
        (Medium.SMS, "0600000017", False),
        (Medium.SMS, "+212 600 000 017", False),
        (Medium.SMS, "+212600000017\n+212600000018", False),
        (Medium.SMS, "", False),
        (Medium.EMAIL, "fatima@example.ma", True),
        (Medium.EMAIL, "fatima@example", False),
        (Medium.EMAIL, "Fatima <fatima@example.ma>", False),
        (Medium.EMAIL, "a@example.ma,b@example.ma", False),
        (Medium.EMAIL, "fatima@example.ma\nBcc: all@example.ma", False),
        (Medium.LETTER, "حي السلام 7\nتاونات", True),
        (Medium.LETTER, " ", False),
    ],
)
def test_an_address_is_one_that_its_medium_reaches(medium, to, usable):
    assert rules.is_recipient(medium, to) is usable


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("é" * 160, 1),  # the 7-bit alphabet has é, and has no ê
        ("ê" * 71, 2),
        ("€" * 80, 1),  # two places each
        ("€" * 81, 2),
        ("ب" * 70, 1),
        ("ب" * 71, 2),
        ("ب" * 134, 2),
        ("ب" * 135, 3),
        ("a" * 69 + "ب", 1),  # one Arabic letter is enough
        ("a" * 70 + "ب", 2),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
    ],
)
def test_a_text_takes_as_many_parts_as_the_network_bills(text, parts):
    assert rules.count_sms_parts(text) == parts


def test_a_sign_of_two_places_is_never_cut_in_two():
    assert [len(part) for part in rules.cut_for_sms("€" * 81)] == [76, 5]
    assert [len(part) for part in rules.cut_for_sms("😀" * 36)] == [33, 3]


@given(st.text(max_size=400))
def test_cutting_loses_no_sign(text):
    assert "".join(rules.cut_for_sms(text)) == text


def test_careful_typography_makes_no_french_message_longer():
    french = "L’inscription n°\xa07 est acceptée – bienvenue… " + "x" * 100

    assert rules.count_sms_parts(french.replace("°", "")) == 3
    assert rules.plain_for_sms(french).startswith("L'inscription n° 7 est acceptée - bienvenue... ")
    assert rules.count_sms_parts(rules.plain_for_sms(french.replace("°", ""))) == 1


def test_isolates_are_not_sent_to_telephones_and_make_no_french_message_longer():
    assert rules.plain_for_sms("Il reste \u2066-3\xa0%\u2069 \u2067a\u2068b") == "Il reste -3 % ab"
