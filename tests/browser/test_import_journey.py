"""A chamber's file comes in, and the count moves."""

import re

import pytest
from playwright.sync_api import expect

SAMPLES = "samples"


def in_force(site):
    return int(site.ask("Situation.objects.open_now().in_force().of_people().count()"))


def send(page, file, *, language="ar"):
    page.goto(f"/{language}/imports/")
    page.locator("select[name=chamber]").select_option("03")
    page.locator("input[type=file]").set_input_files(file)
    page.locator("main form[enctype] [type=submit]").click()
    expect(page.locator("#state")).to_be_visible()
    expect(page.locator("#state progress")).to_have_count(0, timeout=60_000)


@pytest.fixture
def office(visit, sign_in):
    page = visit(language="ar")
    sign_in(page, role="ADMINISTRATOR", scope="nation")
    return page


def test_the_sample_file_is_loaded_and_the_count_moves_and_does_not_move_twice(office, site):
    before = in_force(site)

    send(office, f"{SAMPLES}/register-ar.csv")
    after = in_force(site)
    send(office, f"{SAMPLES}/register-ar.csv")

    assert after == before + 40
    assert in_force(site) == after
    expect(office.locator("#state")).to_contain_text("40")


def test_faulty_lines_are_refused_alone_and_named(office, site):
    before = in_force(site)

    send(office, f"{SAMPLES}/register-with-faults.csv")

    assert before < in_force(site) < before + 40
    faults = office.locator("#state table tbody tr")
    assert faults.count() >= 16
    expect(faults.first).to_contain_text(re.compile(r"\d"))


def test_a_file_that_is_none_loads_nothing_and_says_why(office, site):
    before = in_force(site)
    office.goto("/ar/imports/")

    office.locator("select[name=chamber]").select_option("03")
    office.locator("input[type=file]").set_input_files(
        {"name": "register.csv", "mimeType": "text/csv", "buffer": bytes(range(256)) * 20}
    )
    office.locator("main form[enctype] [type=submit]").click()
    refused = office.locator("#state .notice-refused, main .errors, main [role=alert]").first
    expect(refused).to_be_visible(timeout=60_000)

    assert in_force(site) == before


def test_the_command_of_the_readme_moves_the_count_too(site):
    before = in_force(site)

    told = site.command("import_register", f"{SAMPLES}/register-fr.csv", "--chamber", "03")

    assert in_force(site) == before + 40
    assert f"(before: {before:,})" in told
