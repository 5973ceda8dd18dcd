"""A message that could not be filled in is found when it is entered, or here: never when somebody waits for it."""

import pytest

from hirfa.notifications import registry
from hirfa.notifications.choices import Language, Medium
from hirfa.notifications.registry import (
    MessageNotWellFormed,
    ValuesDoNotFit,
    check_translations,
    enter_message,
    fitting_values,
    get_message,
)
from hirfa.notifications.rendering import rendered


def test_every_message_of_the_product_can_be_filled_in_in_every_language(product_messages):
    for message in [*product_messages, get_message("card.revoked")]:
        check_translations(message)
        for language in Language:
            for medium in message.media:
                values = fitting_values(message, medium, dict.fromkeys(message.names, "12%"))
                assert rendered(message, medium=medium, language=language, values=values).body


@pytest.mark.parametrize(
    ("texts", "why"),
    [
        ({"kind": "Card revoked", "sms": "x"}, "no kind"),
        ({"kind": "card.revoked", "sms": "x"}, "two messages"),
        ({"kind": "card.lost"}, "a sentence for SMS"),
        ({"kind": "card.lost", "subject": "x"}, "a sentence for SMS"),
        ({"kind": "card.lost", "body": "x"}, "a sentence for SMS"),
        ({"kind": "card.lost", "sms": "card %s"}, "for a value"),
        ({"kind": "card.lost", "sms": "card %(number)"}, "for a value"),
        ({"kind": "card.lost", "sms": "card %(number)d"}, "for a value"),
        ({"kind": "card.lost", "sms": "5 % less"}, "for a per cent"),
    ],
)
def test_a_message_that_cannot_be_filled_in_is_not_entered(texts, why):
    before = dict(registry._MESSAGES)

    with pytest.raises(MessageNotWellFormed, match=why):
        enter_message(**texts)

    assert before == registry._MESSAGES


def test_a_translation_that_asks_for_another_value_is_found(monkeypatch):
    message = enter_message(kind="card.lost", sms="Card %(number)s is lost.")
    monkeypatch.setattr(registry, "gettext", lambda _text: "La carte %(numero)s est perdue.")

    with pytest.raises(MessageNotWellFormed, match="its names"):
        check_translations(message)


def test_a_translation_that_cannot_be_filled_in_is_found(monkeypatch):
    message = enter_message(kind="card.lost", sms="Card %(number)s is lost.")
    monkeypatch.setattr(registry, "gettext", lambda _text: "La carte %(number) est perdue.")

    with pytest.raises(MessageNotWellFormed, match="for a value"):
        check_translations(message)


def test_a_kind_may_be_for_one_medium_alone():
    code = enter_message(kind="account.code_sent", sms="%(code)s")

    assert code.media == {Medium.SMS}
    with pytest.raises(ValuesDoNotFit, match="not said by"):
        fitting_values(code, Medium.LETTER, {"code": "123456"})


def test_a_message_keeps_only_the_values_that_its_medium_says():
    message = enter_message(kind="card.lost", sms="Card %(number)s", subject="Lost", body="%(name)s: %(number)s")
    values = {"name": "Fatima", "number": "C0000001735"}

    assert fitting_values(message, Medium.SMS, values) == {"number": "C0000001735"}
    assert fitting_values(message, Medium.LETTER, values) == values


@pytest.mark.parametrize("values", [{}, {"number": "1", "name": "Fatima"}, {"name": "Fatima"}])
def test_values_that_are_missing_or_not_asked_for_are_a_fault_of_the_code(values):
    with pytest.raises(ValuesDoNotFit, match="other values") as raised:
        fitting_values(get_message("card.revoked"), Medium.SMS, values)

    assert "Fatima" not in str(raised.value)


def test_an_unknown_kind_is_a_fault_of_the_code():
    with pytest.raises(LookupError, match="no message of the kind"):
        get_message("card.eaten")
