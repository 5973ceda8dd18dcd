"""On paper: from right to left, a box that lies far beside the page would shift everything printed off the sheet."""

import pytest

FAR = """() => [...document.querySelectorAll("body *")].filter((each) => {
  const box = each.getBoundingClientRect();
  return box.width && (box.left > innerWidth || box.right < 0);
}).map((each) => each.tagName + "." + each.className)"""


@pytest.mark.parametrize("language", ["ar", "fr"])
@pytest.mark.parametrize("path", ["", "statement/", "briefing/"])
def test_nothing_lies_beside_the_sheet(visit, language, path):
    page = visit(f"/{language}/{path}", language=language)
    page.emulate_media(media="print")

    assert page.evaluate(FAR) == []
