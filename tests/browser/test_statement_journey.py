"""From what was said before the House to the records: in Arabic, as the README's five minutes tell it."""

import re

import pytest
from playwright.sync_api import expect


def row_of(page, row):
    """Return the line of the table at the head of the statement for a row (R2, F1)."""
    return page.locator(".glance tbody tr").filter(has=page.locator(f"a[href='#row-{row}']")).first


def number_in(text):
    return int("".join(re.findall(r"\d", text)))


def records_listed(page):
    """Walk the list of records to its end; return the first cell of every line."""
    seen = []
    while True:
        seen += page.locator("main table tbody tr").all_inner_texts()
        following = page.locator("main nav.pager a[rel=next]")
        if following.count() == 0:
            return seen
        following.first.click()
        page.wait_for_load_state()


def test_anybody_follows_440_000_from_the_statement_to_regions_and_trades(visit, site):
    page = visit(language="ar", device="phone")
    page.locator("main a[href$='/statement/'], header a[href$='/statement/']").first.evaluate("(link) => link.click()")
    expect(page.locator("main h1")).to_be_visible()

    line = row_of(page, "R2")
    expect(line).to_contain_text("440")
    computed = number_in(line.locator("a[href*='/figures/']").inner_text())
    line.locator("a[href*='/figures/']").click()

    assert "/figures/register.people" in page.url
    # as known on the day of the figures: what other tests have loaded since does not count
    known = "end_of_day(find_run().known_on)"
    assert str(computed) == site.ask(
        f"Situation.objects.in_force().of_people().holding_on(find_run().as_of, known_at={known}).count()"
    )
    expect(page.locator("main .figure-value")).to_contain_text(re.compile(r"\d"))
    expect(page.locator("main .map svg path")).to_have_count(12)
    # the way to single records is not offered to whoever has no account
    expect(page.locator("main a[href*='/records/']")).to_have_count(0)


@pytest.mark.parametrize(("row", "expected"), [("R2", None), ("F1", 70)])
def test_an_analyst_walks_a_figure_back_to_each_record_behind_it_and_to_no_name(visit, sign_in, site, row, expected):
    page = visit(language="ar")
    sign_in(page, role="MINISTRY_ANALYST", scope="nation")
    page.goto("/ar/statement/")

    link = row_of(page, row).locator("a[href*='/figures/']")
    computed = number_in(link.inner_text())
    link.click()
    page.locator("main a[href*='/records/']").first.click()
    lines = records_listed(page)

    assert len(lines) == len(set(lines)) == computed == (expected or computed)
    if row == "R2":
        people = "Person.objects.exclude(family_name_ar='').values_list('given_name_ar', 'family_name_ar')"
        names = site.ask(f"'|'.join(' '.join(names) for names in {people})").split("|")
        assert len(names) > 100
        assert not [name for name in names if any(name in line for line in lines)]


def test_the_page_says_why_1_230_and_1_140_disagree_and_what_would_remove_it(visit):
    page = visit("/ar/statement/")

    line = row_of(page, "E1")
    expect(line).to_contain_text("230")
    expect(line).to_contain_text(re.compile(r"1[.,\u202f]1(39[.,]9|40)"))
    box = page.locator(".contradiction").filter(has=page.locator("a[href='#row-E1']")).first
    expect(box).to_be_visible()
    reading = box.locator(".other-reading")
    expect(reading).to_contain_text("2025")
    expect(reading).to_contain_text(re.compile(r"1[.,\u202f]23[12]"))


def test_each_figure_of_the_briefing_leads_to_how_it_is_counted(visit):
    page = visit("/ar/briefing/")

    expect(page.locator("main h1")).to_be_visible()
    with page.expect_download() as downloading:
        page.locator("main a[href*='/briefing/pdf']").first.click()
    assert downloading.value.path().read_bytes().startswith(b"%PDF")


def test_what_is_invented_says_so_on_every_figure(visit):
    page = visit("/ar/statement/")

    computed = page.locator(".number-values div:last-child")
    unmarked = computed.evaluate_all(
        "all => all.filter((each) => /\\d/.test(each.querySelector('dd').innerText) && !each.querySelector('.mark-demonstration')).length"
    )
    assert computed.count() > 20
    assert unmarked == 0
