"""Fatima registers from her telephone, in Arabic and without an account; Brahim does in French."""

import pytest
from django.contrib.sessions.models import Session

from hirfa.audit.models import DiaryLine
from hirfa.casework.models import Case
from hirfa.register.models import Application
from hirfa.register.operations import content_of
from tests.factories.applications import lay_conditions
from tests.web.applying import answer, begin, open_file, write_all

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _conditions():
    lay_conditions()


def content():
    return content_of(application=Application.objects.get())


def test_beginning_shows_the_code_once_and_keeps_it_nowhere(client):
    code = begin(client)

    assert len(code.replace(" ", "")) == 12
    assert Application.objects.get().state == "DRAFT"
    for page in ("steps/name/", "check/", "file/"):
        assert code not in client.get(f"/ar/apply/{page}").content.decode()
    told = str([(line.facts, line.subject) for line in DiaryLine.objects.all()])
    assert code.replace(" ", "") not in told
    assert code.replace(" ", "") not in str([session.get_decoded() for session in Session.objects.all()])


def test_a_link_alone_begins_nothing(client):
    assert client.get("/ar/apply/start/").status_code == 302
    assert client.post("/ar/apply/start/", {"kind": "KING"}).status_code == 302
    assert not Application.objects.exists()


def test_she_writes_everything_and_sends_it_to_her_chamber(client):
    begin(client)
    write_all(client)

    answered = client.post("/ar/apply/send/")

    case = Case.objects.get()
    assert answered["Location"] == "/ar/apply/file/"
    assert (case.chamber_id, case.channel, case.act) == ("03", "SELF", "ENTRY_ARTISAN")
    assert sorted(case.pieces.values_list("code", flat=True)) == ["CIN", "PRACTICE"]
    assert case.number in client.get("/ar/apply/file/").content.decode()


def test_brahim_does_it_in_french_and_reads_the_words_of_the_lists_in_french(client):
    begin(client, language="fr")
    write_all(client, language="fr")

    page = client.get("/fr/apply/check/").content.decode()

    assert "Taounate" in page
    assert "Carpets" in page
    assert Application.objects.get().language == "fr"


def test_the_second_press_on_send_lands_on_the_page_of_the_file(client):
    begin(client)
    write_all(client)

    first, second = client.post("/ar/apply/send/"), client.post("/ar/apply/send/")

    assert first["Location"] == second["Location"] == "/ar/apply/file/"
    assert Case.objects.count() == 1


def test_what_was_sent_is_written_no_more(client):
    begin(client)
    write_all(client)
    client.post("/ar/apply/send/")

    for page in ("steps/name/", "check/"):
        assert client.get(f"/ar/apply/{page}")["Location"] == "/ar/apply/file/"
    assert answer(client, "name", given_name_ar="زينب")["Location"] == "/ar/apply/file/"
    assert content()["given_name_ar"] == "فاطمة"


def test_she_stops_and_the_page_of_her_file_leads_on_to_what_lacks(client):
    begin(client)
    answer(client, "name")

    assert answer(client, "identity", go="later")["Location"] == "/ar/apply/file/"
    assert 'href="/ar/apply/steps/contact/"' in client.get("/ar/apply/file/").content.decode()


def test_she_comes_back_elsewhere_with_her_code(client):
    code = begin(client)
    answer(client, "name")
    client.cookies.clear()
    assert client.get("/ar/apply/file/")["Location"] == "/ar/apply/return/"

    assert open_file(client, code.lower().replace(" ", "-"))["Location"] == "/ar/apply/file/"

    assert "فاطمة" in client.get("/ar/apply/steps/name/").content.decode()


def test_a_wrong_code_gets_one_sentence_and_not_often(client):
    begin(client)
    client.cookies.clear()

    answers = [open_file(client, "AAAA BBBB CCCC", language="en") for _ in range(21)]

    assert {each.status_code for each in answers[:20]} == {422}
    assert "No file opens with this code" in answers[0].content.decode()
    assert answers[20].status_code == 429


def test_a_session_planted_before_does_not_open_the_file(client):
    client.get("/ar/apply/")
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key

    begin(client)

    assert client.session.session_key != planted


@pytest.mark.parametrize(
    "page", ["steps/name/", "check/", "send/", "file/", "file/pieces/", "file/appeal/", "file/withdraw/", "file/code/"]
)
def test_a_stranger_without_a_code_is_asked_for_one(client, page):
    assert client.get(f"/ar/apply/{page}")["Location"] == "/ar/apply/return/"
    assert client.post(f"/ar/apply/{page}")["Location"] == "/ar/apply/return/"


def test_what_lacks_is_listed_and_not_sent(client):
    begin(client, language="en")
    answer(client, "name", language="en")

    answered = client.post("/en/apply/send/")

    assert answered.status_code == 422
    assert "Something still lacks" in answered.content.decode()
    assert 'href="/en/apply/steps/identity/?from=check"' in answered.content.decode()
    assert not Case.objects.exists()


def test_what_she_writes_never_becomes_markup(client):
    begin(client)
    answer(client, "address", address='"><script>alert(1)</script>')

    for page in ("steps/address/", "check/"):
        assert "<script>alert" not in client.get(f"/ar/apply/{page}").content.decode()


def test_no_cin_stands_in_an_address_or_the_diary(client):
    begin(client)
    write_all(client)
    client.post("/ar/apply/send/")

    lines = [(line.subject, line.actor, line.facts) for line in DiaryLine.objects.all()]
    assert "123456" not in str(lines)
    assert "Idrissi" not in str(lines)
    assert {line.actor for line in DiaryLine.objects.filter(verb__startswith="application.")} == {"applicant"}


def test_pages_of_a_file_are_kept_by_no_cache(client):
    begin(client)

    for page in ("steps/name/", "check/", "file/"):
        assert "no-store" in client.get(f"/ar/apply/{page}")["Cache-Control"]


def test_a_new_code_ends_the_old_one(client):
    old = begin(client)
    page = client.post("/en/apply/file/code/").content.decode()
    client.cookies.clear()

    assert "Your code" in page
    assert old not in page
    assert open_file(client, old).status_code == 422


@pytest.mark.parametrize(
    ("page", "most"), [("", 16), ("steps/name/", 16), ("steps/trade/", 18), ("check/", 20), ("file/", 18)]
)
def test_pages_ask_a_constant_number_of_times(client, django_assert_max_num_queries, page, most):
    begin(client)
    write_all(client)

    with django_assert_max_num_queries(most):
        assert client.get(f"/ar/apply/{page}").status_code == 200
