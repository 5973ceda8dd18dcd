"""A fault leaves a line that the number on the page finds, and that tells nothing of a person."""

import logging

import pytest

from hirfa.api.v1 import entries
from hirfa.web.home import views
from hirfa.web.logs import FaultLines
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
CIN = "CD123456"


def fall(*args, **words):
    try:
        raise LookupError(CIN)
    except LookupError as error:
        raise RuntimeError(CIN) from error


@pytest.mark.parametrize(
    ("page", "module", "called"), [("/en/", views, "render"), ("/api/v1/entries", entries, "_read")]
)
def test_a_fault_is_found_by_the_number_of_the_request(client, monkeypatch, caplog, page, module, called):
    caplog.handler.setFormatter(FaultLines())
    monkeypatch.setattr(module, called, fall)
    client.force_login(UserFactory(analyst=True))
    client.raise_request_exception = False

    answer = client.get(page)

    assert answer.status_code == 500
    assert answer["X-Request-Id"] in caplog.text
    assert "RuntimeError" in caplog.text
    assert "LookupError" in caplog.text
    assert "in fall" in caplog.text
    assert CIN not in caplog.text


def test_the_log_of_an_installation_is_written_so():
    assert [type(handler.formatter) for handler in logging.getLogger().handlers if handler.name == "console"] == [
        FaultLines
    ]
    assert logging.getLogger("django").handlers == []
