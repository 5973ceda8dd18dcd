"""An artisan registers from a telephone: writes, sends, is asked for a piece, sends it, is refused, appeals. And the counter."""

import pytest
from playwright.sync_api import expect

from .accessibility import serious_violations
from .applicant import CHAMBER, Applicant, photograph

WORDS = "الصورة غير واضحة، المرجو إعادتها."
BEGIN = """
from django.utils import timezone
from hirfa.accounts.models import User
from hirfa.casework.choices import Outcome
from hirfa.casework.models import Case
from hirfa.casework.operations import ask_for_pieces, propose_decision, sign_decision, take_up_case
case = Case.objects.get(number={number!r})
who = lambda name: User.objects.get(username=name)
now = timezone.now()
"""
ASK = """
take_up_case(case=case, by=who({officer!r}), at=now)
ask_for_pieces(case=case, codes=["CIN"], words={words!r}, by=who({officer!r}), at=now)
"""
REFUSE = """
propose_decision(
    case=case, outcome=Outcome.REFUSED, ground="PRACTICE_TOO_SHORT", by=who({officer!r}), at=now,
    reasons_ar="الوثائق لا تثبت المدة.", reasons_fr="Les pièces n'établissent pas la durée.",
)
sign_decision(case=case, by=who({signatory!r}), at=now)
"""


@pytest.fixture
def officers(site):
    """The log-ins of who examines and who signs in this chamber."""
    return {
        "officer": site.account("INSTRUCTING", f"chamber:{CHAMBER}")[0],
        "signatory": site.account("SIGNATORY", f"chamber:{CHAMBER}")[0],
    }


def happen(site, what, **values):
    site.command("shell", "-v", "0", "-c", (BEGIN + what).format(words=WORDS, **values))


@pytest.mark.parametrize(("device", "language", "word"), [("phone", "ar", "زربية"), ("desktop", "fr", "tapis")])
def test_an_artisan_applies_is_asked_for_a_piece_sends_it_is_refused_and_appeals(
    visit, site, officers, device, language, word
):
    wrong = []
    page = visit(device=device, language=language)
    fatima = Applicant(page, wrong)
    code = fatima.begin(language)
    fatima.write_all(word)
    number = fatima.send()

    happen(site, ASK, number=number, **officers)
    page = visit(f"/{language}/apply/return/", device=device, language=language)  # another telephone
    fatima = Applicant(page, wrong)
    fatima.come_back(code)
    expect(page.locator("main")).to_contain_text(WORDS)
    fatima.look()
    page.locator(f"main a[href='/{language}/apply/file/pieces/']").click()
    fatima.look()
    page.locator("input[name=photo]" if device == "phone" else "input[name=file]").set_input_files(photograph())
    page.locator("main form [type=submit]").click()
    expect(page.locator(".toasts")).to_be_visible()
    assert site.ask(f"Case.objects.get(number={number!r}).state") == "UNDER_REVIEW"

    happen(site, REFUSE, number=number, **officers)
    page.reload()
    fatima.look()
    fatima.appeal(language, "أزاول الحرفة منذ سنة 2010.")
    fatima.look()
    assert site.ask(f"Case.objects.get(appeal_of__number={number!r}).body") == "DIRECTORATE"
    assert wrong == [], "\n".join(wrong)


def test_what_is_wrong_stays_on_the_screen_and_the_way_on_is_open(visit):
    page = visit(device="phone", language="ar")
    fatima = Applicant(page, [])
    fatima.begin("ar")
    fatima.fill(given_name_ar="Fatima")

    fatima.go_on()

    expect(page.locator(".problems a")).to_have_attribute("href", "#id_given_name_ar")
    expect(page.locator("[name=given_name_ar]")).to_have_value("Fatima")
    assert serious_violations(page) == []
    page.reload()
    page.locator("main a[href='/ar/apply/steps/identity/']").click()
    expect(page.locator("[name=cin]")).to_be_visible()
    page.goto("/ar/apply/steps/name/")
    expect(page.locator("[name=given_name_ar]")).to_have_value("Fatima")


def test_the_counter_writes_for_a_person_and_an_officer_elsewhere_sees_nothing(visit, site, sign_in):
    page, wrong = visit(language="fr"), []
    sign_in(page, role="COUNTER", scope=f"chamber:{CHAMBER}")
    page.goto("/fr/applications/new/")
    page.locator("form:has(input[value=ARTISAN]) [type=submit]").click()
    expect(page.locator("[data-print]")).to_be_visible()
    page.locator(".step-buttons a").click()
    amina = Applicant(page, wrong)
    amina.write_all("tapis", at_counter=True)
    number = amina.send()
    amina.look()
    address = page.url
    assert site.ask(f"Case.objects.get(number={number!r}).channel") == "COUNTER"
    assert wrong == [], "\n".join(wrong)

    elsewhere = visit(language="fr")
    sign_in(elsewhere, role="COUNTER", scope="chamber:07")
    assert elsewhere.request.get(address).status == 404
