"""An artisan registers from a telephone: writes, sends, is asked for a piece, sends it, is refused, appeals. And the counter."""

import io
import re

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import expect

from .accessibility import overflow, serious_violations

CHAMBER = "03"
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


def photograph():
    """What a camera takes of a paper on a table."""
    picture = Image.new("RGB", (1600, 1200), "#6b5b4b")
    ImageDraw.Draw(picture).rectangle((200, 150, 1400, 1050), fill="#f4f1ea", outline="#222", width=6)
    out = io.BytesIO()
    picture.save(out, "JPEG")
    return {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


class Applicant:
    """Someone who fills in the form as a person does, and looks at each screen before going on."""

    def __init__(self, page, wrong):
        self.page, self.wrong = page, wrong

    def look(self):
        """Note what is wrong with the screen, and come back to it as it was: the look changes its letters."""
        where = self.page.url
        self.wrong += [f"{where}: {each}" for each in [*overflow(self.page), *serious_violations(self.page)]]
        self.page.reload()

    def go_on(self):
        self.page.locator("button[name=go][value=next]").click()
        self.page.wait_for_load_state()

    def fill(self, **answers):
        for name, text in answers.items():
            self.page.locator(f"main [name={name}]").fill(text)

    def day(self, name, day, month, year):
        self.fill(**{f"{name}_day": day, f"{name}_year": year})
        self.page.locator(f"[name={name}_month]").select_option(month)

    def choose(self, name, value):
        self.page.locator(f"main input[name={name}][value='{value}']").check()

    def begin(self, language):
        self.page.goto(f"/{language}/")
        self.page.locator(f"main a[href='/{language}/apply/']").first.click()
        self.page.locator("form:has(input[value=ARTISAN]) [type=submit]").click()
        expect(self.page.locator(".slip-code")).to_have_text(re.compile(r"^\s*\w{4} \w{4} \w{4}\s*$"))
        code = self.page.locator(".slip-code").inner_text().strip()
        self.page.locator(".step-buttons a").click()
        return code

    def write_all(self, word, *, at_counter=False):
        self.look()
        self.fill(given_name_ar="فاطمة", family_name_ar="الإدريسي")
        self.go_on()
        self.look()
        self.choose("sex", "F")
        self.day("born_on", "17", "05", "1980")
        self.fill(cin="AB123456")
        self.go_on()
        self.look()
        self.fill(phone="06 12 34 56 78")
        self.go_on()
        if not at_counter:
            self.look()
            self.choose("chamber", CHAMBER)
            self.go_on()
        self.look()
        self.page.locator("input[name=province]").first.check()
        self.go_on()
        self.look()
        self.page.locator("[name=commune]").select_option(index=1)
        self.fill(address="دوار أولاد علي")
        self.go_on()
        self.find_trade(word)
        self.look()
        self.choose("proof", "PRACTICE")
        self.day("practice_since", "1", "03", "2010")
        self.go_on()
        for _piece in ("CIN", "PRACTICE"):
            self.look()
            self.page.locator("input[name=file]").set_input_files(photograph())
            self.go_on()
        self.go_on()  # the portrait may be left out
        self.look()
        self.page.locator("[name=agree]").check()
        self.go_on()

    def find_trade(self, word):
        """Look for a trade by a word: the list answers while one types."""
        self.look()
        before = self.page.locator("#trades summary").count()
        with self.page.expect_response(lambda answer: "/steps/trade/" in answer.url):
            self.page.locator("main [name=text]").fill(word)
        expect(self.page.locator("#trades details[open]").first).to_be_visible()
        assert self.page.locator("#trades summary").count() < before
        self.page.locator("#trades input[name=trade]").first.check()
        self.go_on()

    def send(self):
        """Send, and return the number of the case."""
        self.look()
        self.page.locator("main form [type=submit]").click()
        self.page.wait_for_url(re.compile(r"/file/$|/applications/[^/]+/$"))
        return re.search(r"\d{4}-\d{7}", self.page.locator("main").inner_text())[0]


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
    fatima.fill(code=code.lower())
    page.locator("main form [type=submit]").click()
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
    page.locator(f"main a[href='/{language}/apply/file/appeal/']").click()
    fatima.look()
    fatima.fill(words="أزاول الحرفة منذ سنة 2010.")
    page.locator("main form [type=submit]").click()
    expect(page.locator(".toasts")).to_be_visible()
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
