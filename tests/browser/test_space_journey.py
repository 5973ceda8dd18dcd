"""The manager of a women's space applies for a member from a telephone, and the chamber finds it in its queue."""

import re

import pytest
from playwright.sync_api import expect

from .accessibility import overflow, serious_violations
from .applicant import CHAMBER, Applicant

APPOINT = """
from django.utils import timezone
from hirfa.accounts.models import User
from hirfa.cooperatives.models import SpaceBeneficiary, SpaceManagement, WomenSpace
from hirfa.cooperatives.operations import appoint_space_manager
user = User.objects.get(username={name!r})
unknown = SpaceBeneficiary.objects.filter(holder=None, valid_to=None, space__closed_on=None)
spaces = WomenSpace.objects.visible_to(user).filter(beneficiaries__in=unknown).order_by("code")
if not SpaceManagement.objects.filter(user=user).exists():
    appoint_space_manager(user=user, space=spaces.{end}(), by="test", at=timezone.now())
"""


def look(page, wrong):
    wrong += [f"{page.url}: {each}" for each in [*overflow(page), *serious_violations(page)]]
    page.reload()


@pytest.fixture
def manager(site):
    """Open the account of the manager of the first or the last space of the region."""

    def appoint(end):
        name, _password = site.account("SPACE_MANAGER", f"region:{CHAMBER}", end)
        site.command("shell", "-v", "0", "-c", APPOINT.format(name=name, end=end))

    return appoint


@pytest.mark.parametrize(("device", "language", "word"), [("phone", "ar", "زربية")])
def test_a_manager_applies_for_a_member_and_the_chamber_finds_it(visit, site, sign_in, manager, device, language, word):
    manager("first")
    manager("last")
    wrong, page = [], visit(f"/{language}/", device=device, language=language)
    sign_in(page, role="SPACE_MANAGER", scope=f"region:{CHAMBER}", which="first")
    page.goto(f"/{language}/space/")
    look(page, wrong)
    page.locator("main th a").filter(has_not_text=re.compile(r"\d")).first.click()
    look(page, wrong)
    page.locator("main form [type=submit]").click()
    expect(page.locator("[data-print]")).to_be_visible()
    page.locator(".step-buttons a").click()
    khadija = Applicant(page, wrong)
    khadija.write_all(word, at_counter=True, cin="AB654321")
    number = khadija.send()
    look(page, wrong)
    address = page.url
    page.goto(f"/{language}/space/")
    expect(page.locator("main")).to_contain_text("فاطمة الإدريسي")
    assert site.ask(f"Case.objects.get(number={number!r}).channel") == "SPACE"

    desk = visit(f"/{language}/", language=language)
    sign_in(desk, role="INSTRUCTING", scope=f"chamber:{CHAMBER}")
    desk.goto(f"/{language}/cases/")
    expect(desk.locator("main")).to_contain_text(number)

    elsewhere = visit(f"/{language}/", language=language)
    sign_in(elsewhere, role="SPACE_MANAGER", scope=f"region:{CHAMBER}", which="last")
    assert elsewhere.request.get(address).status == 404
    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize(("device", "language"), [("phone", "ar"), ("desktop", "fr")])
def test_the_directorate_ends_a_manager_and_appoints_her_again(visit, site, sign_in, manager, device, language):
    manager("last")
    name = site.account("SPACE_MANAGER", f"region:{CHAMBER}", "last")[0]
    wrong, page = [], visit(f"/{language}/", device=device, language=language)
    sign_in(page, role="DIRECTORATE", scope=f"region:{CHAMBER}")
    page.goto(f"/{language}/cooperatives/spaces/managers/")
    look(page, wrong)
    page.locator("main tr").filter(has_text=name).locator("th a").click()
    look(page, wrong)
    page.locator("main article form [type=submit]").click()
    expect(page.locator("main article form")).to_have_count(0)
    page.locator("[name=login]").fill("nobody-of-this-name")
    page.locator(".decision-panel [type=submit]").click()
    expect(page.locator(".field-error")).to_be_visible()
    look(page, wrong)
    page.goto(page.url)
    page.locator("[name=login]").fill(name)
    page.locator(".decision-panel [type=submit]").click()
    expect(page.locator("main article form")).to_have_count(1)
    look(page, wrong)
    assert site.ask(f"SpaceManagement.objects.in_office().filter(user__username={name!r}).count()") == "1"
    assert wrong == [], "\n".join(wrong)
