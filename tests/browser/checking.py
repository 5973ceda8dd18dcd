"""What somebody checks: a picture of what a PDF looks like on a screen."""

import io

import pypdfium2
from PIL import Image
from playwright.sync_api import expect


def check_by_picture(page, picture):
    page.goto("/ar/check/")
    page.locator("input[type=file]").set_input_files({"name": "card.png", "mimeType": "image/png", "buffer": picture})
    page.locator("#check-form [type=submit]").click()
    expect(page.locator("#result")).to_be_visible()
    return page.locator("#result")


def picture_of(pdf):
    """Return what somebody sees of a PDF on a screen, both sides one above the other, as PNG."""
    document = pypdfium2.PdfDocument(pdf)
    sides = [document[number].render(scale=4).to_pil() for number in range(len(document))]
    width, height = max(side.width for side in sides), sum(side.height for side in sides)
    whole = Image.new("RGB", (width, height), "white")
    top = 0
    for side in sides:
        whole.paste(side, (0, top))
        top += side.height
    written = io.BytesIO()
    whole.save(written, "PNG")
    return written.getvalue()
