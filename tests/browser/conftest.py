"""A real Chromium on a small country. Where there is no Chromium these tests say so; with CI set that is a failure."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Route, sync_playwright

from tools.machine import find_program

from .site import Site, served_country, small_country

HERE = Path(__file__).parent
DEVICES = {
    "phone": {
        "viewport": {"width": 390, "height": 844},
        "has_touch": True,
        "is_mobile": True,
        "device_scale_factor": 2,
    },
    "desktop": {"viewport": {"width": 1280, "height": 800}},
}
LOCALES = {"ar": "ar-MA", "fr": "fr-MA", "en": "en-GB"}
QUIET = [
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"),
    *("--disable-default-apps", "--disable-dev-shm-usage", "--disable-domain-reliability", "--no-pings"),
]

Visit = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def chromium() -> str:
    found = os.environ.get("HIRFA_CHROMIUM") or find_program("chromium")
    if found and shutil.which(found):
        return found
    missing = "NOT RUN: browser tests need Chromium (Debian: apt-get install chromium)"
    if os.environ.get("CI"):
        pytest.fail(missing)
    pytest.skip(missing)


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=[*QUIET, *sandbox])
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def site(chromium: str) -> Iterator[Site]:
    """A country built for this run; HIRFA_BROWSER_VAR names the folder of one built before, to look at it again."""
    built = os.environ.get("HIRFA_BROWSER_VAR")
    with served_country(Path(built)) if built else small_country() as country:
        yield country


def is_fault(line: ConsoleMessage) -> bool:
    """Say whether a line of the console tells of a fault: a form sent back with what is wrong on it (422) is none."""
    return line.type == "error" and "status of 422" not in line.text


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Visit]:
    """Open a window: `visit(path, device="phone", language="ar")`. It may talk to the site alone, and without errors.

    What goes wrong in it (a fault of a program, a refused piece of the page, a word to a stranger) fails the test.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_window(path: str = "", *, device: str = "desktop", language: str = "ar") -> Page:
        context = browser.new_context(
            **DEVICES[device], locale=LOCALES[language], base_url=site.address, accept_downloads=True
        )
        contexts.append(context)
        context.set_default_timeout(10_000)

        def only_here(route: Route) -> None:
            if route.request.url.startswith((site.address, "data:", "blob:")):
                route.continue_()
            else:
                complaints.append(f"asks a stranger: {route.request.url}")
                route.abort()

        context.route("**/*", only_here)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.on("console", lambda line: complaints.append(f"{page.url}: {line.text}") if is_fault(line) else None)
        page.goto(path or f"/{language}/")
        return page

    yield open_window
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def sign_in(site: Site) -> Callable[..., None]:
    """Sign in on an open window as a person does: `sign_in(page, role="SIGNATORY", scope="chamber:03")`."""

    def enter(page: Page, *, role: str, scope: str, which: str = "") -> None:
        name, password = site.account(role, scope, which)
        language = page.url.removeprefix(site.address).strip("/").split("/")[0] or "ar"
        page.goto(f"/{language}/login/")
        page.locator("input[name=username]").fill(name)
        page.locator("input[name=password]").fill(password)
        page.locator("form:has(input[name=password]) [type=submit]").click()
        page.wait_for_load_state()
        assert "/login" not in page.url, page.locator("main").inner_text()

    return enter
