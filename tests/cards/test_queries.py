"""Which cards were usable on a day, as known on another; who sees which; how far the roll-out is; what a text is worth."""

import datetime as dt

import pytest
from django.utils import translation

from hirfa.cards.choices import MoveReason
from hirfa.cards.models import Card
from hirfa.cards.operations import reinstate_card, revoke_card, suspend_card
from hirfa.cards.queries import (
    check_text,
    find_card,
    list_cards_of,
)
from hirfa.cards.wording import REFUSED, VALID, WARNING, WORDINGS
from hirfa.credentials import Reason
from tests.factories.accounts import UserFactory
from tests.factories.cards import AT, issued_card
from tests.factories.issuing import lay_keys

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
TODAY = dt.date(2026, 1, 15)


def usable(*, on, known_at=None):
    return Card.objects.usable_on(on, known_at=known_at).count()


def test_a_card_is_usable_from_its_first_day_to_its_last():
    issued_card()

    days = [TODAY - DAY, TODAY, dt.date(2031, 1, 14), dt.date(2031, 1, 15)]

    assert [usable(on=day) for day in days] == [0, 1, 1, 0]


def test_a_suspension_lasts_from_its_day_to_that_of_its_end():
    card = issued_card()
    suspend_card(card=card, reason=MoveReason.ENTRY_SUSPENDED, by="tests", at=AT + 10 * DAY)
    reinstate_card(card=card, by="tests", at=AT + 20 * DAY)
    revoke_card(card=card, reason=MoveReason.FRAUD, by="tests", at=AT + 30 * DAY)

    counted = [usable(on=TODAY + number * DAY) for number in (0, 9, 10, 19, 20, 29, 30, 400)]

    assert counted == [1, 1, 0, 0, 1, 1, 0, 0]


def test_what_was_recorded_later_was_not_known():
    card = issued_card()
    revoke_card(card=card, reason=MoveReason.LOST, by="tests", at=AT + 5 * DAY)
    day = TODAY + 6 * DAY

    assert usable(on=day, known_at=AT) == 0  # nothing was recorded before this moment
    assert usable(on=day, known_at=AT + DAY) == 1
    assert usable(on=day, known_at=AT + 6 * DAY) == 0
    assert usable(on=day) == 0


def test_one_sees_the_cards_of_one_s_territory():
    fes = issued_card()
    marrakech = issued_card(chamber="07", province="07.351", cin="X1", local_number="2")

    def seen(**who):
        return set(Card.objects.visible_to(UserFactory(**who)))

    assert seen(scope="chamber:03") == seen(scope="region:03") == {fes}
    assert seen(elsewhere=True) == {marrakech}
    assert seen(nationwide=True) == {fes, marrakech}


def test_a_card_is_found_as_people_type_its_number(django_assert_num_queries):
    card = issued_card()

    assert find_card(f" {card.number[:5].lower()} {card.number[5:]} ") == card
    assert find_card("C0000009999") is None
    with django_assert_num_queries(0):  # a slip of the hand is seen in the check digits
        assert find_card(card.number[:-1] + str((int(card.number[-1]) + 1) % 10)) is None
    assert list_cards_of(holder=card.holder) == [card]


def test_a_check_speaks_in_the_language_of_who_asks():
    text = issued_card().credential.text

    result = check_text(text, AT)

    with translation.override("fr"):
        assert str(result.trade) == "Carpets"
    with translation.override("ar"):
        assert str(result.trade) == "زرابي"
    assert (result.tone, result.claims.name, result.chamber.pk) == (VALID, "Fatima El Idrissi", "03")
    assert (result.issued_on, result.expires_on) == (TODAY, dt.date(2031, 1, 14))
    assert (result.verdict.trust_list_age, result.verdict.status_list_age) == (0, 0)


def test_a_line_end_that_a_scanner_adds_does_no_harm():
    text = issued_card().credential.text

    assert check_text(text + "\r\n", AT).is_valid


@pytest.mark.parametrize("text", ["", "https://example.com/?q=1", "١٢٣", "\x00", "A" * 5000])
def test_a_foreign_code_is_refused_without_a_question_about_cards(text, django_assert_max_num_queries):
    lay_keys()

    with django_assert_max_num_queries(2):
        result = check_text(text, AT)

    assert (result.reason, result.tone) == (Reason.MALFORMED, REFUSED)
    assert result.claims is result.trade is result.expires_on is None


def test_a_check_asks_the_database_few_questions(django_assert_max_num_queries):
    text = issued_card().credential.text

    with django_assert_max_num_queries(5):
        assert check_text(text, AT).is_valid


def test_a_card_of_another_installation_has_an_unknown_issuer(settings, tmp_path):
    text = issued_card().credential.text
    from hirfa.cards.models import CardMove
    from hirfa.issuing.models import Credential, IssuerKey, StatusList

    for model in (CardMove, Card, Credential, StatusList, IssuerKey):
        model.objects.all().delete()
    settings.HIRFA_VAR = tmp_path
    lay_keys()

    result = check_text(text, AT)

    assert result.reason == Reason.UNKNOWN_ISSUER
    assert result.claims is None


def test_every_reason_has_its_word_its_advice_and_its_tone():
    assert set(WORDINGS) == set(Reason)
    assert {reason for reason, wording in WORDINGS.items() if wording.tone == VALID} == {Reason.VALID}
    assert {reason for reason, wording in WORDINGS.items() if wording.tone == WARNING} == {
        Reason.NOT_YET_VALID,
        Reason.STATUS_UNKNOWN,
    }
    assert all(str(wording.word) and str(wording.advice) for wording in WORDINGS.values())
