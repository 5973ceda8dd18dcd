"""What every page keeps: language and direction, the policy of the browser, the mark of a demonstration, friendly refusals."""

import re

import pytest
from django.test import Client, RequestFactory, override_settings

from hirfa.core.errors import Refusal
from hirfa.core.marker import write_marker
from hirfa.documents.rules import MAX_BYTES
from hirfa.web.middleware import RefusalsAreShown
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("code", "direction"), [("ar", "rtl"), ("fr", "ltr"), ("en", "ltr")])
def test_a_page_says_its_language_and_its_direction(client, code, direction):
    page = client.get(f"/{code}/").content.decode()

    assert f'<html lang="{code}" dir="{direction}">' in page


def test_whoever_asks_for_no_language_gets_arabic(client):
    answer = client.get("/", headers={"accept-language": "fr"})

    assert answer["Location"] == "/ar/"


def test_the_other_languages_lead_to_the_same_page_with_its_filters(client):
    page = client.get("/ar/styleguide/?page=2").content.decode()

    assert 'href="/fr/styleguide/?page=2"' in page
    assert 'href="/en/styleguide/?page=2"' in page


def test_the_browser_may_run_nothing_but_what_is_served(client):
    policy = client.get("/ar/")["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy


@pytest.mark.parametrize("path", ["/ar/", "/ar/styleguide/", "/ar/login/", "/ar/check/"])
def test_pages_hold_no_inline_style_or_handler(client, path):
    page = client.get(path).content.decode()

    assert re.findall(r"""\sstyle=|\son[a-z]+=["']|<style|javascript:""", page) == []


def test_a_demonstration_says_so_and_another_installation_does_not(client):
    assert "DEMONSTRATION" in client.get("/en/").content.decode()

    with override_settings(HIRFA_DEMONSTRATION=False):
        assert "DEMONSTRATION" not in client.get("/en/").content.decode()


def test_a_demonstration_under_the_national_size_says_so_on_each_page(client, settings, tmp_path):
    settings.HIRFA_VAR = tmp_path
    assert "of the national size" not in client.get("/en/").content.decode()

    write_marker(scale=0.01, seed=1, whole=True)

    assert "1/100" in client.get("/en/").content.decode()
    with override_settings(HIRFA_DEMONSTRATION=False):
        assert "of the national size" not in client.get("/en/").content.decode()


@pytest.mark.parametrize("address", ["/en/figures/a%00b/", "/en/directory/?text=a%00b"])
def test_a_nul_in_an_address_is_no_page(client, address):
    assert client.get(address).status_code == 404


def test_a_nul_in_a_cookie_is_no_page(client):
    assert client.get("/en/", headers={"cookie": 'sessionid="aaaaaaaa\\000aaaaaaaa"'}).status_code == 404


def test_an_unknown_page_is_told_in_the_language_and_without_hint(client):
    answer = client.get("/fr/rien/du/tout/")

    assert answer.status_code == 404
    assert '<html lang="fr"' in answer.content.decode()
    assert "rien/du/tout/" not in re.sub(r'href="[^"]*"', "", answer.content.decode())


def test_a_forged_form_is_refused_in_words():
    strict = Client(enforce_csrf_checks=True)

    answer = strict.post("/en/login/", {"username": "a", "password": "b"})

    assert answer.status_code == 403
    assert "Nothing was changed" in answer.content.decode()


def test_a_refusal_that_no_form_caught_is_a_page():
    request = RequestFactory().get("/en/")
    request.user = UserFactory()

    answer = RefusalsAreShown(lambda _: None).process_exception(request, Refusal("This file is closed."))

    assert answer.status_code == 409
    assert "This file is closed." in answer.content.decode()


def test_a_fault_that_is_no_refusal_stays_a_fault():
    assert RefusalsAreShown(lambda _: None).process_exception(RequestFactory().get("/"), ValueError("x")) is None


def test_every_answer_bears_a_number_for_the_log(client):
    one, other = client.get("/ar/")["X-Request-Id"], client.get("/ar/")["X-Request-Id"]

    assert one != other


@pytest.mark.parametrize("length", [str(200 * 1024 * 1024), "-1", "many"])
def test_an_endless_body_is_refused_before_it_is_read(client, length):
    answer = client.post("/fr/check/", {"text": "x"}, headers={"content-length": length})

    assert answer.status_code == 413
    assert '<html lang="fr"' in answer.content.decode()
    assert f" {MAX_BYTES >> 20} M" in answer.content.decode()


def test_a_fault_is_told_with_its_number_and_without_details(client, monkeypatch):
    monkeypatch.setattr("hirfa.web.home.views.find_run", lambda: 1 / 0)
    client.raise_request_exception = False

    answer = client.get("/fr/")

    assert answer.status_code == 500
    assert answer["X-Request-Id"] in answer.content.decode()
    assert "ZeroDivisionError" not in answer.content.decode()
    assert '<html lang="fr"' in answer.content.decode()
