"""Fatima was admitted: from her own file she sees what the register holds of her, and asks for changes herself."""

import datetime as dt

import pytest
from django.utils import timezone

from hirfa.casework.choices import Outcome
from hirfa.casework.models import Case
from hirfa.casework.operations import ask_for_pieces, propose_decision, take_up_case
from hirfa.processes.deciding import decide_case
from hirfa.register.models import Entry, Person, Situation, Workplace
from tests.conftest import AT
from tests.factories.accounts import UserFactory
from tests.factories.applications import lay_conditions
from tests.factories.casework import REASONS, called_fit, karim, samira, youssef
from tests.web.applying import begin, open_file, upload, write_all

pytestmark = pytest.mark.django_db
MOVED = {"province": "03.591", "commune": "", "address": "زنقة السقاية 9"}


@pytest.fixture(autouse=True)
def day(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: AT + dt.timedelta(days=1))


@pytest.fixture
def entry(client):
    """The entry of Fatima, whose file is open in this browser."""
    lay_conditions()
    client.code = begin(client)
    write_all(client)
    client.post("/ar/apply/send/")
    decided(Case.objects.get())
    return Entry.objects.get()


def decided(case, outcome=Outcome.ACCEPTED, ground="", by=None, signer=None):
    now = timezone.now()
    take_up_case(case=case, by=by or samira(), at=now)
    for piece in case.pieces.all():
        called_fit(piece)
    propose_decision(case=case, outcome=outcome, ground=ground, **REASONS, by=by or samira(), at=now)
    return decide_case(case=case, by=signer or karim(), at=now)


def page(client, path):
    return client.get(f"/en/apply/file/{path}").content.decode()


def asked(client, act="CHANGE_ADDRESS", **told):
    """Ask from the page, and return the case that it made."""
    answer = client.post(f"/en/apply/file/changes/{act}/", told)
    assert answer.status_code == 302, answer.content.decode()
    return Case.objects.get(act=act)


def test_she_sees_what_the_register_holds_of_her_and_who_looked_at_it(client, entry):
    officer = UserFactory(username="amina")
    client.cookies.clear()
    client.force_login(officer)
    client.get(f"/en/register/{entry.pk}/?purpose=SERVICE")
    client.cookies.clear()
    open_file(client, client.code)

    told = page(client, "entry/")

    assert entry.holder.nia in told
    assert "AB123456" in told
    assert "Counter officer" in told  # who opened it
    assert "/en/register/" not in told
    assert "/cards/" not in told


def test_before_she_is_admitted_there_is_nothing_to_see_or_to_change(client):
    lay_conditions()
    begin(client)

    for path in ("entry/", "changes/", "changes/CHANGE_ADDRESS/"):
        assert client.get(f"/en/apply/file/{path}").status_code == 404


def test_without_the_code_nothing_opens(client, entry):
    case = asked(client, **MOVED)
    client.cookies.clear()

    for path in (
        "entry/",
        "changes/",
        "changes/CHANGE_ADDRESS/",
        f"requests/{case.pk}/",
        f"requests/{case.pk}/letter/",
    ):
        assert client.get(f"/en/apply/file/{path}")["Location"].endswith("/apply/return/")


def test_she_moves_sends_the_proof_and_the_chamber_grants_it(client, entry):
    assert "Change of address" in page(client, "changes/")

    case = asked(client, **MOVED)
    sent = client.post(f"/en/apply/file/requests/{case.pk}/", {"code": "RESIDENCE", "file": upload()}, follow=True)
    assert "The piece is in hand." in sent.content.decode()
    assert case.channel == "SELF"
    decided(case)

    assert (
        Workplace.objects.get(entry=entry, valid_to__isnull=True, retracted_at__isnull=True).address == MOVED["address"]
    )
    assert "Accepted" in page(client, f"requests/{case.pk}/")
    assert client.get(f"/en/apply/file/requests/{case.pk}/letter/").content.startswith(b"%PDF-")


def test_what_is_not_right_stays_on_the_form_with_what_is_wrong(client, entry):
    answer = client.post("/en/apply/file/changes/CHANGE_ADDRESS/", MOVED | {"address": "", "commune": "nowhere"})

    assert answer.status_code == 422
    assert not Case.objects.filter(act="CHANGE_ADDRESS").exists()


def test_the_same_is_not_asked_for_twice_at_once(client, entry):
    asked(client, **MOVED)

    again = client.post("/en/apply/file/changes/CHANGE_ADDRESS/", MOVED | {"address": "زنقة أخرى"})

    assert again.status_code == 422
    assert "زنقة أخرى" in again.content.decode()


def test_the_last_piece_that_was_asked_for_lets_the_case_go_on(client, entry):
    case = take_up_case(case=asked(client, **MOVED), by=samira(), at=timezone.now())
    ask_for_pieces(case=case, codes=["RESIDENCE"], words="شهادة السكنى", by=samira(), at=timezone.now())
    assert "شهادة السكنى" in page(client, f"requests/{case.pk}/")

    client.post(f"/en/apply/file/requests/{case.pk}/", {"code": "RESIDENCE", "file": upload()})

    case.refresh_from_db()
    assert case.state == "UNDER_REVIEW"


def test_a_file_that_is_none_is_said_and_nothing_is_lost(client, entry):
    case = asked(client, **MOVED)

    for sent in ({}, {"file": upload(b"not a picture")}):
        answer = client.post(f"/en/apply/file/requests/{case.pk}/", {"code": "RESIDENCE"} | sent)
        assert answer.status_code == 422
        assert "field-error" in answer.content.decode()
    assert not case.pieces.exists()


def test_what_is_proposed_reads_as_being_examined(client, entry):
    case = take_up_case(case=asked(client, **MOVED), by=samira(), at=timezone.now())
    propose_decision(case=case, outcome=Outcome.REFUSED, ground="NOT_PROVEN", **REASONS, by=samira(), at=timezone.now())

    told = page(client, f"requests/{case.pk}/")

    assert "Under review" in told
    assert "proposed" not in told
    assert REASONS["reasons_fr"] not in told


def test_she_appeals_against_the_refusal_of_a_change_and_others_grant_it(client, entry):
    case = asked(client, "CHANGE_TRADE", trade="T-BRASS")
    decided(case, Outcome.REFUSED, "NOT_PROVEN")

    client.post(f"/en/apply/file/requests/{case.pk}/", {"code": "PROOF", "file": upload()})
    empty = client.post(f"/en/apply/file/requests/{case.pk}/appeal/", {"words": " "})
    client.post(f"/en/apply/file/requests/{case.pk}/appeal/", {"words": "J'ai la preuve."})
    appeal = Case.objects.get(appeal_of=case)
    client.post(f"/en/apply/file/requests/{appeal.pk}/", {"code": "PROOF", "file": upload()})
    signer = UserFactory(role="DIRECTORATE", scope="region:03")

    assert empty.status_code == 422
    assert appeal.channel == "SELF"
    decided(appeal, by=youssef(), signer=signer)
    assert Situation.objects.open_now().get(entry=entry).trade_code == "T-BRASS"


def test_what_is_not_hers_to_ask_for_and_what_is_another_s_is_no_page(client, entry):
    case = asked(client, **MOVED)

    assert client.get("/en/apply/file/changes/CLOSURE/").status_code == 404
    assert client.post("/en/apply/file/changes/SUSPENSION/", {"ground": "FRAUD"}).status_code == 404
    assert client.get(f"/en/apply/file/requests/{Case.objects.get(act='ENTRY_ARTISAN').pk}/").status_code == 404
    assert client.get(f"/en/apply/file/requests/{entry.pk}/").status_code == 404
    assert client.get(f"/en/apply/file/requests/{case.pk}/letter/").status_code == 404  # not decided yet
    assert Person.objects.count() == 1


@pytest.mark.parametrize("times", [1, 10])
def test_her_page_asks_a_constant_number_of_times(client, entry, django_assert_max_num_queries, times):
    for _time in range(times):
        page(client, "entry/")

    with django_assert_max_num_queries(40):
        page(client, "entry/")
