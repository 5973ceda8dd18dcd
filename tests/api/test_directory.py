"""The directory through the API: public, page by page, and no longer than each consent."""

import jsonschema
import pytest

from hirfa.directory.operations import add_photo, withdraw_from_directory
from tests.cast import AICHA, BRAHIM
from tests.factories.directory import AT, a_product, agree, appearing, picture
from tests.factories.register import of_marrakech, register

pytestmark = pytest.mark.django_db
LIST = "/api/v1/directory"


@pytest.fixture
def fatima(settings, tmp_path):
    settings.HIRFA_VAR = tmp_path
    profile = appearing(local_number="1", text={"telephone": "0612345678"})
    product = a_product(profile)
    add_photo(profile=profile, content=picture(), product=product, by="tests", at=AT)
    return profile


@pytest.fixture
def three(fatima):
    appearing(**BRAHIM, local_number="2", trade="T-BRASS")
    (entry,) = register([of_marrakech(**AICHA)])
    agree(entry, name_ar="عائشة بنعلي", name_latin="Aïcha Benali")
    return fatima


def test_anybody_reads_who_agreed_to_appear(client, fatima):
    answer = client.get(f"{LIST}/{fatima.pk}", headers={"Accept-Language": "fr"})

    page = answer.json()["page"]
    assert answer.status_code == 200
    assert page["page"] == f"/fr/directory/{fatima.pk}/"
    assert (page["name_ar"], page["name_latin"]) == ("فاطمة الإدريسي", "Fatima El Idrissi")
    assert page["trade"] == {"code": "T-CARPET", "label": "Carpets"}
    assert page["province"] == {"code": "03.591", "label": "Taounate"}
    assert page["commune"] is None
    assert page["products"][0]["name_fr"] == "Hanbel rouge"
    assert client.get(page["products"][0]["photos"][0]["small"]).status_code == 200
    assert "612345678" not in answer.content.decode()
    assert fatima.holder.nia not in answer.content.decode()


def test_a_page_withdrawn_is_not_there_no_more_than_a_wrong_number(client, fatima):
    withdraw_from_directory(profile=fatima, by="tests", at=AT)

    answer = client.get(f"{LIST}/{fatima.pk}")

    assert answer.status_code == 404
    assert answer.json() == client.get(f"{LIST}/01234567-89ab-7def-8123-456789abcdef").json()
    assert client.get(LIST).json()["pages"] == []


def test_the_list_goes_on_page_by_page_without_loss_and_keeps_its_filters(client, three):
    seen, address = [], f"{LIST}?limit=1&region=03"

    while address:
        answer = client.get(address).json()
        seen += [page["name_latin"] for page in answer["pages"]]
        address = answer["next"]

    assert seen == ["Fatima El Idrissi", "Brahim Ait Ouaziz"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("text=زرابي", {"Fatima El Idrissi", "Aïcha Benali"}),
        ("text=وعزيز", {"Brahim Ait Ouaziz"}),
        ("trade=T-BRASS", {"Brahim Ait Ouaziz"}),
        ("province=07.351", {"Aïcha Benali"}),
        ("text=%00", {"Fatima El Idrissi", "Brahim Ait Ouaziz", "Aïcha Benali"}),
    ],
)
def test_it_is_searched_as_the_pages_are(client, three, query, names):
    assert {page["name_latin"] for page in client.get(f"{LIST}?{query}").json()["pages"]} == names


@pytest.mark.parametrize(
    ("query", "where"),
    [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("after=x", "after"),
        ("trade=%00", "trade"),
        ("text=" + "x" * 81, "text"),
    ],
)
def test_a_wrong_filter_is_said_to_be_wrong(client, three, query, where):
    answer = client.get(f"{LIST}?{query}")

    assert answer.status_code == 422
    assert [fault["where"].split(".")[-1] for fault in answer.json()["faults"]] == [where]


def test_answers_are_what_the_description_says(client, three):
    described = client.get("/api/v1/openapi.json").json()

    for name, address in {"PageList": LIST, "PageAnswer": f"{LIST}/{three.pk}"}.items():
        shape = {"$ref": f"#/components/schemas/{name}", "components": described["components"]}
        assert list(jsonschema.Draft202012Validator(shape).iter_errors(client.get(address).json())) == []


def test_a_list_asks_as_often_for_three_as_for_one(client, three, django_assert_num_queries):
    for limit in (1, 3):
        with django_assert_num_queries(5):  # pages, trades, provinces, products, photos; nobody tells a commune
            client.get(f"{LIST}?limit={limit}")
