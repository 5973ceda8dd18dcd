"""Every page that a visitor can reach, one of each kind: no fault, nothing seriously inaccessible, nothing wider than a telephone."""

from collections import deque

import pytest
from django.urls import Resolver404, resolve
from django.utils.translation import override

from tests.architecture.test_urls import PUBLIC_PAGES

from .accessibility import overflow, serious_violations

# What nobody reads as a page: it leads elsewhere, or is a file.
PASSAGES = {":front", ":status-list", "web:logout", "web:briefing_file", "web:directory_photo", "web:case_piece_page"}
# Pages of one's own file: no link leads there without a code. `test_apply_journey.py` looks at them.
OF_A_FILE = {name for name in PUBLIC_PAGES if name.startswith("web:apply_") and name != "web:apply_return"}
LIMIT = 60


def kind_of(path):
    language = path.split("/")[1]
    try:
        with override(language if language in {"ar", "fr", "en"} else "ar"):
            return resolve(path.split("?")[0].split("#")[0]).view_name
    except Resolver404:
        return None


def links_on(page, site):
    here = page.eval_on_selector_all("a[href]:not([download])", "all => all.map((each) => each.href)")
    return [link.removeprefix(site.address) for link in here if link.startswith(site.address)]


def one_of_each_kind(page, site, start, *, allowed):
    """Follow links from a page and yield each page whose kind was not seen yet. A kind with a query counts once too."""
    waiting, seen = deque([start]), set()
    while waiting and len(seen) < LIMIT:
        path = waiting.popleft()
        kind = kind_of(path)
        if kind is None or kind in seen or kind in PASSAGES or not allowed(kind):
            continue
        seen.add(kind)
        answer = page.goto(path)
        if answer is None or "text/html" not in answer.headers.get("content-type", ""):
            continue
        yield kind, path, answer
        waiting.extend(links_on(page, site))


def look_at(page, kind, path, answer, *, language):
    """Return what is wrong with an open page."""
    wrong = [] if answer.status == 200 else [f"answers {answer.status}"]
    if page.locator("html").get_attribute("lang") != language:
        wrong.append("is in another language")
    if page.locator("html").get_attribute("dir") != ("rtl" if language == "ar" else "ltr"):
        wrong.append("runs the wrong way")
    if page.locator("main h1").count() != 1 and kind != "web:styleguide":  # it shows pieces of several pages
        wrong.append(f"has {page.locator('main h1').count()} titles of the first level")
    wrong += [f"is wider than the window: {each}" for each in overflow(page)]
    wrong += serious_violations(page)
    return [f"{kind} {path}: {each}" for each in wrong]


def passes(kind):
    """Pages for whoever is signed in, whatever their name."""
    return kind.startswith("web:")


# One of each kind of page for whoever works with it: between them they may open all.
OFFICERS = [
    ("COUNTER", "chamber:03"),
    ("INSTRUCTING", "chamber:03"),
    ("SIGNATORY", "chamber:03"),
    ("DIRECTORATE", "region:03"),
    ("MINISTRY_ANALYST", "nation"),
    ("ADMINISTRATOR", "nation"),
]
# The desk, which each of these works at: a page that no link leads to would not be looked at.
DESK = {"web:cases", "web:case", "web:delegations", "web:sittings", "web:sitting"}
AT_THE_DESK = {"COUNTER", "INSTRUCTING", "SIGNATORY", "DIRECTORATE"}


@pytest.mark.parametrize(("device", "language"), [("phone", "ar"), ("phone", "fr"), ("desktop", "ar")])
def test_every_public_page_is_whole_readable_and_fits(visit, site, device, language):
    page = visit(device=device, language=language)
    seen, wrong = set(), []

    for kind, path, answer in one_of_each_kind(page, site, f"/{language}/", allowed=PUBLIC_PAGES.__contains__):
        seen.add(kind)
        wrong += look_at(page, kind, path, answer, language=language)

    assert wrong == [], "\n".join(wrong)
    # a page that no link leads to was not looked at
    assert PUBLIC_PAGES - PASSAGES - OF_A_FILE - seen == set()


@pytest.mark.parametrize(("role", "scope"), OFFICERS)
def test_every_page_of_an_officer_is_whole_and_readable(visit, site, sign_in, role, scope):
    page = visit(language="ar")
    sign_in(page, role=role, scope=scope)
    seen, wrong = set(), []

    for kind, path, answer in one_of_each_kind(page, site, "/ar/", allowed=passes):
        seen.add(kind)
        if kind not in PUBLIC_PAGES - {"web:home"}:
            wrong += look_at(page, kind, path, answer, language="ar")

    assert wrong == [], "\n".join(wrong)
    assert {"web:home", "web:account"} | (DESK if role in AT_THE_DESK else set()) <= seen
