"""Entries through the API: who sees which, and that nobody sees a name."""

import json
from urllib.parse import quote

import pytest

from hirfa.register.models import Person
from tests.cast import FATIMA

LIST = "/api/v1/entries"


def test_a_counter_officer_reads_the_entries_of_their_chamber_alone(signed_in_as, fatima, brahim):
    answer = signed_in_as(scope="chamber:03").get(LIST)

    assert answer.status_code == 200
    assert {entry["nia"] for entry in answer.json()["entries"]} == {fatima.nia, brahim.nia}
    assert answer.json()["demonstration"] is True


def test_a_directorate_reads_its_region_and_an_analyst_the_nation(signed_in_as, register, aicha):
    of_region = signed_in_as(role="DIRECTORATE", scope=f"region:{aicha.region_code}").get(LIST)
    of_nation = signed_in_as(analyst=True).get(LIST)

    assert [entry["nia"] for entry in of_region.json()["entries"]] == [aicha.nia]
    assert len(of_nation.json()["entries"]) == 3


def test_an_entry_shows_number_trade_chamber_and_standing_and_no_name(signed_in_as, fatima):
    answer = signed_in_as(scope="chamber:03").get(f"{LIST}/{fatima.nia}", headers={"Accept-Language": "fr"})

    entry = answer.json()["entry"]
    assert entry == {
        "nia": fatima.nia,
        "kind": "ARTISAN",
        "title": "ARTISAN",
        "standing": "IN_FORCE",
        "situation_since": "2020-05-04",
        "trade": entry["trade"],
        "chamber": entry["chamber"],
        "province": fatima.province_code,
        "region": fatima.region_code,
    }
    assert entry["chamber"]["code"] == "03"
    assert entry["chamber"]["label"] != "03"
    assert Person.objects.get(pk=fatima.holder_id).family_name_ar == FATIMA["family_name_ar"]
    assert not any(name in answer.content.decode() for name in FATIMA.values() if len(name) > 1)


@pytest.mark.parametrize("nia", ["other", "0000000000", "no-such", "%00", "x" * 300, "١٢٣"])
def test_an_entry_of_another_chamber_is_not_there_no_more_than_a_wrong_number(signed_in_as, register, aicha, nia):
    client = signed_in_as(scope="chamber:03")
    expected = client.get(f"{LIST}/9999999999").json()

    answer = client.get(f"{LIST}/{aicha.nia if nia == 'other' else nia}")

    assert answer.status_code == 404
    assert answer.json() == expected


def test_a_craft_number_is_taken_as_people_type_it(signed_in_as, fatima):
    client = signed_in_as(scope="chamber:03")
    spaced = f"{fatima.nia[:4]} {fatima.nia[4:8]} {fatima.nia[8:]}"

    for typed in (spaced, fatima.nia.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))):
        assert client.get(f"{LIST}/{quote(typed)}").json()["entry"]["nia"] == fatima.nia


def test_the_list_goes_on_page_by_page_without_loss(signed_in_as, register):
    client = signed_in_as(analyst=True)
    seen, address = [], f"{LIST}?limit=1"

    while address:
        page = client.get(address).json()
        seen += [entry["nia"] for entry in page["entries"]]
        address = page["next"]

    assert sorted(seen) == sorted(each.nia for each in register.values())


def test_a_filter_goes_with_the_following_page(signed_in_as, fatima):
    page = signed_in_as(analyst=True).get(f"{LIST}?limit=1&standing=IN_FORCE&trade={fatima.trade_code}").json()

    assert "standing=IN_FORCE" in page["next"]
    assert f"trade={fatima.trade_code}" in page["next"]


def test_a_filter_that_nobody_meets_gives_an_empty_list(signed_in_as, register):
    assert signed_in_as(analyst=True).get(f"{LIST}?standing=CLOSED").json()["entries"] == []


def test_a_list_takes_as_many_questions_for_three_entries_as_for_one(signed_in_as, register, django_assert_num_queries):
    client = signed_in_as(analyst=True)

    for limit in (1, 3):
        with django_assert_num_queries(5):  # session, user, situations, chambers, trades
            client.get(f"{LIST}?limit={limit}")


@pytest.mark.parametrize(
    ("query", "where"),
    [
        ("limit=0", "limit"),
        ("limit=9999", "limit"),
        ("standing=DEAD", "standing"),
        ("after=x", "after"),
        ("trade=%00", "trade"),
    ],
)
def test_a_wrong_filter_is_said_to_be_wrong(signed_in_as, register, query, where):
    answer = signed_in_as(analyst=True).get(f"{LIST}?{query}")

    assert answer.status_code == 422
    assert [fault["where"].split(".")[-1] for fault in answer.json()["faults"]] == [where]


@pytest.mark.parametrize("role", ["PRINT_OPERATOR", "PARTNER", "ADMINISTRATOR"])
def test_who_may_not_look_for_entries_is_told_so(signed_in_as, register, role):
    answer = signed_in_as(role=role, scope="nation").get(LIST)

    assert answer.status_code == 403
    assert answer.json()["code"] == "not_allowed"


def test_a_stranger_is_asked_to_sign_in_not_sent_to_a_page(client, register):
    answer = client.get(LIST)

    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"


def test_who_has_left_reads_nothing(signed_in_as, register):
    assert signed_in_as(analyst=True, is_active=False).get(LIST).status_code == 401


def test_a_session_cannot_write(signed_in_as, register):
    answer = signed_in_as(analyst=True).post(LIST, json.dumps({}), content_type="application/json")

    assert answer.status_code == 405
    assert answer["Allow"] == "GET"
    assert answer.json()["code"] == "wrong_method"
