"""QR codes read from what people send, good and bad."""

import io
import struct
import zlib

import pypdfium2
import pytest
import segno
from PIL import Image

from hirfa.documents import images
from hirfa.documents.images import PictureNotRead, read_qr


def picture_of(text, *, form="png", scale=6):
    out = io.BytesIO()
    code = io.BytesIO()
    segno.make(text, micro=False).save(code, kind="png", scale=scale, border=4)
    Image.open(code).convert("RGB").save(out, form)
    return out.getvalue()


@pytest.mark.parametrize("form", ["png", "jpeg", "webp"])
@pytest.mark.parametrize("text", ["ABC $%*+-./:", "https://example.com/?q=1", "حرفة"])
def test_a_code_is_read_from_a_picture(form, text):
    assert read_qr(picture_of(text, form=form)) == [text]


def test_a_small_screenshot_gets_a_second_look():
    assert read_qr(picture_of("A SMALL ONE", scale=2)) == ["A SMALL ONE"]


def test_each_code_is_told_once():
    one, two = (Image.open(io.BytesIO(picture_of(text))) for text in ("FIRST", "SECOND"))
    sheet = Image.new("RGB", (3 * one.width, one.height), "white")
    for place, picture in enumerate((one, two, one)):
        sheet.paste(picture, (place * one.width, 0))
    out = io.BytesIO()
    sheet.save(out, "PNG")

    assert sorted(read_qr(out.getvalue())) == ["FIRST", "SECOND"]


def test_a_picture_without_a_code_has_none():
    out = io.BytesIO()
    Image.new("L", (300, 300), 200).save(out, "PNG")

    assert read_qr(out.getvalue()) == []


def pdf(pages, size=200):
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(size, size)
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def test_a_pdf_without_a_code_has_none():
    assert read_qr(pdf(2)) == []


def pdf_without_its_page():
    """A PDF that says it has a page, which is not in it."""
    objects = b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    return b"%PDF-1.4\n" + objects + b"trailer<</" + b"Root 1 0 R/Size 4>>\n%%EOF"


def png_of(width, height):
    out = io.BytesIO()
    Image.new("1", (width, height), 1).save(out, "PNG")
    return out.getvalue()


def field_of_finder_patterns(side):
    """A small file that the reader of codes would look at for minutes: the corner of a code, all over."""
    corner = Image.new("1", (9, 9), 1)
    for size, colour in ((7, 0), (5, 1), (3, 0)):
        corner.paste(colour, (4 - size // 2, 4 - size // 2, 5 + size // 2, 5 + size // 2))
    field = Image.new("1", (side, side), 1)
    for left in range(0, side, 9):
        for top in range(0, side, 9):
            field.paste(corner, (left, top))
    out = io.BytesIO()
    field.save(out, "PNG")
    return out.getvalue()


def test_a_picture_made_to_take_minutes_is_given_up(monkeypatch):
    monkeypatch.setattr(images, "CPU_SECONDS", 1)

    with pytest.raises(PictureNotRead, match="neither"):
        read_qr(field_of_finder_patterns(4950))


def png_that_claims(width, height):
    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\x00" * 100))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "neither"),
        (b"hello", "neither"),
        (b"GIF89a" + bytes(50), "neither"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "neither"),
        (picture_of("CUT")[:200], "neither"),
        (png_that_claims(5001, 5000), "million pixels"),
        (png_that_claims(100_000, 100_000), "neither|million pixels"),
        (b"%PDF-1.7 nonsense", "damaged"),
        (pdf_without_its_page(), "damaged"),
        (pdf(5), "pages"),
        (pdf(1, size=14_000), "million pixels"),
        (png_of(1, 70_000), "million pixels"),
        (bytes(images.MAX_BYTES + 1), "10 MB"),
    ],
    ids=[
        "empty",
        "text",
        "gif",
        "no png",
        "cut",
        "large",
        "bomb",
        "no pdf",
        "no page",
        "pages",
        "poster",
        "long",
        "heavy",
    ],
)
def test_what_is_no_picture_is_refused_with_its_reason(content, why):
    with pytest.raises(PictureNotRead, match=why):
        read_qr(content)
