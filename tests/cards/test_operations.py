"""Cards issued, suspended, reinstated, revoked, one at a time."""

import datetime as dt

import pytest
from django.db import transaction
from django.db.utils import IntegrityError

from hirfa.audit.models import DiaryLine
from hirfa.cards.choices import CardState, MoveReason
from hirfa.cards.models import Card, CardMove
from hirfa.cards.operations import (
    CardMoveRefused,
    CardNotIssuable,
    issue_card,
    reinstate_card,
    revoke_card,
    suspend_card,
)
from hirfa.cards.queries import check_text
from hirfa.core.dates import legal_day
from hirfa.credentials import read_unverified
from hirfa.issuing.models import Credential
from hirfa.issuing.queries import NoSigningKey
from hirfa.reference.models import LegalParameter
from hirfa.register.models import Situation
from tests.factories.accounts import UserFactory
from tests.factories.cards import AT, issued_card, lay_card_rules
from tests.factories.register import register_artisan, register_unit

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def test_fatima_gets_her_first_card_and_it_says_who_she_is():
    lay_card_rules()
    entry = register_artisan()

    card = issue_card(holder=entry.holder, by=UserFactory(signatory=True), at=AT)

    claims = read_unverified(card.credential.text)
    assert (card.state, card.issued_on, card.expires_on) == ("VALID", dt.date(2026, 1, 15), dt.date(2031, 1, 14))
    assert (claims.number, claims.serial) == (entry.holder.nia, card.number)
    assert (claims.name, claims.second_name) == ("Fatima El Idrissi", "فاطمة الإدريسي")
    assert (claims.birth_date, claims.sex) == ("19800517", 2)
    assert (claims.trade, claims.chamber, claims.category) == ("T-CARPET", "03", "ARTISAN")
    assert check_text(card.credential.text, AT).is_valid


def test_the_issue_stands_in_the_diary_of_the_chamber_without_a_name():
    card = issued_card()

    line = DiaryLine.objects.get(verb="card.issued")

    assert (line.chain, line.subject) == ("chamber:03", f"cards.card:{card.pk}")
    assert line.facts == {"holder": str(card.holder_id), "number": card.number, "replaces": None}


@pytest.mark.parametrize(
    ("at", "issued_on"),
    [
        (dt.datetime(2026, 1, 31, 23, 30, tzinfo=dt.UTC), dt.date(2026, 2, 1)),  # Morocco is an hour ahead of UTC
        (dt.datetime(2026, 2, 28, 23, 30, tzinfo=dt.UTC), dt.date(2026, 2, 28)),  # but not in Ramadan
    ],
)
def test_a_card_issued_around_midnight_bears_the_legal_day_and_is_good_at_once(at, issued_on):
    card = issued_card(at=at)

    assert card.issued_on == issued_on
    assert check_text(card.credential.text, at).is_valid


def test_a_card_is_good_to_the_last_minute_of_its_last_day():
    card = issued_card()
    last_minute = dt.datetime(2031, 1, 14, 23, 59, tzinfo=dt.UTC)  # in Ramadan, when Casablanca is at UTC

    assert check_text(card.credential.text, last_minute).is_valid
    assert check_text(card.credential.text, last_minute + dt.timedelta(minutes=1)).reason == "expired"


@pytest.mark.parametrize("state", [{}, {"suspended": True}])
def test_a_card_in_force_or_suspended_blocks_a_new_one(state):
    card = issued_card(**state)

    with pytest.raises(CardNotIssuable, match="already holds"):
        issue_card(holder=card.holder, by="tests", at=AT + DAY)


def test_a_suspended_card_that_has_run_out_still_blocks():
    card = issued_card(suspended=True)
    make_old(card)

    with pytest.raises(CardNotIssuable, match="already holds"):
        issue_card(holder=card.holder, by="tests", at=AT)


def make_old(card):
    days = {"requested_on": dt.date(2020, 1, 1), "issued_on": dt.date(2020, 1, 1), "expires_on": dt.date(2024, 12, 31)}
    Card.objects.filter(pk=card.pk).update(**days)


@pytest.mark.parametrize(("days_left", "may"), [(91, False), (90, True)])
def test_a_card_is_renewed_in_the_days_before_its_end_that_reference_says(days_left, may):
    old = issued_card()
    Card.objects.filter(pk=old.pk).update(expires_on=legal_day(AT) + days_left * DAY - DAY)  # its last day counts
    row = {"key": "card.renewal_opens_before", "value": 90, "unit": "day"}
    LegalParameter.objects.create(valid_from=dt.date(2025, 2, 1), source="tests", **row)

    if not may:
        with pytest.raises(CardNotIssuable, match="already holds"):
            issue_card(holder=old.holder, by="tests", at=AT)
        return
    card = issue_card(holder=old.holder, by="tests", at=AT)
    old.refresh_from_db()
    assert (old.state, card.state) == ("REPLACED", "VALID")


def test_the_card_that_was_renewed_before_its_end_is_refused_from_then_on():
    old = issued_card()
    Card.objects.filter(pk=old.pk).update(expires_on=legal_day(AT) + 10 * DAY)
    row = {"key": "card.renewal_opens_before", "value": 90, "unit": "day"}
    LegalParameter.objects.create(valid_from=dt.date(2025, 2, 1), source="tests", **row)
    assert check_text(old.credential.text, AT).is_valid

    card = issue_card(holder=old.holder, by="tests", at=AT)

    assert check_text(card.credential.text, AT).is_valid
    assert check_text(old.credential.text, AT).reason == "revoked"


def test_a_card_that_has_run_out_is_replaced():
    old = issued_card()
    make_old(old)

    card = issue_card(holder=old.holder, by="tests", at=AT)

    old.refresh_from_db()
    assert (old.state, card.state) == ("REPLACED", "VALID")
    assert Card.objects.live().get(holder=card.holder) == card
    assert DiaryLine.objects.filter(verb="card.issued").latest("pk").facts["replaces"] == old.number


def test_after_a_loss_a_new_card_bears_a_new_number_and_a_new_place():
    lost = issued_card(revoked=True)

    card = issue_card(holder=lost.holder, by="tests", at=AT + DAY)

    assert card.number != lost.number
    assert card.credential.status_index != lost.credential.status_index
    assert check_text(card.credential.text, AT + DAY).is_valid
    assert check_text(lost.credential.text, AT + DAY).reason == "revoked"


def test_a_cooperative_has_no_card():
    lay_card_rules()

    with pytest.raises(CardNotIssuable, match="entry is in force"):
        issue_card(holder=register_unit().holder, by="tests", at=AT)


def test_a_closed_entry_has_no_card():
    lay_card_rules()
    entry = register_artisan(closed_on=dt.date(2026, 1, 10), closing_ground="REQUEST")

    with pytest.raises(CardNotIssuable, match="entry is in force"):
        issue_card(holder=entry.holder, by="tests", at=AT)


def test_before_the_first_day_of_an_entry_there_is_no_card():
    lay_card_rules()
    entry = register_artisan(registered_on=dt.date(2026, 2, 1))

    with pytest.raises(CardNotIssuable, match="entry is in force"):
        issue_card(holder=entry.holder, by="tests", at=AT)


@pytest.mark.parametrize("missing", ["trade_code", "title", "chamber_code", "nia"])
def test_without_number_trade_title_or_chamber_there_is_no_card(missing):
    lay_card_rules()
    entry = register_artisan()
    Situation.objects.filter(entry=entry).update(**{missing: ""})

    with pytest.raises(CardNotIssuable, match="missing"):
        issue_card(holder=entry.holder, by="tests", at=AT)


def test_a_master_artisan_s_card_says_so():
    card = issued_card(maalem_on=dt.date(2024, 5, 1))

    assert read_unverified(card.credential.text).category == "MAALEM"


def test_a_birth_known_to_the_year_is_not_printed_as_a_day():
    card = issued_card(born_on=dt.date(1980, 1, 1), birth_precision="YEAR")

    assert read_unverified(card.credential.text).birth_date is None


def test_without_years_of_validity_nothing_is_issued():
    lay_card_rules()
    LegalParameter.objects.filter(key="card.validity_years").delete()

    with pytest.raises(CardNotIssuable, match="years of validity"):
        issue_card(holder=register_artisan().holder, by="tests", at=AT)
    assert not Credential.objects.exists()


def test_without_keys_nothing_is_issued_and_the_message_says_what_to_do():
    entry = register_artisan()
    LegalParameter.objects.create(key="card.validity_years", value=5, valid_from=dt.date(2020, 1, 1), source="tests")

    with pytest.raises(NoSigningKey, match="hirfa make_keys"):
        issue_card(holder=entry.holder, by="tests", at=AT)
    assert not Card.objects.exists()


def test_a_revoked_card_turns_red_everywhere_and_for_ever():
    card = issued_card()

    card = revoke_card(card=card, reason=MoveReason.STOLEN, by=UserFactory(signatory=True), at=AT)

    result = check_text(card.credential.text, AT)
    assert (card.state, result.reason, result.tone) == ("REVOKED", "revoked", "refused")
    with pytest.raises(CardMoveRefused, match="cannot become"):
        reinstate_card(card=card, by="tests", at=AT)
    assert DiaryLine.objects.filter(verb="card.revoked").get().facts["reason"] == "STOLEN"


def test_a_suspension_is_lifted():
    card = issued_card(suspended=True)
    assert check_text(card.credential.text, AT).reason == "suspended"

    card = reinstate_card(card=card, by="tests", at=AT + DAY)

    assert card.state == "VALID"
    assert check_text(card.credential.text, AT + DAY).is_valid
    assert list(CardMove.objects.order_by("pk").values_list("old", "new", "reason")) == [
        ("VALID", "SUSPENDED", "ENTRY_SUSPENDED"),
        ("SUSPENDED", "VALID", "LIFTED"),
    ]


@pytest.mark.parametrize(
    ("operation", "reason"), [(revoke_card, MoveReason.LIFTED), (suspend_card, MoveReason.DECEASED)]
)
def test_not_every_reason_does(operation, reason):
    card = issued_card()

    with pytest.raises(CardMoveRefused, match="reason"):
        operation(card=card, reason=reason, by="tests", at=AT)


def test_a_card_in_force_cannot_be_reinstated():
    card = issued_card()

    with pytest.raises(CardMoveRefused):
        reinstate_card(card=card, by="tests", at=AT)


def copy_of(card, **changes):
    values = {field.attname: getattr(card, field.attname) for field in Card._meta.concrete_fields}
    values.pop("id")
    return Card(**(values | changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"number": "C0000000200"},
        {"state": "LOST"},
        {"expires_on": dt.date(2026, 1, 15)},
        {"requested_on": dt.date(2026, 1, 16)},
        {"made_on": dt.date(2026, 1, 14)},
        {"delivered_on": dt.date(2026, 1, 20)},
        {"made_on": dt.date(2026, 1, 20), "delivered_on": dt.date(2026, 1, 19)},
        {"made_on": dt.date(2026, 1, 20), "handed_over_on": dt.date(2026, 1, 21)},
    ],
    ids=["second live", "state", "expiry", "requested late", "made early", "not made", "before made", "not delivered"],
)
def test_the_database_refuses_what_can_never_be(changes):
    card = issued_card()
    other = issued_card(cin="AB123456", local_number="2")
    free = {"credential_id": spare_credential(other), "number": "C0000009978", "holder_id": other.holder_id}
    if "number" not in changes:
        Card.objects.filter(pk=other.pk).update(state=CardState.REVOKED)

    with pytest.raises(IntegrityError), transaction.atomic():
        copy_of(card, **(free | changes)).save(force_insert=True)


def spare_credential(card):
    spare = Credential.objects.get(pk=card.credential_id)
    spare.pk, spare.serial, spare.status_index = None, "C0000009978", spare.status_index ^ 1
    spare.id = Credential._meta.get_field("id").get_default()
    spare.save(force_insert=True)
    return spare.pk


@pytest.mark.parametrize(
    "name",
    [
        {
            "given_name_latin": "Sidi Mohammed El Mehdi Abdellah",
            "family_name_latin": "Benabdeljalil El Idrissi El Kaitouni El H",
        }
        | {
            "given_name_ar": "سيدي محمد المهدي عبد الله",
            "family_name_ar": "بنعبد الجليل الإدريسي القيطوني الحسني العلوي",
        },
        {"given_name_latin": "漢"},
    ],
    ids=["too long for the code", "letters of no font"],
)
def test_a_name_that_no_card_can_bear_is_said_before_anything_is_signed(name):
    lay_card_rules()
    entry = register_artisan(**name)

    with pytest.raises(CardNotIssuable, match="correct the name"):
        issue_card(holder=entry.holder, by="tests", at=AT)
    assert not Card.objects.exists()


def test_the_longest_names_that_are_let_through_fit_the_code():
    lay_card_rules()
    letters = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
    arabic = (letters * 3)[:55]
    entry = register_artisan(
        given_name_latin="", family_name_latin="", given_name_ar=arabic, family_name_ar=arabic[:34]
    )

    card = issue_card(holder=entry.holder, by="tests", at=AT)

    assert len(card.credential.text) <= 600
