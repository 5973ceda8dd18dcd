"""The officer's side: what is written down with the person at the counter."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hirfa.audit.models import DiaryLine
from hirfa.directory.models import Photo, Product, Profile, ProfileConsent
from hirfa.directory.operations import withdraw_from_directory
from tests.factories.accounts import UserFactory
from tests.factories.directory import AT, a_product, agree, appearing, picture, suspend
from tests.factories.register import register_artisan, register_unit

pytestmark = pytest.mark.django_db
TYPED = {
    "agree-language": "ar",
    "agree-channel": "COUNTER",
    "agree-agreed": "on",
    "agree-name_ar": "ورشة فاطمة",
    "agree-name_latin": "Atelier Fatima",
    "agree-words_ar": "أنسج الزرابي",
    "agree-words_fr": "",
    "agree-telephone": "",
    "agree-place_shown": "PROVINCE",
}


def page(client, address, entry):
    return client.get(address("directory_page", entry_id=entry.pk)).content.decode()


def test_before_anything_is_written_the_wording_is_read_in_three_languages(client, officer, address):
    text = page(client, address, register_artisan())

    assert text.count('<ol class="wording"') == 3
    assert 'lang="ar" dir="rtl"' in text
    assert 'value="فاطمة الإدريسي"' in text
    assert 'value="Fatima El Idrissi"' in text


def test_reading_it_is_written_in_the_diary_like_every_opening(client, officer, address):
    page(client, address, register_artisan())

    assert DiaryLine.objects.get(verb="person.file_opened").actor == "user:amina"


def test_fatima_agrees_at_the_counter_and_is_public_at_once(client, officer, address):
    entry = register_artisan()

    answer = client.post(address("directory_agree", entry_id=entry.pk), TYPED, follow=True)

    assert "The agreement is recorded" in answer.content.decode()
    profile = Profile.objects.get(holder=entry.holder)
    assert (profile.consent.given_to, profile.consent.channel) == ("user:amina", "COUNTER")
    assert "ورشة فاطمة" in client.get("/ar/directory/").content.decode()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"agree-agreed": ""}, "This field is required"),
        ({"agree-language": ""}, "This field is required"),
        ({"agree-name_ar": "Fatima"}, "Write this name in Arabic letters"),
        ({"agree-name_ar": "", "agree-name_latin": ""}, "Give a name to be shown"),
        ({"agree-words_ar": ""}, "Say a few words"),
        ({"agree-telephone": "123"}, "not a Moroccan telephone number"),
        ({"agree-words_ar": "ن" * 601}, "at most 600"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, officer, address, change, said):
    entry = register_artisan()

    answer = client.post(address("directory_agree", entry_id=entry.pk), TYPED | change)

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "There is a problem" in text
    assert said in text
    assert (TYPED | change)["agree-name_latin"] in text
    assert not ProfileConsent.objects.exists()


def test_whose_entry_is_suspended_is_not_asked(client, officer, address):
    entry = register_artisan()
    suspend(entry)

    assert "Only a holder whose entry is in force" in page(client, address, entry)
    assert client.post(address("directory_agree", entry_id=entry.pk), TYPED).status_code == 422


def test_the_words_are_changed_with_her(client, officer, address, fatima):
    entry = fatima.holder.entry
    typed = {
        "page-name_ar": "ورشة النور",
        "page-name_latin": "",
        "page-words_ar": "كلمات أخرى",
        "page-words_fr": "",
        "page-telephone": "06 11 22 33 44",
        "page-place_shown": "COMMUNE",
    }

    answer = client.post(address("directory_describe", entry_id=entry.pk), typed)

    assert answer.status_code == 302
    fatima.refresh_from_db()
    assert (fatima.name_ar, fatima.telephone, fatima.place_shown) == ("ورشة النور", "+212611223344", "COMMUNE")


def test_a_product_and_its_photo_come_onto_the_page_and_off_it(client, officer, address):
    profile = appearing()
    entry = profile.holder.entry
    product = {"product-name_fr": "Coussin brodé", "product-trade": "T-BRASS"}
    client.post(address("directory_product", entry_id=entry.pk), product)
    made = Product.objects.get()
    sent = {"photo-file": SimpleUploadedFile("a.jpg", picture()), "photo-product": str(made.pk)}
    client.post(address("directory_photo_add", entry_id=entry.pk), sent)
    assert Photo.objects.get().product == made
    assert "Coussin brodé" in client.get(f"/en/directory/{profile.pk}/").content.decode()

    photo = Photo.objects.get()
    client.post(address("directory_photo_remove", entry_id=entry.pk, photo_id=photo.pk))
    client.post(address("directory_product_retire", entry_id=entry.pk, product_id=made.pk))

    assert not Photo.objects.exists()
    assert not Product.objects.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<svg/>", "no picture"),
        (b"\xff\xd8\xff" + bytes(10 * 1024 * 1024), "larger than 10 MB"),
        (picture("PNG", size=(6000, 5000), mode="L"), "25 million"),
    ],
    ids=["svg", "heavy", "bomb"],
)
def test_a_file_that_is_no_photo_is_refused_in_words(client, officer, address, fatima, content, said):
    sent = {"photo-file": SimpleUploadedFile("a.jpg", content)}

    answer = client.post(address("directory_photo_add", entry_id=fatima.holder.entry.pk), sent)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Photo.objects.count() == 2


def test_withdrawing_asks_to_be_meant_and_is_done_at_once(client, officer, address, fatima):
    entry = fatima.holder.entry
    where = address("directory_withdraw", entry_id=entry.pk)
    assert client.post(where, {}).status_code == 422
    assert Profile.objects.exists()

    answer = client.post(where, {"withdraw-sure": "on"}, follow=True)

    assert "The consent is withdrawn" in answer.content.decode()
    assert client.get(f"/en/directory/{fatima.pk}/").status_code == 404
    assert ProfileConsent.objects.get().withdrawn_to == "user:amina"


def test_what_happens_to_a_page_that_is_gone_is_404_or_said(client, officer, address, fatima):
    entry, product = fatima.holder.entry, Product.objects.get()
    withdraw_from_directory(profile=fatima, by="tests", at=AT)

    for name, words in (
        ("directory_describe", {}),
        ("directory_withdraw", {}),
        ("directory_product", {}),
        ("directory_photo_add", {}),
        ("directory_product_retire", {"product_id": product.pk}),
    ):
        assert client.post(address(name, entry_id=entry.pk, **words)).status_code == 404, name


def writes(address, profile):
    entry, product, photo = profile.holder.entry, Product.objects.first(), Photo.objects.first()
    yield address("directory_agree", entry_id=entry.pk)
    yield address("directory_describe", entry_id=entry.pk)
    yield address("directory_withdraw", entry_id=entry.pk)
    yield address("directory_product", entry_id=entry.pk)
    yield address("directory_photo_add", entry_id=entry.pk)
    yield address("directory_product_retire", entry_id=entry.pk, product_id=product.pk)
    yield address("directory_photo_remove", entry_id=entry.pk, photo_id=photo.pk)


@pytest.mark.parametrize(
    ("who", "answer"),
    [
        ({"scope": "chamber:07"}, 404),
        ({"role": "COMMISSION"}, 403),
        ({"analyst": True}, 403),
        ({"role": "DIRECTORATE", "scope": "region:03"}, 403),
    ],
)
def test_who_may_not_keep_a_page_changes_nothing(client, address, fatima, who, answer):
    client.force_login(UserFactory(**who))

    answers = {client.post(where, {"withdraw-sure": "on"}).status_code for where in writes(address, fatima)}

    assert answers == {answer}
    assert client.get(address("directory_page", entry_id=fatima.holder.entry.pk)).status_code == answer
    assert Profile.objects.count() == 1
    assert Photo.objects.count() == 2


def test_a_product_of_somebody_else_is_not_there(client, officer, address, fatima):
    other = a_product(appearing(local_number="2"))
    where = address("directory_product_retire", entry_id=fatima.holder.entry.pk, product_id=other.pk)

    assert client.post(where).status_code == 404
    assert Product.objects.filter(pk=other.pk).exists()


def test_a_link_alone_changes_nothing(client, officer, address, fatima):
    assert {client.get(where).status_code for where in writes(address, fatima)} == {405}


def test_an_officer_sees_the_photos_of_a_hidden_page_and_the_public_does_not(client, address, fatima):
    suspend(fatima.holder.entry)
    photo = address("directory_photo", photo_id=Photo.objects.first().pk, size="small")
    assert client.get(photo).status_code == 404

    client.force_login(UserFactory())
    assert client.get(photo).status_code == 200
    assert "Hidden" in page(client, address, fatima.holder.entry)
    client.force_login(UserFactory(scope="chamber:07"))
    assert client.get(photo).status_code == 404


def test_the_chamber_lists_its_pages_and_opens_one_by_its_number(client, officer, address):
    unit = register_unit()
    agree(unit, name_latin="Coopérative Tazerbit", name_ar="")
    where = address("directory_pages")

    assert "Coopérative Tazerbit" in client.get(where).content.decode()
    answer = client.post(where, {"nia": unit.holder.nia})

    assert answer["Location"].endswith(reverse("web:directory_page", kwargs={"entry_id": unit.pk}).removeprefix("/ar"))
    assert client.post(where, {"nia": "1234"}).status_code == 422
    assert "Coopérative Tazerbit" in client.get(answer["Location"]).content.decode()


def test_her_file_says_whether_she_appears_and_what_happened(client, officer, address):
    entry = register_artisan()
    where = f"{address('register_person', entry_id=entry.pk)}?purpose=SERVICE"
    assert "does not appear in the public directory" in client.get(where).content.decode()

    agree(entry)

    text = client.get(where).content.decode()
    assert "See the public page" in text
    assert "Agreed to appear in the directory" in text
    assert address("directory_page", entry_id=entry.pk) in text


def test_a_commission_reads_the_section_without_the_way_to_write(client, address):
    entry = register_artisan()
    client.force_login(UserFactory(role="COMMISSION"))

    text = client.get(f"{address('register_person', entry_id=entry.pk)}?purpose=SERVICE").content.decode()

    assert "Public directory" in text
    assert "Record that they agree" not in text


def test_the_page_of_one_asks_a_constant_number_of_times(
    client, officer, address, fatima, django_assert_max_num_queries
):
    for _ in range(6):
        a_product(fatima)

    with django_assert_max_num_queries(26):
        page(client, address, fatima.holder.entry)
