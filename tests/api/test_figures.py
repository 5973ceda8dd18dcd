"""Figures through the API: what is stored, with its definition and digest; small parts hidden."""

import datetime as dt

import pytest

from hirfa.indicators.operations import compute_figures

LIST = "/api/v1/figures"
AS_OF = dt.date(2025, 12, 31)


@pytest.fixture
def run(register, at):
    return compute_figures(as_of=AS_OF, by="test", at=at)


def test_anybody_reads_the_figures_with_their_definition_and_records(client, run):
    answer = client.get(LIST, headers={"Accept-Language": "en"}).json()

    assert answer["run"]["as_of"] == "2025-12-31"
    assert len(answer["figures"]) == run.figures.count() > 0
    for figure in answer["figures"]:
        assert figure["label"]
        assert figure["definition"]
        assert (figure["value"] is None) == (figure["reason"] is not None)
        assert len(figure["records"]["digest"]) == 64
        assert figure["demonstration"] is True


def test_the_people_in_the_register_are_counted_and_shown(client, run, register):
    by_key = {figure["key"]: figure for figure in client.get(LIST).json()["figures"]}
    counted = [
        figure for key, figure in by_key.items() if key.startswith("register.") and figure["value"] == len(register)
    ]

    assert counted != []
    assert counted[0]["unit"] == "person"
    assert counted[0]["period"]["end"] == "2025-12-31"


def test_a_figure_hides_its_small_parts(client, run, register):
    figures = client.get(LIST).json()["figures"]
    shown = [client.get(f"{LIST}/{figure['key']}").json() for figure in figures if figure["value"] == len(register)]
    cells = [cell for answer in shown for cell in answer["regions"] + answer["trades"]]

    assert cells != []
    assert {cell["value"] for cell in cells if cell["hidden"]} == {None}
    assert any(cell["hidden"] for cell in cells)


def test_a_figure_is_labelled_in_the_language_of_who_asks(client, run):
    labels = {
        language: client.get(LIST, headers={"Accept-Language": language}).json()["figures"][0]["label"]
        for language in ("ar", "fr", "en")
    }

    assert len(set(labels.values())) == 3


@pytest.mark.parametrize("key", ["no.such@2025", "register", "%00@2025", "exports.value@1900", "@"])
def test_a_key_of_no_figure_is_not_there(client, run, key):
    assert client.get(f"{LIST}/{key}").status_code == 404


def test_before_anything_is_counted_there_is_no_list(client, db):
    assert client.get(LIST).status_code == 404


def test_a_computation_of_another_day_is_not_there(client, run):
    assert client.get(f"{LIST}?as_of=2024-12-31").status_code == 404
    assert client.get(f"{LIST}?as_of=2025-12-31").status_code == 200
    assert client.get(f"{LIST}?as_of=yesterday").status_code == 422


def test_the_list_takes_a_few_questions_however_many_figures_there_are(client, run, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        client.get(LIST)
