"""Each screen keeps what is typed, right or wrong, says what is wrong, and leads on."""

import pytest

from hirfa.casework.models import Case
from hirfa.documents import asking
from hirfa.documents.models import StoredFile
from hirfa.reference.models import LegalParameter
from hirfa.register.models import Application
from hirfa.register.operations import content_of
from tests.factories.applications import lay_conditions
from tests.web.applying import ANSWERS, answer, begin, pdf, picture, upload, write_all

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _conditions():
    lay_conditions()


def content():
    return content_of(application=Application.objects.get())


@pytest.mark.parametrize(
    ("language", "piece"), [("ar", "شهادة مزاولة الحرفة"), ("fr", "Attestation d&#x27;exercice du métier")]
)
def test_the_first_page_says_what_each_kind_asks_for_and_what_registering_costs(client, language, piece):
    page = client.get(f"/{language}/apply/").content.decode()

    assert page.count('name="kind"') == 4
    assert piece in page
    assert "135" in page


def test_what_is_wrong_is_kept_and_told(client):
    begin(client, language="en")

    answered = answer(client, "identity", language="en", cin="no card", born_on_year="80")
    page = answered.content.decode()

    assert answered.status_code == 422
    assert "This is not the number of an identity card" in page
    assert 'value="no card"' in page
    assert content() == {"sex": "F", "born_on": "80-05-17", "cin": "no card"}
    again = client.get("/en/apply/steps/identity/").content.decode()
    assert 'value="no card"' in again
    assert 'value="80"' in again


def test_digits_of_the_east_are_read(client):
    begin(client)

    answer(client, "identity", cin="AB١٢٣٤٥٦", born_on_day="٧", born_on_year="١٩٨٠")

    assert content()["born_on"] == "1980-05-07"


def test_a_text_without_end_comes_back_on_the_page_and_the_rest_is_kept(client):
    begin(client)

    answered = answer(client, "contact", phone="0612345678", email="x" * 600)

    assert answered.status_code == 422
    assert "x" * 600 in answered.content.decode()
    assert content() == {"phone": "0612345678"}


def test_back_is_open_whatever_is_wrong_and_keeps_what_was_typed(client):
    begin(client)

    answered = answer(client, "identity", cin="wrong", go="back")

    assert answered["Location"] == "/ar/apply/steps/name/"
    assert content()["cin"] == "wrong"


def test_steps_in_another_order_are_taken_and_unknown_ones_are_not_there(client):
    begin(client)

    assert answer(client, "trade").status_code == 302
    assert client.get("/ar/apply/steps/province/").status_code == 200
    assert client.get("/ar/apply/steps/nothing/").status_code == 404
    assert client.get("/ar/apply/steps/piece-odco/").status_code == 404


def test_a_change_asked_for_while_reading_again_leads_back_there(client):
    begin(client)

    assert answer(client, "name", **{"from": "check"})["Location"] == "/ar/apply/check/"


def test_what_lacks_is_told_when_one_comes_to_change_it(client):
    begin(client, language="en")

    assert "This is needed" in client.get("/en/apply/steps/contact/?from=check").content.decode()
    assert "This is needed" not in client.get("/en/apply/steps/contact/").content.decode()


def test_another_region_takes_the_province_away(client):
    begin(client)
    for step in ("region", "province", "address"):
        answer(client, step)

    answer(client, "region", chamber="07")

    assert Application.objects.get().chamber_id == "07"
    assert {"province", "commune"} & set(content()) == set()
    assert "مراكش" in client.get("/ar/apply/steps/province/").content.decode()
    assert "تاونات" not in client.get("/ar/apply/steps/province/").content.decode()


def test_a_province_of_another_region_is_not_taken(client):
    begin(client)
    answer(client, "region")

    assert answer(client, "province", province="07.351").status_code == 422
    assert "province" not in content()


def test_a_trade_is_looked_for_by_a_word_in_any_language(client):
    begin(client)

    found = client.post(
        "/ar/apply/steps/trade/",
        {"text": "carpet", "go": "search"},
        headers={"hx-request": "true", "hx-target": "trades"},
    ).content.decode()

    assert "<html" not in found
    assert "T-CARPET" in found
    assert "T-BRASS" not in found
    whole = client.post("/ar/apply/steps/trade/", {"text": "نحاس", "go": "search"}).content.decode()
    assert "<html" in whole
    assert "T-BRASS" in whole


def test_a_diploma_asks_for_its_copy_and_not_for_a_certificate_of_practice(client):
    begin(client)

    assert (
        answer(
            client, "proof", proof="DIPLOMA", practice_since_year="", practice_since_day="", practice_since_month=""
        ).status_code
        == 302
    )

    assert client.get("/ar/apply/steps/piece-diploma/").status_code == 200
    assert client.get("/ar/apply/steps/piece-practice/").status_code == 404


def test_too_little_practice_is_said_with_the_years_asked_for(client):
    begin(client, language="en")

    page = answer(client, "proof", language="en", practice_since_year="2024").content.decode()

    assert "At least 3 years of practice are asked for." in page
    assert "You can keep this draft" in page


@pytest.mark.parametrize(
    ("kind", "steps"),
    [
        ("MAALEM", ["number", "contact", "region", "practice", "piece-cin", "piece-experience", "terms"]),
        (
            "ENTERPRISE",
            [
                "name",
                "number",
                "contact",
                "region",
                "province",
                "address",
                "trade",
                "piece-ice",
                "piece-supervision",
                "terms",
            ],
        ),
        ("COOPERATIVE", ["name", "number", "contact", "region", "province", "address", "trade", "piece-odco", "terms"]),
    ],
)
def test_each_kind_has_its_own_steps(client, kind, steps):
    begin(client, kind=kind)

    assert [client.get(f"/fr/apply/steps/{step}/").status_code for step in steps] == [200] * len(steps)
    assert client.get("/fr/apply/check/").content.decode().count('class="part ') == len(steps)


def test_a_maalem_applies_to_the_chamber_chosen(client):
    begin(client, kind="MAALEM")
    answer(client, "number", nia="1234567890", cin="AB123456")
    answer(client, "contact")
    answer(client, "region")

    assert Application.objects.get().chamber_id == "03"
    assert content() == {"nia": "1234567890", "cin": "AB123456", "phone": ANSWERS["contact"]["phone"]}


def test_the_consent_is_kept_with_the_very_words_shown(client):
    begin(client, language="en")
    page = client.get("/en/apply/steps/terms/").content.decode()

    answer(client, "terms", language="en", agree="on")

    words = Application.objects.get().consent_text
    assert "135 dirhams a month" in words
    assert all(line.replace("'", "&#x27;") in page for line in words.split("\n"))


def test_without_the_tick_there_is_no_consent(client):
    begin(client)

    assert answer(client, "terms").status_code == 422
    assert Application.objects.get().consented_at is None


def test_when_the_amount_changes_she_reads_and_agrees_again(client):
    begin(client)
    write_all(client)
    LegalParameter.objects.filter(key="coverage.monthly_contribution").update(value=14100)

    answered = client.post("/ar/apply/send/")

    assert answered.status_code == 422
    assert "/ar/apply/steps/terms/?from=check" in answered.content.decode()
    assert not Case.objects.exists()


def test_a_photograph_is_made_anew_and_shown_and_its_own_name_is_forgotten(client):
    begin(client)
    answer(client, "piece-cin", file=upload(picture("PNG")))

    kept = StoredFile.objects.get()
    assert (kept.kind, kept.name) == ("JPEG", "piece")
    assert "data:image/jpeg;base64," in client.get("/ar/apply/steps/piece-cin/").content.decode()


def test_the_camera_is_a_way_too_and_another_picture_takes_the_place_of_the_first(client):
    begin(client)

    answer(client, "piece-cin", photo=upload())
    answer(client, "piece-cin", file=upload())

    assert Application.objects.get().draft_pieces.count() == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"hello", "Only a photograph"),
        (b"", "This file is empty"),
        (pdf(21), "more than 20 pages"),
        (b"%PDF-broken", "damaged or was cut off"),
        (b"\xff\xd8\xff" + b"0" * (10 * 1024 * 1024), "larger than 10 MB"),
    ],
)
def test_a_file_that_is_not_taken_says_why_and_loses_nothing(client, content, said):
    begin(client, language="en")
    answer(client, "name", language="en")

    answered = answer(client, "piece-cin", language="en", file=upload(content))

    assert answered.status_code == 422
    assert said in answered.content.decode()
    assert Application.objects.get().draft_pieces.count() == 0
    assert content_of(application=Application.objects.get())["given_name_ar"] == "فاطمة"


def test_a_piece_may_be_sent_later_and_the_one_in_hand_stays(client):
    begin(client)
    assert answer(client, "piece-cin").status_code == 422
    answer(client, "piece-cin", file=upload())

    assert answer(client, "piece-cin").status_code == 302
    assert answer(client, "piece-portrait").status_code == 302
    assert Application.objects.get().draft_pieces.count() == 1


def test_she_closes_her_file_on_the_telephone_of_another(client):
    begin(client)

    assert client.post("/ar/apply/leave/")["Location"] == "/ar/"
    assert client.get("/ar/apply/file/")["Location"] == "/ar/apply/return/"


def test_while_many_files_are_read_hers_is_asked_for_again_and_nothing_is_lost(client, settings, monkeypatch):
    monkeypatch.setattr(asking, "_WAITS_FOR_A_PLACE", 0)
    settings.HIRFA_CONFINED_AT_ONCE = 0  # no place is free
    begin(client, language="en")
    answer(client, "name", language="en")

    answered = answer(client, "piece-cin", language="en", file=upload())

    assert answered.status_code == 422
    assert "send yours again in a minute" in answered.content.decode()
    assert content_of(application=Application.objects.get())["given_name_ar"] == "فاطمة"
