"""What people send is never kept as it came: made anew, or refused with what to do. The hostile files are made here."""

import datetime as dt
import io
import random
import struct
import zlib

import pypdfium2
import pytest
from PIL import Image, ImageCms

from hirfa.documents import pieces
from hirfa.documents.active import is_active
from hirfa.documents.operations import store_file
from hirfa.documents.pieces import MAX_PIECE_BYTES, PieceRefused, page_png, remake_piece

AT = dt.datetime(2026, 1, 15, 10, 0, tzinfo=dt.UTC)
ROOT = "/" + "Root"  # together it looks like a path of somebody's machine
ORIENTATION, GPS, MAKER = 0x0112, 0x8825, 0x010F


def saved(picture, form, **how):
    out = io.BytesIO()
    picture.save(out, form, **how)
    return out.getvalue()


def photograph(width=800, height=600, form="JPEG", **how):
    """Red in its upper left quarter, white elsewhere."""
    picture = Image.new("RGB", (width, height), "white")
    picture.paste("red", (0, 0, width // 2, height // 2))
    return saved(picture, form, **how)


def opened(content):
    return Image.open(io.BytesIO(content))


def is_red(pixel):
    return pixel[0] > 200 and pixel[1] < 80


def pdf(*objects, pages=1, catalog="", packed=()):
    """A PDF of blank pages with these objects besides, numbered from 100, and others packed into an object stream."""
    kids = " ".join(f"{10 + place} 0 R" for place in range(pages))
    parts = {1: f"<</Type/Catalog/Pages 2 0 R{catalog}>>", 2: f"<</Type/Pages/Kids[{kids}]/Count {pages}>>"}
    parts |= {10 + place: "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>" for place in range(pages)}
    parts |= dict(enumerate(objects, 100))
    out = io.BytesIO(b"%PDF-1.7\n")
    out.seek(0, io.SEEK_END)
    places = {}
    for number, body in parts.items():
        places[number] = out.tell()
        out.write(f"{number} 0 obj{body}endobj\n".encode("latin-1"))
    if packed:
        stream = zlib.compress("".join(packed).encode())
        out.write(f"90 0 obj<</Type/ObjStm/N 1/First 5/Filter/FlateDecode/Length {len(stream)}>>stream\n".encode())
        out.write(stream + b"\nendstream endobj\n")
    table = out.tell()
    out.write(b"xref\n0 1\n0000000000 65535 f \n")
    for number, place in places.items():
        out.write(f"{number} 1\n{place:010} 00000 n \n".encode())
    out.write(f"trailer<<{ROOT} 1 0 R/Size 200>>\nstartxref\n{table}\n%%EOF".encode())
    return out.getvalue()


SCRIPT = "<</S/JavaScript/JS(app.alert\\(1\\))>>"


def refused(content):
    with pytest.raises(PieceRefused) as refusal:
        remake_piece(content)
    return refusal.value.reason


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_photograph_is_kept_as_a_jpeg_of_its_pixels(form):
    piece = remake_piece(photograph(form=form))

    picture = opened(piece.content)
    assert (piece.kind, piece.pages) == ("JPEG", 1)
    assert (picture.format, picture.size) == ("JPEG", (800, 600))
    assert is_red(picture.getpixel((10, 10)))


def test_a_large_photograph_is_made_smaller_and_keeps_its_shape():
    picture = opened(remake_piece(photograph(4000, 3000)).content)

    assert picture.size == (2400, 1800)


def located():
    exif = Image.Exif()
    exif[MAKER] = "Telephone of Fatima"
    exif.get_ifd(GPS).update({1: "N", 2: (34.0, 32.0, 0.0), 3: "W", 4: (4.0, 38.0, 0.0)})
    return exif


def test_where_and_with_what_a_photograph_was_taken_is_gone():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    content = photograph(exif=located(), icc_profile=profile, comment=b"at home", dpi=(300, 300))
    assert b"Telephone" in content
    assert opened(content).getexif().get_ifd(GPS)

    piece = remake_piece(content)

    assert dict(opened(piece.content).getexif()) == {}
    assert set(opened(piece.content).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert not any(word in piece.content for word in (b"Exif", b"Telephone", b"at home", b"ICC"))


@pytest.mark.parametrize(
    ("orientation", "corner"),
    [
        (1, (0, 0)),
        (2, (1, 0)),
        (3, (1, 1)),
        (4, (0, 1)),
        (5, (0, 0)),
        (6, (1, 0)),
        (7, (1, 1)),
        (8, (0, 1)),
        (9, (0, 0)),
    ],
)
def test_a_photograph_taken_sideways_stands_upright(orientation, corner):
    exif = Image.Exif()
    exif[ORIENTATION] = orientation

    picture = opened(remake_piece(photograph(exif=exif)).content)

    assert picture.size == ((800, 600) if orientation not in {5, 6, 7, 8} else (600, 800))
    assert is_red(picture.getpixel((corner[0] * (picture.width - 1), corner[1] * (picture.height - 1))))


@pytest.mark.parametrize(
    ("mode", "colour", "seen"),
    [
        ("RGBA", (255, 0, 0, 0), 255),
        ("LA", (0, 0), 255),
        ("P", 0, 0),
        ("1", 1, 255),
        ("I;16", 32768, 128),
        ("L", 90, 90),
    ],
)
def test_pictures_of_every_kind_of_pixel_are_read(mode, colour, seen):
    picture = opened(remake_piece(saved(Image.new(mode, (50, 50), colour), "PNG")).content)

    assert picture.mode == "RGB"
    assert abs(picture.getpixel((25, 25))[1] - seen) <= 3


def test_a_photograph_that_is_a_script_too_is_only_a_photograph():
    piece = remake_piece(photograph() + b"<script>alert(1)</script>PK\x03\x04 xl/")

    assert opened(piece.content).size == (800, 600)
    assert not any(word in piece.content for word in (b"script", b"PK\x03\x04"))


def png_that_claims(width, height):
    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(100))) + chunk(b"IEND", b"")


def heif():
    return struct.pack(">I", 24) + b"ftypheic\x00\x00\x00\x00mif1heic" + bytes(500)


def protected_pdf():
    """The catalogue of a PDF sealed for its reader (revision 3), with the empty word: readers open it without asking."""
    key = "<" + "00" * 32 + ">"
    handler = f"<</Filter/Standard/V 2/R 3/Length 128/P -4/O{key}/U{key}>>"
    return pdf(handler).replace(b" 1 0 R/Size", b" 1 0 R/Encrypt 100 0 R/ID[<00><00>]/Size")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (bytes(MAX_PIECE_BYTES + 1), "large"),
        (b"%PDF-1.7" + bytes(50 * 1024 * 1024), "large"),
        (b"hello", "unknown"),
        (b"MZ\x90\x00" + bytes(100), "unknown"),
        (b"GIF89a" + bytes(100), "unknown"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "unknown"),
        (b"PK\x03\x04" + bytes(30) + b"xl/workbook.xml", "unknown"),
        (heif(), "heif"),
        (photograph()[:-400], "broken_picture"),
        (photograph(form="PNG")[:200], "broken_picture"),
        (photograph(form="WEBP")[:100], "broken_picture"),
        (png_that_claims(10_000, 10_000), "pixels"),
        (png_that_claims(60_000, 60_000), "broken_picture"),
        (b"%PDF-1.7 nonsense", "broken_pdf"),
        (pdf(pages=0), "broken_pdf"),
        (protected_pdf(), "protected"),
        (pdf(pages=21), "pages"),
        (pdf(SCRIPT, catalog="/Names<</JavaScript<</Names[(a) 100 0 R]>>>>"), "active"),
        (pdf(SCRIPT, catalog="/OpenAction 100 0 R"), "active"),
        (pdf("<</S/Launch/F(calc.exe)>>", catalog="/OpenAction 100 0 R"), "active"),
        (pdf("<</S/J#61vaScript/JS(1)>>", catalog="/AA<</WC 100 0 R>>"), "active"),
        (pdf(packed=["100 0 ", SCRIPT], catalog="/OpenAction 100 0 R"), "active"),
        (pdf("<</Type/Filespec/F(a.exe)/EF<</F 101 0 R>>>>", "<</Type/EmbeddedFile/Length 0>>"), "active"),
        (pdf("<</Type/Annot/Subtype/RichMedia>>"), "active"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_piece_is_refused_with_its_reason(content, reason):
    assert refused(content) == reason


def test_every_refusal_says_what_to_do():
    for reason, sentence in pieces.SENTENCES.items():
        assert str(PieceRefused(reason)) == str(sentence)
        assert str(sentence).count(".") >= 1


def text_page():
    """A page that says FATIMA, with a link, as word processors make them."""
    font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    words = "BT /F 90 Tf 60 400 Td (FATIMA) Tj ET"
    content = f"<</Length {len(words)}>>stream\n{words}\nendstream"
    link = "<</Type/Annot/Subtype/Link/Rect[0 0 90 90]/A<</S/URI/URI(https://elsewhere.example)>>>>"
    page = pdf(font, content, link, catalog="/OpenAction[10 0 R/Fit]")
    return page.replace(b"842]", b"842]/Resources<</Font<</F 100 0 R>>>>/Contents 101 0 R/Annots[102 0 R]")


def darkest(content, number=0):
    document = pypdfium2.PdfDocument(content)
    darkest = document[number].render().to_pil().convert("L").getextrema()[0]
    text = document[number].get_textpage().get_text_range()
    size = document[number].get_size()
    document.close()
    return darkest, text, [round(side) for side in size]


def test_a_pdf_is_kept_as_pictures_of_its_pages():
    content = text_page()
    assert darkest(content)[1] == "FATIMA"

    piece = remake_piece(content)

    assert (piece.kind, piece.pages) == ("PDF", 1)
    assert darkest(piece.content) == (0, "", [595, 842])
    assert not any(
        word in piece.content for word in (b"/Annot", b"elsewhere", b"/OpenAction", b"/Font", b"Date", b"/Title")
    )


def test_what_was_typed_into_a_form_is_kept_and_its_fields_are_not():
    box = "<</Type/XObject/Subtype/Form/BBox[0 0 200 100]/Length 26>>stream\n0 0 0 rg 0 0 200 100 re f\nendstream"
    field = "<</Type/Annot/Subtype/Widget/FT/Tx/T(name)/V(Fatima)/F 4/Rect[100 100 300 200]/AP<</N 101 0 R>>>>"
    form = pdf(field, box, catalog="/AcroForm<</Fields[100 0 R]>>").replace(b"842]", b"842]/Annots[100 0 R]")

    piece = remake_piece(form)

    assert darkest(piece.content)[0] < 10
    assert not any(word in piece.content for word in (b"AcroForm", b"Widget", b"Fatima"))


def test_a_pdf_with_something_behind_its_end_loses_it():
    piece = remake_piece(text_page() + b"\n<script>alert(1)</script>")

    assert b"script" not in piece.content


def test_the_same_pdf_gives_the_same_bytes():
    assert remake_piece(text_page()).content == remake_piece(text_page()).content


def test_a_poster_becomes_a_page_of_bounded_size():
    poster = pdf().replace(b"595 842", b"14400 99 ")

    picture = opened(shown(remake_piece(poster)))

    assert max(picture.size) <= 1600


def shown(piece, page=1):
    said, made = pieces.ask("hirfa.documents.remaking", "page", page, content=piece.content, seconds=20, unread="x")
    assert said == {}
    return made


def test_twenty_pages_of_noise_are_made_anew_in_the_time_given():
    noise = Image.frombytes("L", (500, 700), random.Random(1).randbytes(350_000))
    piece = remake_piece(saved(noise, "PDF", save_all=True, append_images=[noise] * 19, resolution=60, quality=40))

    assert piece.pages == 20


def test_a_file_that_is_read_for_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(pieces, "CPU_SECONDS", 0)

    assert refused(photograph(6000, 6000)) == "given_up"


def test_the_child_knows_no_passphrase(monkeypatch):
    from hirfa.documents import asking

    seen = {}

    def run(words, **how):
        seen.update(how["env"])
        raise asking.subprocess.TimeoutExpired(words, 1)

    monkeypatch.setenv("HIRFA_KEY_PASSPHRASE", "open sesame")
    monkeypatch.setattr(asking.subprocess, "run", run)

    assert refused(photograph()) == "given_up"
    assert "PATH" in seen
    assert "open sesame" not in seen.values()


@pytest.mark.parametrize(
    ("text", "active"),
    [
        (b"/S/JavaScript/JS(1)", True),
        (b"/S /Launch>>", True),
        (b"/Launch", True),
        (b"/LaunchPad /JavaScripts /EmbeddedFilet", False),
        (b"(a paper about JavaScript)", False),
        (b"/#4caunch ", True),
        (b"stream\nnothing packed endstream", False),
    ],
)
def test_names_of_active_content_are_found_as_whole_words(text, active):
    assert is_active(text) is active


@pytest.fixture
def own_place(settings, tmp_path):
    settings.HIRFA_VAR = tmp_path


@pytest.mark.django_db
def test_a_kept_piece_is_looked_at_page_by_page(own_place):
    piece = remake_piece(pdf(pages=3))
    file = store_file(content=piece.content, name="diploma", by="tests", at=AT)

    picture = opened(page_png(file, 3))

    assert file.kind == piece.kind
    assert (picture.format, picture.height) == ("PNG", 1600)
    for page in (0, 4):
        with pytest.raises(LookupError):
            page_png(file, page)


@pytest.mark.django_db
def test_a_kept_photograph_has_one_page(own_place):
    file = store_file(content=remake_piece(photograph(3000, 1000)).content, name="workshop", by="tests", at=AT)

    assert opened(page_png(file, 1)).size == (1600, 533)
    with pytest.raises(LookupError):
        page_png(file, 2)


@pytest.mark.django_db
def test_a_stored_file_that_is_no_piece_is_not_shown(own_place):
    file = store_file(content=b"a;b\n", name="list", by="tests", at=AT)

    with pytest.raises(PieceRefused):
        page_png(file, 1)
