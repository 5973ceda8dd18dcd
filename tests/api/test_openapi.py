"""The description of the API: valid OpenAPI 3.1, complete, and true of what the API answers."""

import json
import re
from pathlib import Path

import jsonschema
import pytest

from hirfa.api.urls import api

SCHEMA = json.loads((Path(__file__).parent / "data" / "openapi-3.1.json").read_text("utf-8"))


@pytest.fixture
def described(client, db):
    return client.get("/api/v1/openapi.json").json()


def operations_of(described):
    return [
        (path, method, operation)
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    ]


def test_the_description_is_open_to_all_and_valid_openapi_3_1(described):
    assert described["openapi"].startswith("3.1")
    assert list(jsonschema.Draft202012Validator(SCHEMA).iter_errors(described)) == []


def test_the_check_of_the_description_can_fail(described):
    del described["info"]["title"]

    assert list(jsonschema.Draft202012Validator(SCHEMA).iter_errors(described)) != []


def test_every_shape_of_the_description_is_a_schema_and_every_reference_leads_to_one(described):
    shapes = described["components"]["schemas"]
    for shape in shapes.values():
        jsonschema.Draft202012Validator.check_schema(shape)

    wanted = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(described)))
    assert wanted
    assert wanted <= set(shapes)


def test_every_answer_is_typed(described):
    untyped = [
        (path, status)
        for path, _, operation in operations_of(described)
        for status, answer in operation["responses"].items()
        if not any(content.get("schema") for content in answer.get("content", {}).values())
    ]

    assert untyped == []


def test_every_refusal_is_a_problem(described):
    kinds = {
        kind
        for _, _, operation in operations_of(described)
        for status, answer in operation["responses"].items()
        if int(status) >= 400
        for kind in answer["content"]
    }

    assert kinds == {"application/problem+json"}


def test_every_part_of_the_path_is_described_and_every_operation_has_a_name_of_its_own(described):
    names = [operation["operationId"] for _, _, operation in operations_of(described)]

    assert len(names) == len(set(names)) >= 7
    for path, _, operation in operations_of(described):
        assert set(re.findall(r"{(\w+)}", path)) == {
            each["name"] for each in operation["parameters"] if each["in"] == "path"
        }


def test_only_the_entries_ask_for_a_session(described):
    closed = {
        path for path, _, operation in operations_of(described) if {"Session": []} in operation.get("security", [])
    }

    assert closed == {"/api/v1/entries", "/api/v1/entries/{nia}"}
    assert described["components"]["securitySchemes"]["Session"]["in"] == "cookie"


def test_answers_are_what_the_description_says(described, signed_in_as, card, fatima):
    client = signed_in_as(scope="chamber:03")
    answers = {
        "EntryList": client.get("/api/v1/entries"),
        "EntryAnswer": client.get(f"/api/v1/entries/{fatima.nia}"),
        "CardVerification": client.post(
            "/api/v1/card-verifications",
            json.dumps({"text": card.credential.text}),
            content_type="application/json",
        ),
        "Problem": client.get("/api/v1/entries/0"),
    }

    for name, answer in answers.items():
        shape = {"$ref": f"#/components/schemas/{name}", "components": described["components"]}
        assert list(jsonschema.Draft202012Validator(shape).iter_errors(answer.json())) == []


def test_the_api_has_no_page_that_loads_programs_from_elsewhere(client, db):
    assert api.docs_url is None
    assert client.get("/api/v1/docs").status_code == 404


def test_the_digest_of_a_figure_is_said_to_be_of_ids_and_not_of_what_records_say(described):
    records = described["components"]["schemas"]["Records"]

    assert "ids of the records" in records["properties"]["digest"]["description"]
    assert "what they say" not in records["description"]


def test_a_gateway_reads_there_what_to_sign_and_where_to_put_it(described):
    [(_path, method, operation)] = [each for each in operations_of(described) if each[0].endswith("/message-receipts")]
    scheme = described["components"]["securitySchemes"]["GatewaySignature"]

    assert (method, operation["security"]) == ("post", [{"GatewaySignature": []}])
    assert (scheme["in"], scheme["name"]) == ("header", "X-Hirfa-Signature")
    assert "HMAC-SHA256" in scheme["description"]
    assert [(each["in"], each["name"], each["required"]) for each in operation["parameters"]] == [
        ("header", "X-Hirfa-Timestamp", True)
    ]
