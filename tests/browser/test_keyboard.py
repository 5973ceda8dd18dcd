"""With a keyboard alone: what a person who uses no mouse does first."""

import pytest
from playwright.sync_api import expect

CHAMBER = "03"
PATIENCE = 80


def tab_to(page, selector):
    """Press Tab until the focus is on what the selector names, and say that it can be seen there."""
    for _ in range(PATIENCE):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            outline = page.evaluate(
                "() => { const s = getComputedStyle(document.activeElement);"
                " return s.outlineStyle !== 'none' || s.boxShadow !== 'none'; }"
            )
            assert outline, f"the focus on {selector} cannot be seen"
            return
    raise AssertionError(f"{selector} is not reached in {PATIENCE} steps")


def test_a_file_is_found_and_opened_without_a_mouse(visit, sign_in, site):
    nia = site.ask(f"Situation.objects.filter(chamber_code='{CHAMBER}', kind='ARTISAN').order_by('nia').first().nia")
    page = visit(language="ar")
    sign_in(page, role="SIGNATORY", scope=f"chamber:{CHAMBER}")
    page.goto("/ar/register/")

    tab_to(page, "main form[role=search] input[name=text]")
    page.keyboard.type(nia)
    page.keyboard.press("Enter")
    expect(page.locator("#results table")).to_be_visible()
    tab_to(page, "#results table a")
    page.keyboard.press("Enter")

    expect(page.locator("main h1")).to_be_visible()
    assert "/register/" in page.url
    assert "purpose=" in page.url


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_the_first_step_of_the_keyboard_skips_to_the_content(visit, language):
    page = visit(language=language)

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"


def test_the_check_of_a_card_is_sent_without_a_mouse(visit):
    page = visit("/ar/check/", device="phone")

    tab_to(page, "#check-form textarea[name=text]")
    page.keyboard.type("6BF no card")
    tab_to(page, "#check-form [type=submit]")
    page.keyboard.press("Enter")

    expect(page.locator("#result")).to_have_attribute("data-reason", "malformed")
