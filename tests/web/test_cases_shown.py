"""What the desk shows of a case, and what it says of what may not be done."""

import re
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

import hirfa
from hirfa.casework.choices import Channel, Outcome
from hirfa.casework.models import Case, Piece
from hirfa.casework.operations import propose_decision, take_up_case
from hirfa.processes.applying import appeal_refusal
from hirfa.processes.deciding import application_of, decide_case
from hirfa.processes.requesting import request_change
from hirfa.web.diary import VERBS
from tests.factories.accounts import UserFactory
from tests.factories.applications import lay_conditions, sent
from tests.factories.casework import AT, karim, nadia, samira, youssef
from tests.factories.issuing import lay_keys
from tests.factories.register import register_artisan

pytestmark = pytest.mark.django_db
# Of a case, a person or an entry: what a page shows the diary of.
SHOWN = r'"((?:case|piece|pieces|decision|opinion|sitting|delegation|application|entry|entry_request|person|paper)\.[a-z_]+)"'
NO_VERBS = {"entry.opened", "entry.practice_years", "person.cin", "person.email", "person.phone"}


def at(name, *ids):
    return reverse(f"web:{name}", args=ids).replace("/ar/", "/en/")


def page_of(client, case, by):
    client.force_login(by)
    return client.get(at("case", case.pk)).content.decode()


def transfer(client, entry, **told):
    new = {"chamber": "07", "province": "07.351", "commune": "", "address": "Derb 9"}
    return client.post(at("case_ask_change", entry.pk, "CHANGE_CHAMBER"), new | told)


def proposed(case):
    """Samira proposes to refuse Fatima."""
    case = take_up_case(case=case, by=samira(), at=timezone.now())
    reasons = {"reasons_ar": "لا يكفي", "reasons_fr": "Insuffisant"}
    propose_decision(
        case=case, outcome=Outcome.REFUSED, ground="NOT_A_CRAFT", **reasons, by=samira(), at=timezone.now()
    )


def appealed(case):
    """Karim signs the refusal, and Fatima appeals."""
    proposed(case)
    lay_keys(at=timezone.now())
    decide_case(case=case, by=karim(), at=timezone.now())
    application = application_of(case)
    return appeal_refusal(application=application, channel=Channel.SELF, words="", by="applicant", at=timezone.now())


def test_what_is_declared_is_read_in_the_order_of_the_form(client):
    _application, case = sent()

    page = page_of(client, case, samira())

    labels = ["Given name (Arabic)", "Sex", "Born on", "Telephone", "Trade", "Address", "Practises since"]
    places = [page.index(f"<dt>{label}</dt>") for label in labels]
    assert places == sorted(places)


def test_a_closing_says_of_whom_on_which_ground_and_leads_to_their_file(client):
    lay_conditions()
    entry = register_artisan(family_name_latin="El Idrissi")
    case = request_change(
        entry=entry, act="CLOSURE", after={}, ground="CEASED", channel=Channel.COUNTER, by="tests", at=AT
    )

    page = page_of(client, case, samira())

    assert "El Idrissi" in page
    assert "Ceased to practise" in page
    assert reverse("web:register_person", args=[entry.pk]).replace("/ar/", "/en/") in page


def test_an_officer_reads_the_name_of_someone_still_in_another_chamber_and_is_led_to_no_file(client):
    lay_conditions()
    entry = register_artisan(family_name_latin="El Idrissi")
    after = {"chamber": "07", "province": "07.351", "commune": "", "address": "Derb 9"}
    case = request_change(
        entry=entry, act="CHANGE_CHAMBER", after=after, ground="", channel=Channel.COUNTER, by="tests", at=AT
    )

    page = page_of(client, case, UserFactory(role="INSTRUCTING", scope="chamber:07"))

    assert "El Idrissi" in page
    assert str(entry.pk) not in page


def test_the_counter_that_asks_for_a_transfer_is_told_who_decides_it_and_sees_the_person_again(client):
    lay_conditions()
    entry = register_artisan()
    client.force_login(UserFactory(role="COUNTER"))

    answer = transfer(client, entry, chamber="07")

    made = Case.objects.get()
    assert made.chamber_id == "07"
    assert answer.url.startswith(reverse("web:register_person", args=[entry.pk]).replace("/ar/", "/en/"))
    assert made.number in client.get(answer.url).content.decode()
    assert client.get(at("case", made.pk)).status_code == 404


def test_another_address_in_the_same_chamber_is_no_transfer(client):
    lay_conditions()
    client.force_login(UserFactory(role="COUNTER"))

    answer = transfer(client, register_artisan(), chamber="03", province="03.591")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_chamber"' in page
    assert 'value="Derb 9"' in page
    assert not Case.objects.exists()


def test_the_fields_of_a_change_are_drawn_as_all_others(client):
    lay_conditions()
    client.force_login(UserFactory(role="COUNTER"))

    page = client.get(at("case_ask_change", register_artisan().pk, "CHANGE_CHAMBER")).content.decode()

    assert re.search(r'<select name="commune" class="form-select"', page)
    assert re.search(r'<input type="text" name="address"[^>]*class="form-control"', page)
    assert "<optgroup" in page


def test_who_proposed_is_told_that_another_signs(client):
    _application, case = sent()
    client.force_login(youssef())
    case = appealed(case)
    client.post(at("case_take_up", case.pk))
    client.post(at("case_propose", case.pk), {"outcome": "ACCEPTED", "reasons_ar": "نعم", "reasons_fr": "Oui"})

    page = client.get(at("case", case.pk)).content.decode()

    assert "You proposed this decision: another person signs it." in page
    assert at("case_sign", case.pk) not in page


def test_an_appeal_shows_the_first_pieces_and_reasons_and_asks_for_none(client):
    _application, first = sent()
    case = appealed(first)

    page = page_of(client, case, youssef())

    piece = Piece.objects.filter(case=first).first()
    assert at("case_piece_page", first.pk, piece.pk, 1) in page
    assert "Insuffisant" in page
    assert "Missing" not in page
    assert at("case_letter", first.pk) in page
    assert client.get(at("case_letter", first.pk)).content.startswith(b"%PDF-")


def test_a_delegate_without_a_delegation_is_told_whom_to_ask(client):
    _application, case = sent()
    proposed(case)

    page = page_of(client, case, nadia())

    assert "Ask the signatory for one." in page
    assert at("case_sign", case.pk) not in page


def test_a_file_that_is_none_is_said_beside_its_own_piece(client):
    _application, case = sent()
    client.force_login(UserFactory(role="COUNTER"))

    answer = client.post(at("case_hand_in", case.pk), {"code": "CIN"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#file-CIN"' in page
    assert 'id="file-CIN"' in page


def test_each_happening_that_a_page_tells_has_words():
    source = Path(hirfa.__file__).parent
    said = {
        verb
        for path in source.rglob("*.py")
        if "operations" in path.parts or path.stem == "operations"
        for verb in re.findall(SHOWN, path.read_text())
    }

    assert said - NO_VERBS - set(VERBS) == set()


def test_samira_finds_a_case_by_its_number(client):
    lay_conditions()
    _application, case = sent()
    client.force_login(samira())
    found = client.get(at("cases"), {"number": case.number[-4:]}).content.decode()
    assert case.number in found
    assert (
        reverse("web:case", args=[case.pk]).replace("/ar/", "/en/")
        not in client.get(at("cases"), {"number": "no such"}).content.decode()
    )


def test_a_number_in_arabic_digits_is_the_same_number(client):
    lay_conditions()
    _application, case = sent()
    client.force_login(samira())
    typed = case.number.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))

    assert str(case.pk) in client.get(at("cases"), {"number": typed}).content.decode()


def test_a_number_that_no_open_case_has_is_said_to_be_none(client):
    lay_conditions()
    sent()
    client.force_login(samira())

    assert "No open case found here has this number." in client.get(at("cases"), {"number": "1999-9"}).content.decode()


def test_an_appeal_against_a_closure_is_taken_in_at_the_counter_or_at_the_directorate(client):
    lay_conditions()
    entry = register_artisan()
    case = request_change(
        entry=entry, act="CLOSURE", after={}, ground="REQUEST", channel=Channel.COUNTER, by="tests", at=timezone.now()
    )
    case = take_up_case(case=case, by=samira(), at=timezone.now())
    reasons = {"reasons_ar": "بطلب منه", "reasons_fr": "Sur demande"}
    propose_decision(case=case, outcome=Outcome.ACCEPTED, ground="", **reasons, by=samira(), at=timezone.now())
    decide_case(case=case, by=karim(), at=timezone.now())
    assert at("case_appeal", case.pk) not in page_of(client, case, karim())  # he signs; he takes nothing in
    assert client.post(at("case_appeal", case.pk), {"words": "x"}).status_code == 403
    assert at("case_appeal", case.pk) in page_of(client, case, youssef())

    empty = client.post(at("case_appeal", case.pk), {"words": " "})
    answer = client.post(at("case_appeal", case.pk), {"words": "لم أطلب ذلك"}, follow=True).content.decode()
    again = client.post(at("case_appeal", case.pk), {"words": "مرة ثانية"})

    assert empty.status_code == 422
    assert "The appeal is received." in answer
    assert "لم أطلب ذلك" in answer
    assert Case.objects.get(appeal_of=case).body == "DIRECTORATE"
    assert again.status_code == 422
    assert "مرة ثانية" in again.content.decode()
