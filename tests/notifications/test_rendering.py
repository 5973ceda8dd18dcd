"""A message in the words of the one who gets it."""

import pytest

from hirfa.notifications.choices import Language, Medium
from hirfa.notifications.registry import enter_message, get_message
from hirfa.notifications.rendering import rendered

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
