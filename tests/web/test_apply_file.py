"""What Fatima sees of her file after she sent it, and what she may do about it."""

import datetime as dt

import pytest
from django.utils import timezone

from hirfa.casework.choices import Outcome
from hirfa.casework.models import Case
from hirfa.casework.operations import ask_for_pieces, propose_decision, return_proposal, sign_decision, take_up_case
from hirfa.processes.deciding import decide_case
from tests.conftest import AT
from tests.factories.applications import lay_conditions
from tests.factories.casework import REASONS, called_fit, karim, samira
from tests.factories.issuing import lay_keys
from tests.web.applying import begin, open_file, upload, write_all

pytestmark = pytest.mark.django_db
WORDS = "صورة البطاقة غير واضحة"


@pytest.fixture
def code(client):
    """The code of her request, sent from this browser."""
    lay_conditions()
    code = begin(client)
    write_all(client)
    client.post("/ar/apply/send/")
    return code


@pytest.fixture
def case(code):
    return Case.objects.get()


@pytest.fixture
def later(client, code, monkeypatch):
    """Let days pass, and come back with the code: `later(3)`."""

    def pass_days(days):
        monkeypatch.setattr(timezone, "now", lambda: AT + dt.timedelta(days=days))
        open_file(client, code)

    return pass_days


def page(client, path="file/", language="en"):
    return client.get(f"/{language}/apply/{path}").content.decode()


def asked_for(case, *codes):
    take_up_case(case=case, by=samira(), at=AT + dt.timedelta(days=1))
    ask_for_pieces(case=case, codes=list(codes), words=WORDS, by=samira(), at=AT + dt.timedelta(days=1))


def refused(case, at):
    take_up_case(case=case, by=samira(), at=at)
    propose_decision(case=case, outcome=Outcome.REFUSED, ground="PRACTICE_TOO_SHORT", **REASONS, by=samira(), at=at)
    decide_case(case=case, by=karim(), at=at)


def test_nothing_is_asked_of_her_while_it_is_examined(client, case):
    take_up_case(case=case, by=samira(), at=AT + dt.timedelta(minutes=9))

    told = page(client)

    assert "Being examined" in told
    assert "Nothing is asked of you now." in told
    assert case.number in told
    assert "14 February 2026" in told
    assert "samira" not in told


def test_what_the_chamber_has_proposed_and_not_signed_reads_as_being_examined(client, case):
    take_up_case(case=case, by=samira(), at=AT)
    propose_decision(case=case, outcome=Outcome.REFUSED, ground="PIECES_MISSING", **REASONS, by=samira(), at=AT)

    told = page(client, language="fr")

    assert REASONS["reasons_fr"] not in told
    return_proposal(case=case, by=karim(), at=AT)
    assert page(client).count("An officer took it up") == 1


def test_pieces_are_asked_for_in_the_officer_s_words_and_sent_one_after_the_other(client, case, later):
    asked_for(case, "CIN", "PORTRAIT")
    later(3)

    told = page(client)
    assert WORDS in told
    assert 'href="/en/apply/file/pieces/"' in told
    first = client.post("/en/apply/file/pieces/", {"code": "CIN", "file": upload()})
    assert first["Location"] == "/en/apply/file/pieces/"
    assert 'value="CIN"' not in page(client, "file/pieces/")
    last = client.post("/en/apply/file/pieces/", {"code": "PORTRAIT", "photo": upload()})

    assert last["Location"] == "/en/apply/file/"
    case.refresh_from_db()
    assert case.state == "UNDER_REVIEW"
    assert "You handed in" in page(client)
    assert client.get("/en/apply/file/pieces/")["Location"] == "/en/apply/file/"


def test_a_piece_that_is_not_taken_is_told_beside_it(client, case, later):
    asked_for(case, "CIN")
    later(3)

    answered = client.post("/en/apply/file/pieces/", {"code": "CIN", "file": upload(b"hello")})

    assert answered.status_code == 422
    assert "Only a photograph" in answered.content.decode()
    assert client.post("/en/apply/file/pieces/", {"code": "CIN"}).status_code == 422
    assert client.post("/en/apply/file/pieces/", {"code": "PRACTICE", "file": upload()}).status_code == 200
    assert case.pieces.count() == 2


def test_the_officer_s_words_never_become_markup(client, case):
    take_up_case(case=case, by=samira(), at=AT)
    ask_for_pieces(case=case, codes=["CIN"], words="<script>alert(1)</script>", by=samira(), at=AT)

    assert "<script>alert" not in page(client)
    assert "<script>alert" not in page(client, "file/pieces/")


def test_she_takes_it_back_after_saying_that_she_is_sure(client, case):
    assert client.post("/en/apply/file/withdraw/").status_code == 422

    client.post("/en/apply/file/withdraw/", {"sure": "on"})

    case.refresh_from_db()
    assert case.state == "WITHDRAWN"
    assert "Taken back" in page(client)
    assert client.get("/en/apply/file/withdraw/")["Location"] == "/en/apply/file/"


@pytest.mark.parametrize(
    ("language", "ground", "reasons"),
    [("ar", "مدة المزاولة غير كافية", "reasons_ar"), ("fr", "Durée d&#x27;exercice insuffisante", "reasons_fr")],
)
def test_a_refusal_is_told_with_ground_and_reasons_in_the_language_of_the_page(client, case, language, ground, reasons):
    refused(case, AT)

    told = page(client, language=language)

    assert ground in told
    assert REASONS[reasons].replace("'", "&#x27;") in told
    assert f'href="/{language}/apply/file/appeal/"' in told
    assert "karim" not in told


def test_she_appeals_in_her_own_words_and_others_decide(client, case, later):
    refused(case, AT)
    later(10)
    assert "until 16 March 2026" in page(client, "file/appeal/")
    assert client.post("/en/apply/file/appeal/", {"words": " "}).status_code == 422

    client.post("/en/apply/file/appeal/", {"words": "أزاول الحرفة منذ عشر سنوات"})

    appeal = Case.objects.exclude(pk=case.pk).get()
    assert (appeal.appeal_of, appeal.body, appeal.notes.get().text) == (
        case,
        "DIRECTORATE",
        "أزاول الحرفة منذ عشر سنوات",
    )
    told = page(client)
    assert appeal.number in told
    assert f'appeal against <bdi class="num">{case.number}</bdi>' in told
    assert "Your appeal has arrived." in told
    assert client.get("/en/apply/file/appeal/")["Location"] == "/en/apply/file/"


def test_the_letter_of_the_first_decision_stays_at_hand_while_the_appeal_is_examined(client, case):
    lay_keys(at=AT)
    take_up_case(case=case, by=samira(), at=AT)
    propose_decision(case=case, outcome=Outcome.REFUSED, ground="PRACTICE_TOO_SHORT", **REASONS, by=samira(), at=AT)
    decide_case(case=case, by=karim(), at=AT)
    told = page(client)
    assert "/file/paper/letter/" in told
    assert "/file/paper/first-letter/" not in told

    client.post("/en/apply/file/appeal/", {"words": "أزاول الحرفة منذ عشر سنوات"})

    told = page(client)
    assert "/file/paper/letter/" not in told
    assert "/file/paper/first-letter/" in told
    assert client.get("/en/apply/file/paper/first-letter/").content.startswith(b"%PDF-")
    assert client.get("/en/apply/file/paper/letter/").status_code == 404


def test_after_its_last_day_there_is_no_appeal(client, case, later):
    refused(case, AT)
    later(61)

    told = page(client)

    assert "The time to appeal ended on 16 March 2026." in told
    assert "/file/appeal/" not in told
    assert client.post("/en/apply/file/appeal/", {"words": "x"})["Location"] == "/en/apply/file/"
    assert Case.objects.count() == 1


def test_an_acceptance_is_told(client, case):
    take_up_case(case=case, by=samira(), at=AT)
    for piece in case.pieces.all():
        called_fit(piece)
    propose_decision(case=case, outcome=Outcome.ACCEPTED, ground="", **REASONS, by=samira(), at=AT)
    sign_decision(case=case, by=karim(), at=AT)

    told = page(client, language="ar")

    assert REASONS["reasons_ar"] in told
    assert "/withdraw/" not in told


def test_a_late_answer_says_so(client, case, later):
    later(31)

    assert "late</span>" in page(client)


def test_the_code_of_one_opens_nothing_of_another(client, case):
    client.cookies.clear()
    code = begin(client)
    client.cookies.clear()
    open_file(client, code)

    assert case.number not in page(client)


def test_the_page_asks_as_often_for_a_long_history_as_for_a_short_one(
    client, case, later, django_assert_max_num_queries
):
    asked_for(case, "CIN", "PORTRAIT")
    later(3)
    client.post("/en/apply/file/pieces/", {"code": "CIN", "file": upload()})
    client.post("/en/apply/file/pieces/", {"code": "PORTRAIT", "file": upload()})

    with django_assert_max_num_queries(12):
        page(client)
