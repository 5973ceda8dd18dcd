"""Fatima agrees to appear; Fatima withdraws."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from hirfa.audit.models import DiaryLine
from hirfa.directory.models import Photo, Product, Profile, ProfileConsent, ProfileWord
from hirfa.directory.operations import (
    AlreadyAppears,
    NotInForce,
    PageGone,
    PageIncomplete,
    add_photo,
    withdraw_from_directory,
)
from hirfa.directory.rules import WORDING, WORDING_VERSION
from hirfa.documents.models import StoredFile
from tests.factories.directory import AT, a_product, agree, appearing, picture, suspend
from tests.factories.register import register_artisan, register_unit

pytestmark = pytest.mark.django_db
TODAY = AT.date()
LATER = AT + dt.timedelta(days=3)


def withdraw(profile, at=LATER):
    return withdraw_from_directory(profile=profile, by="tests", at=at)


def test_fatima_agrees_and_is_shown_from_then_on():
    profile = appearing()

    assert [shown.pk for shown in Profile.objects.shown_on(TODAY)] == [profile.pk]
    consent = profile.consent
    assert (consent.wording, consent.version, consent.language) == (WORDING, WORDING_VERSION, "ar")
    assert (consent.given_at, consent.given_to, consent.withdrawn_at) == (AT, "tests", None)


def test_the_diary_says_so_under_the_holder_without_a_name():
    profile = appearing()

    line = DiaryLine.objects.get(verb="profile.agreed")
    assert line.subject == f"register.holder:{profile.holder_id}"
    assert line.chain == "chamber:03"
    assert line.facts["version"] == WORDING_VERSION
    assert "Fatima" not in str(line.facts)


def test_a_cooperative_agrees_as_a_person_does():
    profile = agree(register_unit(), name_ar="", name_latin="Coopérative Tazerbit")

    assert Profile.objects.shown_on(TODAY).get().pk == profile.pk


@pytest.mark.parametrize("state", ["SUSPENDED", "CLOSED"])
def test_whose_entry_is_not_in_force_does_not_appear(state):
    entry = register_artisan()
    suspend(entry, state=state)

    with pytest.raises(NotInForce):
        agree(entry)


def test_nobody_appears_twice():
    profile = appearing()

    with pytest.raises(AlreadyAppears):
        agree(profile.holder.entry)


@pytest.mark.parametrize(
    "text",
    [
        {"name_ar": "", "name_latin": " \u202e "},
        {"words_ar": "", "words_fr": "\n"},
        {"telephone": "12"},
    ],
)
def test_a_page_that_says_too_little_is_refused_and_nothing_is_kept(text):
    entry = register_artisan()

    with pytest.raises(PageIncomplete):
        agree(entry, **text)

    assert not ProfileConsent.objects.exists()


def test_a_telephone_is_on_the_page_only_of_who_wants_it():
    assert appearing().telephone == ""
    entry = register_artisan(local_number="2")
    assert agree(entry, telephone="06 12 34 56 78").telephone == "+212612345678"


def test_withdrawing_erases_the_page_and_keeps_the_consent(files_left, django_capture_on_commit_callbacks):
    profile = appearing()
    product = a_product(profile)
    add_photo(profile=profile, content=picture(), by="tests", at=AT)
    add_photo(profile=profile, content=picture(), product=product, by="tests", at=AT)
    assert len(files_left()) == 4

    with django_capture_on_commit_callbacks(execute=True):
        consent = withdraw(profile)

    assert not Profile.objects.exists()
    assert not any(table.objects.exists() for table in (Product, Photo, ProfileWord))
    assert not StoredFile.objects.held().exists()
    assert files_left() == []
    consent.refresh_from_db()
    assert (consent.withdrawn_at, consent.withdrawn_to, consent.version) == (LATER, "tests", WORDING_VERSION)
    line = DiaryLine.objects.get(verb="profile.withdrawn")
    assert line.facts == {"profile": str(profile.pk), "consent": str(consent.pk), "products": 1, "photos": 2}


def test_a_withdrawal_that_fails_leaves_everything_where_it_was(files_left, django_capture_on_commit_callbacks):
    profile = appearing()
    add_photo(profile=profile, content=picture(), by="tests", at=AT)

    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        withdraw(profile)
        transaction.set_rollback(True)

    assert Profile.objects.shown_on(TODAY).exists()
    assert len(files_left()) == 2


def test_what_was_withdrawn_cannot_be_withdrawn_again():
    profile = appearing()
    stale = Profile.objects.get(pk=profile.pk)
    withdraw(profile)

    with pytest.raises(PageGone):
        withdraw(stale)


def test_fatima_may_agree_again_and_both_consents_are_kept():
    profile = appearing()
    old = profile.pk
    entry = profile.holder.entry
    withdraw(profile)

    again = agree(entry, at=LATER)

    assert again.pk != old  # whoever kept the old address finds nothing there
    assert ProfileConsent.objects.filter(holder=entry.holder).count() == 2


def consent_of(holder, **values):
    usual = {
        "wording": WORDING,
        "version": 1,
        "language": "ar",
        "channel": "COUNTER",
        "given_at": AT,
        "given_to": "tests",
    }
    return ProfileConsent.objects.create(holder=holder, **(usual | values))


def test_the_database_knows_one_live_consent_a_holder():
    profile = appearing()

    with pytest.raises(IntegrityError), transaction.atomic():
        consent_of(profile.holder)


def test_the_database_keeps_consents_and_lets_each_end_once():
    consent = consent_of(register_artisan().holder)
    rows = ProfileConsent.objects.filter(pk=consent.pk)

    for change in (
        {"version": 2},
        {"given_at": LATER},
        {"withdrawn_at": LATER, "withdrawn_to": "x", "language": "fr"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.delete()
    rows.update(withdrawn_at=LATER, withdrawn_to="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(withdrawn_at=None, withdrawn_to="")


def test_the_database_holds_no_page_without_a_live_consent_of_its_holder():
    fatima, other = register_artisan(local_number="1").holder, register_artisan(local_number="2").holder
    ended = consent_of(fatima, withdrawn_at=LATER, withdrawn_to="x")
    page = {"name_latin": "F", "words_fr": "x", "sort_ar": "f", "sort_latin": "f", "described_at": AT}

    for consent in (ended, consent_of(other)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Profile.objects.create(holder=fatima, consent=consent, **page)


def test_the_database_ends_no_consent_while_its_page_stands():
    profile = appearing()

    with pytest.raises(IntegrityError), transaction.atomic():
        ProfileConsent.objects.filter(pk=profile.consent_id).update(withdrawn_at=LATER, withdrawn_to="x")


@pytest.mark.parametrize("change", [{"name_ar": "", "name_latin": ""}, {"words_ar": "", "words_fr": ""}])
def test_the_database_holds_no_page_that_says_nothing(change):
    profile = appearing()

    with pytest.raises(IntegrityError), transaction.atomic():
        Profile.objects.filter(pk=profile.pk).update(**change)
