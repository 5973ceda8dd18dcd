"""The files of others that are served."""

import gzip
import hashlib
from pathlib import Path

import django_htmx
import pytest

from hirfa import web

STATIC = Path(web.__file__).parent / "static"
VENDOR = STATIC / "vendor"


def sums():
    return [line.split() for line in (VENDOR / "SHA256SUMS").read_text("utf-8").splitlines()]


@pytest.mark.parametrize(("expected", "name"), sums())
def test_a_file_is_the_one_that_was_copied(expected, name):
    assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == expected


def test_every_file_has_its_hash_and_its_licence():
    served = {str(path.relative_to(VENDOR)) for path in VENDOR.rglob("*") if path.suffix in {".css", ".woff2", ".js"}}

    assert served == {name for _, name in sums()}
    assert "MIT" in (VENDOR / "bootstrap" / "LICENSE").read_text("utf-8")
    assert all("SIL Open Font License" in path.read_text("utf-8") for path in (VENDOR / "fonts").glob("OFL-*.txt"))


def test_no_sheet_asks_for_a_map_that_is_not_served():
    assert not any(b"sourceMappingURL" in path.read_bytes() for path in STATIC.rglob("*.css"))


@pytest.mark.django_db
def test_the_first_page_weighs_less_than_100_kb(client):
    def compressed(data):
        return len(gzip.compress(data, 9, mtime=0))

    htmx = Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js"
    sheets = [
        VENDOR / "bootstrap" / "bootstrap.rtl.min.css",
        STATIC / "hirfa" / "hirfa.css",
        STATIC / "hirfa" / "star.svg",
    ]
    fonts = [VENDOR / "fonts" / "noto-sans-arabic.woff2"]
    total = compressed(client.get("/ar/").content) + sum(compressed(path.read_bytes()) for path in [htmx, *sheets])
    total += sum(path.stat().st_size for path in fonts)

    assert total < 100 * 1024
