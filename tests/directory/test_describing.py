"""Pages are written: words, products, photos."""

import pytest

from hirfa.audit.models import DiaryLine
from hirfa.directory.models import Photo, Product, ProfileWord
from hirfa.directory.operations import (
    PageFull,
    PageGone,
    PageIncomplete,
    add_photo,
    describe_profile,
    remove_photo,
    retire_product,
    withdraw_from_directory,
)
from hirfa.directory.operations import photos as photo_operations
from hirfa.directory.queries import list_shown
from hirfa.documents.models import StoredFile
from tests.factories.directory import AT, WORDS, a_product, appearing, picture

pytestmark = pytest.mark.django_db
TODAY = AT.date()


def describe(profile, **text):
    return describe_profile(profile=profile, text=WORDS._replace(**text), by="tests", at=AT)


def hang(profile, **more):
    return add_photo(profile=profile, content=picture(), by="tests", at=AT, **more)


def test_a_new_name_is_found_and_the_old_one_no_longer():
    profile = appearing()

    describe(profile, name_ar="ورشة النور", name_latin="Atelier Annour")

    assert [page.pk for page in list_shown(on=TODAY, text="النور")] == [profile.pk]
    assert not list_shown(on=TODAY, text="idrissi").exists()
    assert DiaryLine.objects.filter(verb="profile.described").count() == 1


def test_a_page_is_not_left_without_words():
    with pytest.raises(PageIncomplete):
        describe(appearing(), words_ar="", words_fr="")


def test_products_stand_in_the_order_in_which_they_were_added():
    profile = appearing()
    first, second, third = (a_product(profile, name_fr=name) for name in ("Un", "Deux", "Trois"))
    retire_product(product=second, by="tests", at=AT)

    fourth = a_product(profile, name_fr="Quatre")

    assert list(profile.products.all()) == [first, third, fourth]


def test_a_product_without_a_name_is_refused():
    with pytest.raises(PageIncomplete):
        a_product(appearing(), name_ar="", name_fr=" ")


def test_a_page_takes_twelve_products():
    profile = appearing()
    for _ in range(12):
        a_product(profile)

    with pytest.raises(PageFull):
        a_product(profile)


def test_a_retired_product_takes_its_photos_and_its_words_with_it(files_left, django_capture_on_commit_callbacks):
    profile = appearing()
    product = a_product(profile)
    hang(profile, product=product)
    kept = hang(profile)

    with django_capture_on_commit_callbacks(execute=True):
        retire_product(product=product, by="tests", at=AT)

    assert list(Photo.objects.all()) == [kept]
    assert len(files_left()) == 2
    assert not list_shown(on=TODAY, text="hanbel").exists()
    with pytest.raises(PageGone):
        retire_product(product=Product(pk=product.pk, profile=profile), by="tests", at=AT)


def test_a_photo_is_two_files_that_go_with_it(files_left, django_capture_on_commit_callbacks):
    photo = hang(appearing())
    assert (photo.width, photo.height) == (400, 300)
    assert {photo.small.kind, photo.large.kind} == {"JPEG"}
    assert len(files_left()) == 2

    with django_capture_on_commit_callbacks(execute=True):
        remove_photo(photo=photo, by="tests", at=AT)

    assert files_left() == []
    assert not StoredFile.objects.held().exists()
    with pytest.raises(PageGone):
        remove_photo(photo=photo, by="tests", at=AT)


def test_a_page_takes_four_photos_and_so_does_each_product():
    profile = appearing()
    product = a_product(profile)
    for _ in range(4):
        hang(profile)
    hang(profile, product=product)

    with pytest.raises(PageFull):
        hang(profile)


def test_a_photo_that_cannot_be_hung_in_the_end_leaves_no_file(
    monkeypatch, files_left, django_capture_on_commit_callbacks
):
    """Fatima withdraws while her photo is being made small."""
    profile = appearing()
    shrink = photo_operations.shrink

    def meanwhile(content):
        withdraw_from_directory(profile=profile, by="tests", at=AT)
        return shrink(content)

    monkeypatch.setattr(photo_operations, "shrink", meanwhile)
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(PageGone):
        hang(profile)

    assert files_left() == []
    assert not StoredFile.objects.held().exists()


def test_a_product_of_another_page_takes_no_photo_of_this_one():
    profile, other = appearing(local_number="1"), appearing(local_number="2")

    with pytest.raises(PageGone):
        hang(profile, product=a_product(other))


def test_the_words_to_be_found_by_are_made_anew_each_time():
    profile = appearing()
    a_product(profile)
    before = set(ProfileWord.objects.values_list("word", "key"))

    describe(profile)

    assert set(ProfileWord.objects.values_list("word", "key")) == before
