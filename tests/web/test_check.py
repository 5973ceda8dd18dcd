"""Anyone checks a card, and learns one word with its reason."""

import datetime as dt
import io
import logging

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from hirfa.cards.printing import card_png, cards_pdf
from tests.factories.cards import AT, issued_card

pytestmark = pytest.mark.django_db
ADDRESS = "/en/check/"


def ask(client, text="", **files):
    return client.post(ADDRESS, {"text": text, **files})


def reason_of(answer):
    page = answer.content.decode()
    return page.split('data-reason="')[1].split('"')[0] if "data-reason" in page else None


def picture_of(card):
    return SimpleUploadedFile("photo.png", card_png(card)[1], "image/png")


def test_fatima_shows_her_card_and_it_is_good(client):
    card = issued_card()

    answer = ask(client, card.credential.text)

    page = answer.content.decode()
    assert reason_of(answer) == "valid"
    assert "verdict-valid" in page
    assert "فاطمة الإدريسي" in page
    assert "Fatima El Idrissi" in page
    assert "14 January 2031" in page
    assert "SPECIMEN" in page


def test_a_photograph_is_as_good_as_the_text(client):
    assert reason_of(ask(client, file=picture_of(issued_card()))) == "valid"


def test_the_pdf_of_the_card_is_read_too(client):
    pdf = SimpleUploadedFile("card.pdf", cards_pdf([issued_card()], at=AT), "application/pdf")

    assert reason_of(ask(client, file=pdf)) == "valid"


def test_a_revoked_card_turns_red(client):
    answer = ask(client, issued_card(revoked=True).credential.text)

    assert reason_of(answer) == "revoked"
    assert "verdict-refused" in answer.content.decode()


def test_a_revoked_card_does_not_bear_the_word_of_a_good_one_beside_its_date(client):
    shown = ask(client, issued_card(revoked=True).credential.text).content.decode()

    assert "Expiry date" in shown
    assert "Valid until" not in shown


def test_a_suspended_card_says_so(client):
    assert reason_of(ask(client, issued_card(suspended=True).credential.text)) == "suspended"


def test_a_card_that_ran_out_says_so(client, monkeypatch):
    card = issued_card()
    monkeypatch.setattr(timezone, "now", lambda: AT + dt.timedelta(days=366 * 6))

    answer = ask(client, card.credential.text)

    assert reason_of(answer) == "expired"
    assert "verdict-valid" not in answer.content.decode()


def changed(text):
    """Exchange two characters in the signature at the end."""
    return text[:-3] + text[-2] + text[-3] + text[-1] if text[-2] != text[-3] else text[:-1] + "0"


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda text: text[:200], "truncated"),
        (lambda text: text[:-1], "truncated"),
        (lambda text: "HELLO", "malformed"),
        (lambda text: "https://elsewhere.example/?c=1", "malformed"),
    ],
)
def test_what_is_no_card_is_not_shown_as_one_and_a_cut_one_is_called_incomplete(client, spoil, reason):
    answer = ask(client, spoil(issued_card().credential.text))

    assert reason_of(answer) == reason
    assert "verdict-refused" in answer.content.decode()
    assert "Fatima" not in answer.content.decode()


def test_a_forged_card_shows_no_name(client):
    answer = ask(client, changed(issued_card().credential.text))

    assert reason_of(answer) in {"bad_signature", "malformed", "truncated"}
    assert "verdict-refused" in answer.content.decode()
    assert "Fatima" not in answer.content.decode()


def test_a_picture_without_code_says_what_to_do(client):
    out = io.BytesIO()
    Image.new("RGB", (200, 200), "white").save(out, "PNG")

    answer = ask(client, file=SimpleUploadedFile("wall.png", out.getvalue(), "image/png"))

    assert answer.status_code == 422
    assert "No code was found" in answer.content.decode()


def test_a_picture_of_two_cards_is_not_guessed_at(client):
    one, other = issued_card(local_number="1"), issued_card(local_number="2")
    pictures = [Image.open(io.BytesIO(card_png(card)[1])) for card in (one, other)]
    both = Image.new("RGB", (pictures[0].width, pictures[0].height * 2), "white")
    both.paste(pictures[0], (0, 0))
    both.paste(pictures[1], (0, pictures[0].height))
    out = io.BytesIO()
    both.save(out, "PNG")

    answer = ask(client, file=SimpleUploadedFile("two.png", out.getvalue(), "image/png"))

    assert "one at a time" in answer.content.decode()
    assert reason_of(answer) is None


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02 not a picture", b"%PDF-1.7 broken"])
def test_a_broken_file_gets_a_reason_and_no_fault(client, content):
    answer = ask(client, file=SimpleUploadedFile("x.png", content, "image/png"))

    assert answer.status_code == 422
    assert "field-error" in answer.content.decode()


def test_nothing_sent_is_told_so(client):
    assert "Choose a picture or paste the text" in ask(client).content.decode()


def test_too_many_checks_wait(client, settings):
    for _ in range(settings.HIRFA_CARD_CHECKS_A_MINUTE):
        assert ask(client, "x").status_code == 200

    assert ask(client, "x").status_code == 429


def test_the_page_and_the_api_count_the_same_checks(client, settings):
    for _ in range(settings.HIRFA_CARD_CHECKS_A_MINUTE):
        ask(client, "x")

    answer = client.post("/api/v1/card-verifications", {"text": "x"}, content_type="application/json")

    assert answer.status_code == 429


def test_behind_a_proxy_of_ours_each_visitor_has_a_limit_of_their_own(client, settings):
    settings.HIRFA_TRUSTED_PROXIES = 1
    for _ in range(settings.HIRFA_CARD_CHECKS_A_MINUTE):
        client.post(ADDRESS, {"text": "x"}, HTTP_X_FORWARDED_FOR="198.51.100.7")

    same = client.post(ADDRESS, {"text": "x"}, HTTP_X_FORWARDED_FOR="203.0.113.250, 198.51.100.7")
    other = client.post(ADDRESS, {"text": "x"}, HTTP_X_FORWARDED_FOR="203.0.113.9")

    assert (same.status_code, other.status_code) == (429, 200)


def test_the_text_is_in_no_address_and_no_log(client, caplog):
    text = issued_card().credential.text
    caplog.set_level(logging.DEBUG)

    answer = ask(client, text)

    assert text not in caplog.text
    assert text not in answer.content.decode()
    assert client.get(ADDRESS, {"text": text}).content.decode().count(text[:40]) == 0


def test_a_check_asks_the_database_a_constant_number_of_times(client, django_assert_num_queries):
    text = issued_card().credential.text

    with django_assert_num_queries(5):
        ask(client, text)


@pytest.mark.parametrize(("code", "word"), [("en", "Valid"), ("en", "Expiry date")])
def test_the_words_are_there(client, code, word):
    assert word in client.post(f"/{code}/check/", {"text": issued_card().credential.text}).content.decode()
