"""Somebody agrees to appear at the counter, is found on a telephone, withdraws, and is gone."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from .accessibility import overflow, serious_violations

CHAMBER = "03"


@pytest.fixture
def nia(site):
    """The craft number of an artisan of the chamber who does not appear yet."""
    return site.ask(
        f"Situation.objects.open_now().in_force().of_people().filter(chamber_code='{CHAMBER}', holder__profile=None)"
        ".order_by('nia').last().nia"
    )


@pytest.fixture
def office(visit, sign_in):
    page = visit(language="ar")
    sign_in(page, role="COUNTER", scope=f"chamber:{CHAMBER}")
    return page


def photo():
    out = io.BytesIO()
    Image.effect_mandelbrot((900, 600), (-3, -2.5, 2, 2.5), 100).convert("RGB").save(out, "JPEG")
    return {"name": "zarbia.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def submit(page, action):
    page.locator(f"form[action$='{action}'] [type=submit]").first.click()
    page.wait_for_load_state()


def agree(page, nia, name):
    """Open the page of a craft number and write down what the person says."""
    page.goto("/ar/directory/pages/")
    page.locator("main form input[name=nia]").fill(nia)
    page.locator("main form:has(input[name=nia]) [type=submit]").click()
    page.locator("input[name=agree-language][value=ar]").check()
    page.locator("input[name=agree-channel][value=COUNTER]").check()
    page.locator("input[name=agree-agreed]").check()
    page.locator("input[name=agree-name_ar]").fill(name)
    page.locator("input[name=agree-name_latin]").fill("Atelier Tazoura")
    submit(page, "/agree/")


def found(page, text, *, language="ar"):
    """Search from the front page and return the cards that answer."""
    page.goto(f"/{language}/")
    page.locator("#find-text").fill(text)
    page.locator(".find-form [type=submit]").click()
    page.wait_for_load_state()
    return page.locator(".maker h2")


def test_an_artisan_agrees_is_found_in_both_scripts_withdraws_and_is_gone(office, visit, nia):
    agree(office, nia, "ورشة تازورا")
    expect(office.locator(".problems")).to_be_visible()  # nothing was said of what is made
    expect(office.locator("input[name=agree-name_ar]")).to_have_value("ورشة تازورا")
    office.locator("textarea[name=agree-words_ar]").fill("أصنع الزرابي في ورشتي")
    submit(office, "/agree/")
    office.locator("details.add summary").click()
    office.locator("input[name=product-name_ar]").fill("زربية زرقاء")
    submit(office, "/products/")
    office.locator("input[name=photo-file]").set_input_files(photo())
    submit(office, "/photos/")
    expect(office.locator(".gallery img").first).to_have_js_property("complete", True)

    street = visit(device="phone")
    for text in ("تازورا", "tazoura", "زربية زرقاء"):
        expect(found(street, text).filter(has_text="ورشة تازورا")).to_have_count(1)
    found(street, "tazoura").locator("a").click()
    expect(street.locator("main h1")).to_have_text("ورشة تازورا")
    picture = street.locator(".profile-cover img")
    assert picture.evaluate("(each) => each.decode().then(() => each.naturalWidth)") == 900
    where, of_photo = street.url, picture.get_attribute("src")

    office.locator("input[name=withdraw-sure]").check()
    submit(office, "/withdraw/")

    assert street.request.get(where).status == 404
    assert street.request.get(of_photo).status == 404
    expect(found(street, "tazoura")).to_have_count(0)


@pytest.mark.parametrize(("device", "language"), [("phone", "ar"), ("desktop", "fr")])
def test_the_directory_and_a_page_are_readable_by_everyone_and_fit(visit, device, language):
    page = visit(f"/{language}/directory/", device=device, language=language)
    expect(page.locator(".maker").first).to_be_visible()
    of_list = overflow(page) + serious_violations(page)
    page.locator(".maker h2 a").first.click()
    expect(page.locator(".profile h1")).to_be_visible()

    assert (of_list, overflow(page) + serious_violations(page)) == ([], [])


@pytest.mark.parametrize("device", ["phone", "desktop"])
def test_what_the_officer_sees_is_readable_by_everyone_and_fits(visit, sign_in, nia, device):
    page = visit(device=device)
    sign_in(page, role="COUNTER", scope=f"chamber:{CHAMBER}")
    page.goto("/ar/directory/pages/")
    wrong = overflow(page) + serious_violations(page)
    page.goto("/ar/directory/pages/")
    page.locator("main table a").first.click()
    expect(page.locator("form[action$='/withdraw/']")).to_be_visible()
    wrong += overflow(page) + serious_violations(page)
    page.goto("/ar/directory/pages/")
    page.locator("main form input[name=nia]").fill(nia)
    page.locator("main form:has(input[name=nia]) [type=submit]").click()
    expect(page.locator("form[action$='/agree/']")).to_be_visible()

    assert wrong + overflow(page) + serious_violations(page) == []


def test_filters_stay_in_the_address_and_can_be_passed_on(visit):
    page = visit("/fr/directory/", language="fr")

    page.locator("select[name=region]").select_option("07")
    page.locator(".directory-search [type=submit]").click()
    page.wait_for_load_state()

    assert re.search(r"[?&]region=07", page.url)
    expect(page.locator("select[name=region]")).to_have_value("07")
    assert page.locator(".maker").count() >= 1
