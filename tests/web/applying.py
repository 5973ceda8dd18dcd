"""What the tests of applications do on the pages: begin, answer a step, come back with a code."""

import io
import re

import pypdfium2
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.factories.applications import OF_FATIMA

ANSWERS = {
    "name": {name: OF_FATIMA[name] for name in ("given_name_ar", "family_name_ar")},
    "identity": {
        "sex": "F",
        "born_on_day": "17",
        "born_on_month": "05",
        "born_on_year": "1980",
        "cin": OF_FATIMA["cin"],
    },
    "contact": {"phone": OF_FATIMA["phone"]},
    "region": {"chamber": "03"},
    "province": {"province": "03.591"},
    "address": {"commune": "03.591.01", "address": OF_FATIMA["address"]},
    "trade": {"trade": "T-CARPET"},
    "proof": {
        "proof": "PRACTICE",
        "practice_since_day": "1",
        "practice_since_month": "3",
        "practice_since_year": "2020",
    },
}


def picture(kind="JPEG", size=(60, 40)):
    out = io.BytesIO()
    Image.new("RGB", size, "#c9a24b").save(out, kind)
    return out.getvalue()


def pdf(pages):
    document = pypdfium2.PdfDocument.new()
    for _page in range(pages):
        document.new_page(200, 300).close()
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def upload(content=None, name="fatima el idrissi.jpg"):
    return SimpleUploadedFile(name, picture() if content is None else content)


def begin(client, *, kind="ARTISAN", language="ar"):
    """Begin a draft as anybody does and return the code that the page shows."""
    page = client.post(f"/{language}/apply/start/", {"kind": kind}).content.decode()
    return re.search(r'translate="no">([^<]+)<', page)[1]


def answer(client, step, *, language="ar", **values):
    """Send one step and return the answer of the page."""
    return client.post(f"/{language}/apply/steps/{step}/", ANSWERS.get(step, {}) | values)


def write_all(client, *, language="ar"):
    """Fatima answers every step of an artisan and agrees."""
    for step in ANSWERS:
        assert answer(client, step, language=language).status_code == 302, step
    for piece in ("cin", "practice"):
        assert answer(client, f"piece-{piece}", language=language, file=upload()).status_code == 302
    assert answer(client, "terms", language=language, agree="on").status_code == 302


def open_file(client, code, *, language="ar"):
    return client.post(f"/{language}/apply/return/", {"code": code})
