"""From a name to a card that turns red, as the README's five minutes tell it."""

import pytest
from playwright.sync_api import expect

from .accessibility import overflow, serious_violations
from .checking import check_by_picture, picture_of

CHAMBER = "03"


@pytest.fixture
def artisan(site):
    """Somebody of the chamber who holds a valid card: (family name in Latin letters, craft number)."""
    told = site.ask(
        "'|'.join(next((c.holder.person.family_name_latin, c.holder.nia) for c in Card.objects"
        f".filter(state='VALID', chamber_id='{CHAMBER}').exclude(holder__person__family_name_latin='')"
        ".select_related('holder__person').order_by('number')))"
    )
    name, nia = told.split("|")
    return name, nia


def open_card(page, nia):
    """From the search to the card: find by craft number, open the file, open the card."""
    page.locator("main form[role=search] input[name=text]").fill(nia)
    page.locator("main form[role=search] [type=submit]").click()
    page.locator("#results table a").first.click()
    expect(page.locator("main h1")).to_be_visible()
    page.locator("main a[href*='/cards/']").first.click()
    expect(page.locator("main .face").first).to_be_visible()


def test_an_artisan_is_found_by_the_beginning_of_a_name(visit, sign_in, artisan):
    name, _nia = artisan
    page = visit(language="ar")
    sign_in(page, role="SIGNATORY", scope=f"chamber:{CHAMBER}")
    page.goto("/ar/register/")

    page.locator("main form[role=search] input[name=text]").fill(name)
    page.locator("main form[role=search] [type=submit]").click()

    expect(page.locator("#results table")).to_be_visible()
    expect(page.locator("#results")).to_contain_text(name)


def test_a_card_is_seen_checked_from_a_picture_of_its_pdf_revoked_and_turns_red(visit, sign_in, artisan):
    _, nia = artisan
    office, street = visit(language="ar"), visit(language="ar", device="phone")
    sign_in(office, role="SIGNATORY", scope=f"chamber:{CHAMBER}")
    office.goto("/ar/register/")
    open_card(office, nia)

    with office.expect_download() as downloading:
        office.locator("main a[download][href*='/print/']").click()
    picture = picture_of(downloading.value.path().read_bytes())
    before = check_by_picture(street, picture)

    expect(before).to_have_attribute("data-reason", "valid")
    expect(before).to_have_class("verdict verdict-valid")
    expect(street.locator("main")).to_contain_text(nia)
    expect(street.locator("main")).to_contain_text("SPECIMEN")

    office.locator("form[action*='/revoke/'] input[name=reason]").first.check()
    office.locator("form[action*='/revoke/'] input[name=sure]").check()
    office.locator("form[action*='/revoke/'] [type=submit]").click()
    expect(office.locator("form[action*='/revoke/']")).to_have_count(0)
    after = check_by_picture(street, picture)

    expect(after).to_have_attribute("data-reason", "revoked")
    expect(after).to_have_class("verdict verdict-refused")
    assert red(street, "#result")


def red(page, place):
    """Say whether a place is painted red: much more red than green or blue."""
    painted = page.eval_on_selector(place, "(each) => getComputedStyle(each).backgroundColor")
    parts = [float(part) for part in painted.strip("rgba()").split(",")[:3]]
    return parts[0] > 1.5 * max(parts[1:])


def test_a_screenshot_of_the_page_itself_is_checked_too(visit, sign_in, site):
    told = site.ask(
        f"Card.objects.filter(state='VALID', chamber_id='{CHAMBER}').order_by('-number').first().holder.nia"
    )
    office, street = visit(language="fr"), visit(language="fr", device="phone")
    sign_in(office, role="SIGNATORY", scope=f"chamber:{CHAMBER}")
    office.goto("/fr/register/")
    open_card(office, told)

    result = check_by_picture(street, office.screenshot(full_page=True))

    expect(result).to_have_attribute("data-reason", "valid")


@pytest.mark.parametrize("device", ["phone", "desktop"])
def test_a_file_and_a_card_are_readable_by_everyone_and_fit(visit, sign_in, site, device):
    nia = site.ask(f"Card.objects.filter(chamber_id='{CHAMBER}').order_by('number').last().holder.nia")
    page = visit(device=device)
    sign_in(page, role="SIGNATORY", scope=f"chamber:{CHAMBER}")
    page.goto("/ar/register/")
    page.locator("main form[role=search] input[name=text]").fill(nia)
    page.locator("main form[role=search] [type=submit]").click()
    page.locator("#results table a").first.click()
    expect(page.locator("main a[href*='/cards/']").first).to_be_visible()
    card = page.locator("main a[href*='/cards/']").first.get_attribute("href")

    of_file = overflow(page) + serious_violations(page)
    page.goto(card)
    of_card = overflow(page) + serious_violations(page)

    assert (of_file, of_card) == ([], [])


# Chromium reads no codes by itself on every system, and has no camera here: it is told that it does, and may not.
FORBIDDEN_CAMERA = """
window.BarcodeDetector = class { static async getSupportedFormats() { return ["qr_code"]; } };
navigator.mediaDevices.getUserMedia = async () => { throw new DOMException("no", "NotAllowedError"); };
"""


@pytest.mark.parametrize(("language", "words"), [("ar", "الكاميرا"), ("fr", "appareil photo")])
def test_a_camera_that_does_not_open_is_said_with_what_to_do(visit, language, words):
    page = visit(device="phone", language=language)
    page.add_init_script(FORBIDDEN_CAMERA)
    page.goto(f"/{language}/check/")
    refused = page.locator("#live-refused")
    expect(refused).to_be_hidden()

    page.locator("#live-start button").click()

    expect(refused).to_be_visible()
    expect(refused).to_contain_text(words)
    expect(page.locator("#check-form input[type=file]")).to_be_visible()
    assert overflow(page) == []
    assert serious_violations(page) == []
