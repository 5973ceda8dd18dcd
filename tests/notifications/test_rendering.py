"""A message in the words of the one who gets it."""

import unicodedata

import pytest

from hirfa.notifications.choices import Language, Medium
from hirfa.notifications.registry import enter_message, get_message
from hirfa.notifications.rendering import rendered
from hirfa.notifications.rules import count_sms_parts

REVOKED = {
    Language.ARABIC: ("البطاقة المهنية", "تم إلغاء البطاقة C0000001735."),
    Language.FRENCH: ("Carte professionnelle", "La carte C0000001735 est annulée."),
    Language.ENGLISH: ("Professional card", "Card C0000001735 is revoked."),
}


def said(medium, language, *, number="C0000001735"):
    return rendered(get_message("card.revoked"), medium=medium, language=language, values={"number": number})


@pytest.mark.parametrize("language", Language)
def test_a_letter_is_in_the_persons_language(language, settings):
    settings.HIRFA_DEMONSTRATION = False

    text = said(Medium.LETTER, language)

    assert (text.subject, text.body) == REVOKED[language]


def test_an_sms_in_arabic_is_short_and_has_no_subject(settings):
    settings.HIRFA_DEMONSTRATION = False

    text = said(Medium.SMS, Language.ARABIC)

    assert (text.subject, text.body) == ("", REVOKED[Language.ARABIC][1])


def test_where_every_person_is_invented_the_message_says_so(settings):
    settings.HIRFA_DEMONSTRATION = True

    assert said(Medium.SMS, Language.ARABIC).body.startswith("نسخة تجريبية: ")
    assert said(Medium.EMAIL, Language.ARABIC).subject == "[نسخة تجريبية] البطاقة المهنية"


def test_a_line_break_in_a_value_begins_no_header_of_its_own():
    message = enter_message(kind="card.lost", subject="Card of %(name)s", body="Lost.")

    text = rendered(
        message, medium=Medium.EMAIL, language=Language.ENGLISH, values={"name": "Fatima\r\nBcc: all@example.ma"}
    )

    assert "\n" not in text.subject
    assert "\r" not in text.subject


def test_what_a_message_says_is_not_printed_with_it():
    assert "C0000001735" not in repr(said(Medium.EMAIL, Language.FRENCH))


# As the Unicode algorithm shows them after Arabic letters: 000412-03-2026, 26-11-2026, 212600000017+, HRF-34-12, % 50, +C.
TURNED_AROUND = ["2026-03-000412", "2026-11-26", "+212600000017", "12-34-HRF", "50 %", "C+"]


@pytest.mark.parametrize("number", TURNED_AROUND)
@pytest.mark.parametrize("medium", [Medium.EMAIL, Medium.LETTER])
def test_a_number_of_groups_stays_whole_in_an_arabic_letter(settings, number, medium):
    settings.HIRFA_DEMONSTRATION = False

    assert said(medium, Language.ARABIC, number=number).body == f"تم إلغاء البطاقة \u2068{number}\u2069."


@pytest.mark.parametrize("number", TURNED_AROUND)
def test_a_number_of_groups_stays_whole_in_an_arabic_sms_of_an_old_telephone(settings, number):
    settings.HIRFA_DEMONSTRATION = False

    body = said(Medium.SMS, Language.ARABIC, number=number).body

    after = "" if number[-1].isalnum() else "\u200e"  # a last sign would lean on the Arabic that follows
    assert body == f"تم إلغاء البطاقة \u200e{number}{after}."
    assert count_sms_parts(body) == 1


@pytest.mark.parametrize("medium", Medium)
@pytest.mark.parametrize("value", ["C0000001735", "17", "15 يناير 2026", "فاطمة الإدريسي", ""])
def test_what_no_telephone_turns_around_bears_no_marks(settings, medium, value):
    settings.HIRFA_DEMONSTRATION = False

    assert said(medium, Language.ARABIC, number=value).body == f"تم إلغاء البطاقة {value}."


@pytest.mark.parametrize("language", [Language.FRENCH, Language.ENGLISH])
@pytest.mark.parametrize("medium", Medium)
def test_numbers_in_french_and_english_bear_no_marks(settings, language, medium):
    settings.HIRFA_DEMONSTRATION = False

    body = said(medium, language, number="2026-03-000412").body

    assert "2026-03-000412" in body
    assert [sign for sign in body if unicodedata.category(sign) == "Cf"] == []


def test_an_arabic_name_stays_whole_in_a_french_letter(settings):
    settings.HIRFA_DEMONSTRATION = False
    place = "7 حي السلام"

    assert said(Medium.LETTER, Language.FRENCH, number=place).body == f"La carte \u2068{place}\u2069 est annulée."
    assert said(Medium.SMS, Language.FRENCH, number=place).body == f"La carte {place} est annulée."


def test_a_value_isolated_by_its_writer_reaches_a_telephone_without_isolates(settings):
    settings.HIRFA_DEMONSTRATION = False

    body = said(Medium.SMS, Language.ARABIC, number="\u2066-3\u2069").body

    assert body == "تم إلغاء البطاقة \u200e-3\u200e."


@pytest.mark.parametrize("demonstration", [True, False])
def test_every_arabic_sms_of_the_product_begins_with_an_arabic_letter_and_is_short(
    settings, product_messages, demonstration
):
    """A telephone lays a text out by its first letter, and a mark counts as one: a number in front would turn it around."""
    settings.HIRFA_DEMONSTRATION = demonstration
    values = {"number": "2026-03-000412", "day": "15 نونبر 2026"}
    messages = [message for message in product_messages if message.sms]
    assert messages
    for message in messages:
        asked = {name: values.get(name, "12-34") for name in message.names}
        body = rendered(message, medium=Medium.SMS, language=Language.ARABIC, values=asked).body

        assert unicodedata.bidirectional(body[0]) == "AL"
        assert not set(body) & set("\u2066\u2067\u2068\u2069")
        assert count_sms_parts(body) <= 2
