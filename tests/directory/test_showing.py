"""Who is shown: the register says so, with or without a cascade."""

import datetime as dt

import pytest

from hirfa.audit.models import DiaryLine
from hirfa.directory.models import Photo, Profile
from hirfa.directory.operations import add_photo, hide_profile_of, load_profiles, show_profile_of
from hirfa.directory.pictures import Picture
from hirfa.directory.queries import find_shown, gather, is_shown, list_shown, list_trades_shown
from hirfa.directory.records import ProductRecord, ProfileRecord
from hirfa.register.models import Person
from tests.factories.accounts import UserFactory
from tests.factories.directory import AT, RUG, WORDS, a_product, agree, appearing, picture, suspend
from tests.factories.register import of_marrakech, register, register_artisan, register_unit

pytestmark = pytest.mark.django_db
TODAY = AT.date()


@pytest.mark.parametrize("state", ["SUSPENDED", "CLOSED"])
def test_whoever_is_suspended_or_struck_off_is_not_shown_even_if_nobody_told_the_directory(state):
    profile = appearing()
    photo = add_photo(profile=profile, content=picture(), by="tests", at=AT)

    suspend(profile.holder.entry, state=state)

    assert not list_shown(on=TODAY).exists()
    assert find_shown(profile_id=profile.pk, on=TODAY) is None
    assert not Photo.objects.shown_on(TODAY).filter(pk=photo.pk).exists()
    assert is_shown(profile=profile, on=TODAY - dt.timedelta(days=1))


def test_a_page_hidden_by_the_cascade_comes_back_with_it():
    profile = appearing()

    hide_profile_of(holder=profile.holder, by="tests", at=AT)
    assert not is_shown(profile=profile, on=TODAY)
    show_profile_of(holder=profile.holder, by="tests", at=AT)

    assert is_shown(profile=profile, on=TODAY)
    assert DiaryLine.objects.filter(verb__in=["profile.hidden", "profile.shown"]).count() == 2


def test_hiding_and_showing_twice_changes_nothing():
    holder = appearing().holder

    first = hide_profile_of(holder=holder, by="tests", at=AT)
    again = hide_profile_of(holder=holder, by="tests", at=AT + dt.timedelta(days=1))
    show_profile_of(holder=holder, by="tests", at=AT)
    show_profile_of(holder=holder, by="tests", at=AT)

    assert again.hidden_at == first.hidden_at == AT
    assert DiaryLine.objects.filter(verb="profile.hidden").count() == 1
    assert DiaryLine.objects.filter(verb="profile.shown").count() == 1


def test_the_cascade_passes_over_whoever_does_not_appear():
    holder = register_artisan().holder

    assert hide_profile_of(holder=holder, by="tests", at=AT) is None
    assert show_profile_of(holder=holder, by="tests", at=AT) is None


def test_somebody_merged_into_another_is_not_shown_twice():
    profile = appearing()

    Person.objects.filter(pk=profile.holder_id).update(is_current=False)

    assert not list_shown(on=TODAY).exists()


def test_a_commune_is_told_only_of_who_wants_it_and_an_address_never():
    near = appearing(local_number="1", commune="03.591.01", text={"place_shown": "COMMUNE"})
    far = appearing(local_number="2", commune="03.591.01", address="12 rue de la Kasbah")

    shown = {each.profile.pk: each for each in gather(list_shown(on=TODAY), on=TODAY)}

    assert shown[near.pk].commune.pk == "03.591.01"
    assert shown[far.pk].commune is None
    assert shown[far.pk].province.pk == "03.591"


def test_trade_and_title_are_those_of_the_register():
    appearing(trade="T-BRASS", maalem_on=dt.date(2023, 3, 6))

    shown = gather(list_shown(on=TODAY), on=TODAY)[0]

    assert (shown.trade.pk, shown.is_maalem) == ("T-BRASS", True)
    assert [trade.pk for trade in list_trades_shown(on=TODAY)] == ["T-BRASS"]


def test_the_photo_that_stands_for_a_page_is_its_own_first_else_that_of_a_product():
    profile = appearing()
    product = a_product(profile)
    of_product = add_photo(profile=profile, content=picture(), product=product, by="tests", at=AT)
    assert find_shown(profile_id=profile.pk, on=TODAY).cover == of_product

    own = add_photo(profile=profile, content=picture(), by="tests", at=AT)

    assert find_shown(profile_id=profile.pk, on=TODAY).cover == own


def test_an_officer_sees_the_pages_of_their_territory_hidden_ones_too():
    here = appearing()
    (entry,) = register([of_marrakech()])
    agree(entry)
    suspend(here.holder.entry)

    assert [page.pk for page in Profile.objects.visible_to(UserFactory())] == [here.pk]
    assert Profile.objects.visible_to(UserFactory(nationwide=True)).count() == 2


@pytest.mark.parametrize("number", [1, 9])
def test_a_list_asks_a_constant_number_of_times(django_assert_num_queries, number):
    for place in range(number):
        a_product(appearing(local_number=str(place), text={"place_shown": "COMMUNE"}))

    with django_assert_num_queries(6):  # pages; trades, provinces, communes, products, photos
        assert len(gather(list_shown(on=TODAY), on=TODAY)) == number


def test_many_pages_are_loaded_by_the_rules_of_the_counter(files_left):
    entries = [register_artisan(local_number="1"), register_unit()]
    drawn = Picture(picture("PNG"), picture("PNG"), 400, 300)
    records = [
        ProfileRecord(entry.holder_id, WORDS, "fr", AT, [ProductRecord(RUG, [drawn])], [drawn]) for entry in entries
    ]

    assert load_profiles(records=records, by="tests", at=AT) == 2

    assert list_shown(on=TODAY, text="حنبل").count() == 2
    shown = gather(list_shown(on=TODAY), on=TODAY)
    assert all(each.cover and each.products[0].photos for each in shown)
    assert len(files_left()) == 8
    assert DiaryLine.objects.get(verb="profiles.loaded").facts["photos"] == 4
