"""The directory as anybody sees it, and that nobody sees it any longer than its people want."""

import re

import pytest

from hirfa.directory.models import Photo
from hirfa.directory.operations import hide_profile_of, withdraw_from_directory
from tests.factories.certification import CertificateFactory
from tests.factories.directory import AT, a_product, agree, appearing, suspend
from tests.factories.register import of_marrakech, register, register_unit

pytestmark = pytest.mark.django_db
LIST = "/en/directory/"


def page_of(client, profile, language="en"):
    return client.get(f"/{language}/directory/{profile.pk}/")


def everything_of(profile):
    """Return every public address that speaks of a page."""
    photos = [
        f"/en/directory/photos/{photo.pk}/{size}/"
        for photo in Photo.objects.filter(profile=profile)
        for size in ("small", "large")
    ]
    return [f"/en/directory/{profile.pk}/", f"/ar/directory/{profile.pk}/", f"/api/v1/directory/{profile.pk}", *photos]


def test_anybody_reads_the_list_and_the_page(client, fatima):
    listed = client.get(LIST).content.decode()
    page = page_of(client, fatima).content.decode()

    for text in (listed, page):
        assert "Fatima El Idrissi" in text
        assert "فاطمة الإدريسي" in text
        assert "Carpets" in text
    assert "Je tisse depuis trente ans" in page
    assert "Hanbel rouge" in page
    assert page.count("/large/") >= 3


def test_what_was_not_agreed_to_is_nowhere(client, fatima):
    texts = [
        client.get(LIST).content.decode(),
        page_of(client, fatima).content.decode(),
        client.get("/api/v1/directory").content.decode(),
    ]

    for secret in ("Kasbah", "CD123456", "612345678", fatima.holder.nia, "1980"):
        assert not any(secret in text for text in texts), secret


def test_a_telephone_stands_on_the_page_of_who_wants_it_and_not_in_the_api(client):
    profile = appearing(text={"telephone": "0612345678"})

    assert 'href="tel:+212612345678"' in page_of(client, profile).content.decode()
    assert "612345678" not in client.get("/api/v1/directory").content.decode()


@pytest.mark.parametrize(("language", "first", "second"), [("ar", "أنسج", "Je tisse"), ("fr", "Je tisse", "أنسج")])
def test_words_stand_in_the_readers_language_first(client, fatima, language, first, second):
    page = page_of(client, fatima, language).content.decode()

    assert page.index(first) < page.index(second)
    assert re.search(r'<blockquote[^>]*lang="ar" dir="rtl"', page)


def test_once_withdrawn_nothing_public_speaks_of_her_any_more(client, fatima):
    addresses = everything_of(fatima)
    assert {client.get(address).status_code for address in addresses} == {200}

    withdraw_from_directory(profile=fatima, by="tests", at=AT)

    assert {client.get(address).status_code for address in addresses} == {404}
    for found in (
        LIST,
        f"{LIST}?text=Fatima",
        f"{LIST}?text=حنبل",
        "/api/v1/directory",
        "/api/v1/directory?text=fatima",
    ):
        answer = client.get(found).content.decode()
        assert "Idrissi" not in answer
        assert "الإدريسي" not in answer


@pytest.mark.parametrize("how", ["struck off", "hidden"])
def test_nor_once_she_is_struck_off_or_hidden(client, fatima, how):
    if how == "hidden":
        hide_profile_of(holder=fatima.holder, by="tests", at=AT)
    else:
        suspend(fatima.holder.entry, state="CLOSED")

    assert {client.get(address).status_code for address in everything_of(fatima)} == {404}
    assert "Idrissi" not in client.get(LIST).content.decode()


def test_withdrawn_and_never_there_are_one_and_the_same_answer(client, fatima):
    gone = f"/en/directory/{fatima.pk}/"
    withdraw_from_directory(profile=fatima, by="tests", at=AT)

    answers = [client.get(address) for address in (gone, "/en/directory/01234567-89ab-7def-8123-456789abcdef/")]

    bodies = [re.sub(r'(href="[^"]*"|nonce="[^"]*")', "", answer.content.decode()) for answer in answers]
    assert bodies[0] == bodies[1]


def test_a_photo_is_served_as_a_picture_and_asked_for_again_each_time(client, fatima):
    photo = Photo.objects.filter(product=None).get()
    address = f"/en/directory/photos/{photo.pk}/small/"

    answer = client.get(address)

    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Cache-Control"] == "no-cache"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert client.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    withdraw_from_directory(profile=fatima, by="tests", at=AT)
    assert client.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 404


@pytest.mark.parametrize("size", ["huge", "original", "..", "small%00"])
def test_there_are_two_sizes_and_no_others(client, fatima, size):
    photo = Photo.objects.first()

    assert client.get(f"/en/directory/photos/{photo.pk}/{size}/").status_code == 404


def test_pages_are_kept_by_no_cache_and_no_archive(client, fatima):
    for address in (LIST, f"/en/directory/{fatima.pk}/"):
        answer = client.get(address)
        assert "no-cache" in answer["Cache-Control"]
        assert 'name="robots" content="noarchive"' in answer.content.decode()


SCRIPT = "<script>alert(1)</script>"


def test_a_script_in_her_words_is_words(client):
    profile = appearing(text={"name_latin": f"A {SCRIPT}", "words_fr": f'"><img src=x onerror=alert(1)>{SCRIPT}'})
    a_product(profile, name_fr=SCRIPT, words_fr=SCRIPT, name_ar="")

    for address in (LIST, f"/en/directory/{profile.pk}/", f"/fr/directory/{profile.pk}/", f"{LIST}?text=script"):
        page = client.get(address).content.decode()
        assert SCRIPT not in page
        assert "<img src=x" not in page
    assert SCRIPT not in client.get(f"{LIST}?text=<script>alert(1)</script>").content.decode()


def test_a_search_keeps_what_was_typed_and_says_how_many(client, fatima):
    (entry,) = register([of_marrakech()])
    agree(entry, name_latin="Aicha", name_ar="عائشة")

    page = client.get(f"{LIST}?text=تاونات&region=03").content.decode()

    assert '<strong><bdi class="num">1</bdi></strong> result' in page
    assert 'value="تاونات"' in page
    assert '<option value="03" selected>' in page
    assert "Aicha" not in page


def test_a_search_in_vain_says_what_to_do(client, fatima):
    assert "Try the other script" in client.get(f"{LIST}?text=zzz").content.decode()


@pytest.mark.parametrize("query", ["text=" + "x" * 81, "region=99"])
def test_a_wrong_filter_is_said_to_be_wrong(client, fatima, query):
    answer = client.get(f"{LIST}?{query}")

    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()


def test_a_label_in_force_is_shown_and_one_that_ran_out_is_not(client):
    profile = agree(register_unit())
    CertificateFactory(file__holder=profile.holder)
    assert "Label" in page_of(client, profile).content.decode()

    other = agree(register_unit(name_latin="Other"))
    CertificateFactory(file__holder=other.holder, expired=True)
    assert "maker-label" not in page_of(client, other).content.decode()


def test_a_page_holds_no_inline_style_or_handler(client, fatima):
    for address in (LIST, f"/en/directory/{fatima.pk}/"):
        assert (
            re.findall(r"""\sstyle=|\son[a-z]+=["']|<style|javascript:""", client.get(address).content.decode()) == []
        )


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_asks_a_constant_number_of_times(client, django_assert_num_queries, number):
    for place in range(number):
        a_product(appearing(local_number=str(place)))

    with django_assert_num_queries(10):
        assert client.get(f"{LIST}?region=03").status_code == 200


def test_a_page_asks_a_constant_number_of_times(client, fatima, django_assert_num_queries):
    for _ in range(5):
        a_product(fatima)

    with django_assert_num_queries(6):
        page_of(client, fatima)


def test_the_front_page_and_the_menu_lead_there(client):
    page = client.get("/en/").content.decode()

    assert page.count(f'href="{LIST}"') >= 2
    assert f'action="{LIST}"' in page
