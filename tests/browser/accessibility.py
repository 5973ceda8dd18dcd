"""What axe finds on a page. Joined Arabic hides its contrast from axe, so that is looked at with letters that do not join."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# A tool cannot see the contrast of text whose letters join: dal does not join to what follows.
UNJOIN = r"""() => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode())
    node.nodeValue = node.nodeValue.replace(/[\u0621-\u064A\u0671-\u06D3]/g, "د");
}"""


def serious_violations(page: Page) -> list[str]:
    """Return one line for each serious or critical violation: rule, place, what axe says."""
    if page.evaluate("document.documentElement.dir") != "rtl":
        return _run(page, {})
    found = _run(page, {"rules": {"color-contrast": {"enabled": False}}})
    page.evaluate(UNJOIN)
    return found + _run(page, {"runOnly": {"type": "rule", "values": ["color-contrast"]}})


def _run(page: Page, options: dict[str, object]) -> list[str]:
    violations = Axe().run(page, options=options | {"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{each['id']} ({each['impact']}): {' '.join(map(str, node['target']))}: {node.get('failureSummary', '')[:200]}"
        for each in violations
        if each["impact"] in {"serious", "critical"}
        for node in each["nodes"]
    ]


def overflow(page: Page) -> list[str]:
    """Return what reaches beyond the window's width, if the page can be scrolled sideways; nothing otherwise."""
    page.wait_for_load_state()  # a click returns when the page is committed: without its styles it is wider
    return page.evaluate(
        """() => {
          const width = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= width + 1) return [];
          return [...document.querySelectorAll("body *")]
            .filter((each) => {
              const box = each.getBoundingClientRect();
              return box.width && (box.right > width + 1 || box.left < -1);
            })
            .slice(0, 5)
            .map((each) => `${each.tagName}.${each.className} ${Math.round(each.getBoundingClientRect().width)}px`);
        }"""
    ) or (
        ["the page"]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1")
        else []
    )
