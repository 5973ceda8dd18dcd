"""The officer's desk: an application from the queue to the certificate, an appeal, a delegation, a transfer, a closed door."""

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from .accessibility import overflow, serious_violations
from .applicant import CHAMBER, Applicant, photograph
from .checking import check_by_picture, picture_of

SCREENS = [("phone", "ar"), ("desktop", "fr")]
OFFICE = f"chamber:{CHAMBER}"
REGION = f"region:{CHAMBER}"
LACKS = "الصورة غير واضحة، المرجو إعادتها."
REASONS = {"reasons_ar": "الوثائق تثبت المزاولة.", "reasons_fr": "Les pièces établissent l'exercice."}
SEND = """
from django.utils import timezone
from hirfa.accounts.models import User
from hirfa.casework.choices import Channel
from hirfa.documents.operations import store_file
from hirfa.ops.demo.specimens import specimen
from hirfa.processes.applying import send_application
from hirfa.reference.models import Chamber, Province, Trade
from hirfa.register.choices import ApplicationKind
from hirfa.register.operations import add_draft_piece, begin_application, give_consent, write_application
now, by = timezone.now(), "applicant"
chamber = Chamber.objects.get(pk={chamber!r})
application, code = begin_application(
    kind=ApplicationKind.ARTISAN, channel=Channel.SELF, language="ar", chamber=chamber, by=by, at=now
)
told = dict(
    given_name_ar="فاطمة", family_name_ar="الإدريسي", sex="F", born_on="1980-05-17", cin={cin!r}, phone="0500000001",
    trade=Trade.objects.first().pk, province=Province.objects.filter(region=chamber.region_id).first().pk,
    address="دوار أولاد علي", proof="PRACTICE", practice_since="2010-03-01",
)
application = write_application(application=application, content=told, chamber=chamber, by=by, at=now)
for piece in ("CIN", "PRACTICE"):
    file = store_file(content=specimen(piece, 0), name="piece", by=by, at=now)
    add_draft_piece(application=application, code=piece, file=file, pages=1, by=by, at=now)
application = give_consent(application=application, text="read", by=by, at=now)
print(send_application(application=application, by=by, at=now).number, code)
"""
PROPOSE = """
from hirfa.casework.choices import Outcome
from hirfa.casework.models import Case
from hirfa.casework.operations import propose_decision, take_up_case
case = Case.objects.get(number={number!r})
officer = User.objects.get(username={officer!r})
case = take_up_case(case=case, by=officer, at=now)
propose_decision(
    case=case, outcome=Outcome.REFUSED, ground="NOT_A_CRAFT", reasons_ar="لا", reasons_fr="Non", by=officer, at=now
)
"""
BEGIN = """
from django.utils import timezone
from hirfa.accounts.models import User
now = timezone.now()
"""


class Officer:
    """Someone at the desk, who looks at each page before going on."""

    def __init__(self, page, language, wrong):
        self.page, self.language, self.wrong = page, language, wrong

    def look(self):
        """Note what is wrong with the page, and come back to it as it was: the look changes its letters."""
        where = self.page.url
        self.wrong += [f"{where}: {each}" for each in [*overflow(self.page), *serious_violations(self.page)]]
        small = self.page.eval_on_selector_all(
            "main .btn, main summary, main select, main input:not([type=hidden]):not([type=checkbox]):not([type=radio])",
            "all => all.filter((each) => each.offsetHeight && each.offsetHeight < 43.5).map((each) => each.outerHTML)",
        )
        self.wrong += [f"{where}: too small for a thumb: {each[:120]}" for each in small]
        self.page.reload()

    def open(self, number):
        self.page.goto(f"/{self.language}/cases/")
        self.page.locator("main table a", has_text=number).click()
        expect(self.page.locator("main h1")).to_contain_text(number)

    def form(self, act):
        """Return a form of the case by what it does, its fold opened."""
        found = self.page.locator(f"main form[action$='/{act}/']").first
        fold = self.page.locator(f"main details:not([open]):has(form[action$='/{act}/'])")
        if fold.count():
            fold.first.locator("summary").click()
        return found

    def press(self, act):
        self.form(act).locator("[type=submit]").click()
        expect(self.page.locator(".toasts")).to_be_visible()

    def call_all_fit(self):
        """Read each page as clear, then call each piece fit."""
        for place in range(self.page.locator("main form[action$='/read/']").count()):
            self.page.locator("main form[action$='/read/']").nth(place).locator("[type=submit]").click()
            expect(self.page.locator(".toasts")).to_be_visible()
        while self.page.locator("main button[value=FIT]").count():
            self.page.locator("main button[value=FIT]").first.click()
            expect(self.page.locator(".toasts")).to_be_visible()

    def propose(self, outcome, ground=""):
        form = self.form("propose")
        form.locator(f"input[name=outcome][value={outcome}]").check()
        form.locator("[name=ground]").select_option(ground)
        for name, words in REASONS.items():
            form.locator(f"[name={name}]").fill(words)
        self.press("propose")
        assert self.page.locator("main .reasons[lang=ar]").last.get_attribute("dir") == "rtl"
        assert self.page.locator("main .reasons[lang=fr]").last.get_attribute("dir") == "ltr"


@pytest.fixture
def desk(visit, sign_in):
    """Open a window on the desk: `desk(role, scope, device=..., language=..., wrong=[])`."""

    def enter(role, scope=OFFICE, *, device, language, wrong, which=""):
        page = visit(device=device, language=language)
        sign_in(page, role=role, scope=scope, which=which)
        return Officer(page, language, wrong)

    return enter


def run(site, script, **values):
    return site.command("shell", "-v", "0", "-c", script.format(**values)).strip()


def apply_to(site, cin, chamber=CHAMBER):
    """Somebody sends an application: its number, and the code to come back with."""
    return run(site, SEND, chamber=chamber, cin=cin).split()


def state_of(site, number):
    return site.ask(f"Case.objects.get(number={number!r}).state")


def is_genuine(street, page, press):
    """Say whether a paper that one downloads is found genuine by who photographs it."""
    with page.expect_download() as downloading:
        press.click()
    result = check_by_picture(street, picture_of(downloading.value.path().read_bytes()))
    return result.get_attribute("data-reason") == "valid"


@pytest.mark.parametrize(
    ("device", "language", "word", "cin"), [(*SCREENS[0], "زربية", "AR100"), (*SCREENS[1], "tapis", "FR100")]
)
def test_an_artisan_is_asked_for_a_piece_accepted_and_downloads_letter_and_certificate(
    visit, site, desk, device, language, word, cin
):
    screen = {"device": device, "language": language, "wrong": []}
    page = visit(device=device, language=language)
    fatima = Applicant(page, [])  # her screens are looked at in `test_apply_journey.py`
    fatima.look = lambda: None
    fatima.begin(language)
    fatima.write_all(word, cin=cin)
    number = fatima.send()
    samira, karim = desk("INSTRUCTING", **screen), desk("SIGNATORY", **screen)

    samira.page.goto(f"/{language}/cases/")
    samira.look()
    samira.open(number)
    samira.look()
    samira.press("take-up")
    samira.form("ask").locator("input[name=codes][value=CIN]").check()
    samira.form("ask").locator("[name=words]").fill(LACKS)
    samira.press("ask")
    expect(samira.page.locator("main")).to_contain_text(LACKS)
    samira.look()
    page.reload()
    expect(page.locator("main")).to_contain_text(LACKS)
    fatima.send_piece(language)
    samira.page.reload()
    samira.look()
    samira.call_all_fit()
    samira.look()
    samira.propose("ACCEPTED")
    samira.look()
    assert samira.page.locator("main form[action$='/sign/']").count() == 0
    karim.open(number)
    karim.look()
    karim.press("sign")
    karim.look()
    assert state_of(site, number) == "ACCEPTED"

    page.reload()
    street = visit(device="phone", language=language)
    letter = page.locator("main a[download][href$='/paper/letter/']")
    assert is_genuine(street, page, letter)
    assert is_genuine(street, page, page.locator("main form[action$='/certificate/'] [type=submit]"))
    assert is_genuine(street, karim.page, karim.page.locator("main a[download][href$='/letter/']"))
    screen["wrong"] += own_pages_faults(page, language)
    assert screen["wrong"] == [], "\n".join(screen["wrong"])


def own_pages_faults(page, language):
    """Open what the register holds of her, ask for another address, and return what is wrong with these pages."""
    wrong = []

    def look(where):
        wrong.extend(f"{where}: {each}" for each in [*overflow(page), *serious_violations(page)])

    for path in ("entry/", "changes/"):
        page.goto(f"/{language}/apply/file/{path}")
        look(path)
    page.goto(f"/{language}/apply/file/changes/CHANGE_ADDRESS/")
    look("changes/CHANGE_ADDRESS/")
    page.goto(f"/{language}/apply/file/changes/CHANGE_ADDRESS/")  # unjoined letters are no label any more
    page.locator("main [name=address]").fill("زنقة السقاية 9")
    page.locator("main form [type=submit]").click()
    expect(page.locator("main h2[id=piece-RESIDENCE]")).to_be_visible()
    look("requests/")
    return wrong


@pytest.mark.parametrize(("device", "language"), SCREENS)
def test_a_refusal_is_appealed_against_and_decided_by_two_people_of_the_directorate(
    visit, site, desk, device, language
):
    screen = {"device": device, "language": language, "wrong": []}
    number, code = apply_to(site, f"RE{device[0].encode()[0]}")
    samira, karim = desk("INSTRUCTING", **screen), desk("SIGNATORY", **screen)
    samira.open(number)
    samira.press("take-up")
    samira.propose("REFUSED", "PRACTICE_TOO_SHORT")
    karim.open(number)
    karim.press("sign")
    karim.look()
    page = visit(f"/{language}/apply/return/", device=device, language=language)
    fatima = Applicant(page, screen["wrong"])
    fatima.come_back(code)
    street = visit(device="phone", language=language)
    assert is_genuine(street, page, page.locator("main a[download][href$='/paper/letter/']"))

    fatima.appeal(language, "أزاول الحرفة منذ سنة 2010.")
    appeal = site.ask(f"Case.objects.get(appeal_of__number={number!r}).number")
    youssef = desk("DIRECTORATE", REGION, **screen)
    zineb = desk("DIRECTORATE", REGION, which="-2", **screen)
    samira.open(appeal)
    assert samira.page.locator("main form[action$='/take-up/']").count() == 0  # others decide
    youssef.open(appeal)
    youssef.look()
    youssef.press("take-up")
    youssef.propose("ACCEPTED")
    youssef.look()
    assert youssef.page.locator("main form[action$='/sign/']").count() == 0
    zineb.open(appeal)
    zineb.press("sign")
    zineb.look()

    assert state_of(site, appeal) == "ACCEPTED"
    page.reload()
    fatima.look()
    assert is_genuine(street, page, page.locator("main form[action$='/certificate/'] [type=submit]"))
    assert screen["wrong"] == [], "\n".join(screen["wrong"])


@pytest.mark.parametrize(("device", "language"), SCREENS)
def test_a_delegate_signs_under_a_delegation_and_neither_before_nor_after(site, desk, device, language):
    screen = {"device": device, "language": language, "wrong": []}
    samira, _password = site.account("INSTRUCTING", OFFICE)
    delegate, _password = site.account("DELEGATE", OFFICE)
    numbers = [apply_to(site, f"DE{device[0].encode()[0]}{place}")[0] for place in (1, 2)]
    for number in numbers:
        run(site, BEGIN + PROPOSE, number=number, officer=samira)
    nadia, karim = desk("DELEGATE", **screen), desk("SIGNATORY", **screen)
    nadia.open(numbers[0])
    nadia.look()
    assert nadia.page.locator("main form[action$='/sign/']").count() == 0
    expect(nadia.page.locator("main aside .notice")).to_be_visible()  # says why, and whom to ask

    karim.page.goto(f"/{language}/cases/delegations/")
    karim.look()
    karim.page.locator("[name=taker]").select_option(label=delegate)
    karim.page.locator("[name=acts][value=ENTRY_ARTISAN]").check()
    today = dt.datetime.now(dt.UTC).date()
    for name, days in (("valid_from", -1), ("valid_to", 7)):
        karim.page.locator(f"[name={name}]").fill(f"{today + dt.timedelta(days=days)}")
    karim.page.locator("main form:has([name=taker]) [type=submit]").click()
    expect(karim.page.locator(".toasts")).to_be_visible()
    karim.look()
    nadia.page.reload()
    nadia.press("sign")

    expect(nadia.page.locator("main .signatures").last).to_contain_text(f"signatory-{OFFICE.replace(':', '-')}")
    nadia.look()
    assert state_of(site, numbers[0]) == "REFUSED"
    karim.page.locator(f"main article:has-text('{delegate}') form[action$='/withdraw/'] [type=submit]").click()
    expect(karim.page.locator(".toasts")).to_be_visible()
    nadia.open(numbers[1])
    assert nadia.page.locator("main form[action$='/sign/']").count() == 0
    assert state_of(site, numbers[1]) == "PROPOSED"
    assert screen["wrong"] == [], "\n".join(screen["wrong"])


@pytest.mark.parametrize(("device", "language", "place"), [(*SCREENS[0], 0), (*SCREENS[1], 1)])
def test_a_transfer_is_asked_for_at_the_counter_and_decided_by_the_chamber_that_receives(
    site, desk, device, language, place
):
    screen = {"device": device, "language": language, "wrong": []}
    there = "Situation.objects.open_now().filter(chamber_code='05', state='IN_FORCE', entry__kind='ARTISAN')"
    nia = site.ask(f"{there}.order_by('nia')[{place}].nia")
    amina = desk("COUNTER", "chamber:05", **screen)
    amina.page.goto(f"/{language}/register/")
    amina.page.locator("main form[role=search] input[name=text]").fill(nia)
    amina.page.locator("main form[role=search] [type=submit]").click()
    amina.page.locator("#results table a").first.click()
    amina.page.locator("main a[href$='/CHANGE_CHAMBER/']").click()
    amina.look()
    amina.page.locator("main form [name=address]").fill("12، زنقة النجارين")
    amina.page.locator("main form:has([name=chamber]) [type=submit]").click()
    expect(amina.page.locator(".problems a").first).to_be_visible()  # nothing would change yet
    expect(amina.page.locator("[name=address]")).to_have_value("12، زنقة النجارين")
    amina.look()
    amina.page.locator("main form [name=address]").fill("12، زنقة النجارين")
    amina.page.locator("[name=chamber]").select_option(CHAMBER)
    amina.page.locator("[name=province]").select_option(
        site.ask(f"Situation.objects.open_now().filter(chamber_code='{CHAMBER}').first().province_code")
    )
    amina.page.locator("[name=commune]").select_option("")
    amina.page.locator("main form:has([name=chamber]) [type=submit]").click()
    expect(amina.page.locator(".toasts")).to_be_visible()
    number = re.search(r"\d{4}-\d{7}", amina.page.locator(".toasts").inner_text())[0]

    counter, samira, karim = (desk(role, **screen) for role in ("COUNTER", "INSTRUCTING", "SIGNATORY"))
    counter.open(number)
    counter.look()
    counter.form("hand-in").locator("[name=file]").set_input_files(photograph())
    counter.press("hand-in")
    samira.open(number)
    samira.look()
    samira.press("take-up")
    samira.call_all_fit()
    samira.propose("ACCEPTED")
    karim.open(number)
    karim.press("sign")
    karim.look()

    assert site.ask(f"Situation.objects.open_now().get(nia={nia!r}).chamber_code") == CHAMBER
    assert screen["wrong"] == [], "\n".join(screen["wrong"])


@pytest.mark.parametrize(("device", "language"), SCREENS)
def test_an_officer_of_another_chamber_who_tries_the_address_finds_nothing(site, desk, device, language):
    screen = {"device": device, "language": language, "wrong": []}
    number, _code = apply_to(site, f"XX{device[0].encode()[0]}")
    samira, stranger = desk("INSTRUCTING", **screen), desk("INSTRUCTING", "chamber:07", **screen)
    samira.open(number)
    picture = samira.page.locator("main .pages img").first.get_attribute("src")

    assert samira.page.request.get(picture).status == 200
    for address in (samira.page.url, picture, f"{samira.page.url}letter/"):
        assert stranger.page.request.get(address).status == 404, address
    stranger.page.goto(f"/{language}/cases/")
    expect(stranger.page.locator("main")).not_to_contain_text(number)
    stranger.look()
    assert screen["wrong"] == [], "\n".join(screen["wrong"])
