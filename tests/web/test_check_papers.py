"""Anyone checks a letter or a certificate on the same page as a card, and compares it with the paper in their hand."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hirfa.documents.letters import letter_pdf
from hirfa.issuing.choices import CredentialState
from hirfa.issuing.operations import change_credential_state
from tests.factories.cards import AT, issued_card
from tests.factories.papers import certificate, refusal, signed
from tests.factories.register import lay_reference

pytestmark = pytest.mark.django_db
ADDRESS = "/en/check/"


@pytest.fixture(autouse=True)
def _reference():
    lay_reference()


def page_of(client, text="", address=ADDRESS, **files):
    return client.post(address, {"text": text, **files}).content.decode()


def test_a_letter_shows_what_to_compare_and_whether_it_stands(client):
    page = page_of(client, signed(refusal()).text)

    assert 'data-reason="valid"' in page
    for words in (
        "Genuine",
        "the paper in your hand",
        "Letter of decision",
        "D/03/2026/000017",
        "15 January 2026",
        "2026-03-000412",
        "Fatima El Idrissi",
        "فاطمة الإدريسي",
        "Refused",
        "SPECIMEN",
    ):
        assert words in page
    assert "Craft number (NIA)" not in page
    assert "Compare the portrait" not in page


def test_a_certificate_shows_its_last_day(client):
    page = page_of(client, signed(certificate()).text)

    assert "Certificate of practice" in page
    assert "14 July 2026" in page
    assert "ZT123456" not in page


def test_a_letter_that_was_withdrawn_is_red(client):
    credential = signed(refusal())
    change_credential_state(credential=credential, state=CredentialState.REVOKED, by="tests", at=AT)

    page = page_of(client, credential.text)

    assert 'data-reason="revoked"' in page
    assert "verdict-refused" in page
    assert "Withdrawn" in page
    assert "verdict-valid" not in page


def test_a_forged_letter_shows_nothing(client):
    text = signed(refusal()).text

    page = page_of(client, text[:-3] + text[-2] + text[-3] + text[-1] if text[-2] != text[-3] else text[:-1] + "0")

    assert "verdict-refused" in page
    assert not any(words in page for words in ("D/03/2026/000017", "Fatima", "Letter of decision"))


def test_the_pdf_of_the_letter_is_read_too(client):
    letter = refusal()
    pdf = SimpleUploadedFile("letter.pdf", letter_pdf(letter, code=signed(letter).text, at=AT), "application/pdf")

    assert 'data-reason="valid"' in page_of(client, file=pdf)


def test_a_card_is_still_a_card(client):
    page = page_of(client, issued_card().credential.text)

    assert "Craft number (NIA)" in page
    assert "Kind of paper" not in page


def test_a_check_of_a_paper_asks_no_more_than_that_of_a_card(client, django_assert_max_num_queries):
    text = signed(refusal()).text

    with django_assert_max_num_queries(5):
        page_of(client, text)


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_the_page_is_there_in_the_languages_of_the_country(client, language):
    page = page_of(client, signed(refusal()).text, address=f"/{language}/check/")

    assert 'data-reason="valid"' in page
    assert f'lang="{language}"' in page
