"""Pages of the directory as the product makes them: people through the register, then the operations themselves."""

import datetime as dt
import io
from typing import Any

from PIL import Image

from hirfa.directory.models import Product, Profile
from hirfa.directory.operations import add_product, agree_to_appear
from hirfa.directory.records import ProductText, ProfileText
from hirfa.register.models import Entry, Standing
from hirfa.register.operations import restate_situations
from tests.cast import FATIMA
from tests.factories.register import register_artisan

AT = dt.datetime(2026, 1, 15, 10, 0, tzinfo=dt.UTC)
TODAY = AT.date()
WORDS = ProfileText(
    name_ar="فاطمة الإدريسي",
    name_latin="Fatima El Idrissi",
    words_ar="أنسج الزرابي منذ ثلاثين سنة",
    words_fr="Je tisse depuis trente ans",
)
RUG = ProductText(
    trade="T-CARPET", name_ar="حنبل أحمر", name_fr="Hanbel rouge", words_ar="من الصوف", words_fr="De laine"
)


def agree(entry: Entry, *, at: dt.datetime = AT, by: object = "tests", **text: str) -> Profile:
    """Let the holder of an entry appear, as Fatima unless said otherwise."""
    return agree_to_appear(
        holder=entry.holder, text=WORDS._replace(**text), language="ar", channel="COUNTER", by=by, at=at
    )


def appearing(*, text: dict[str, str] | None = None, **person: Any) -> Profile:
    """Register an artisan (Fatima, unless said otherwise) and return the page that they agreed to."""
    who = FATIMA | person
    names = {
        "name_ar": f"{who['given_name_ar']} {who['family_name_ar']}".strip(),
        "name_latin": f"{who['given_name_latin']} {who['family_name_latin']}".strip(),
    }
    return agree(register_artisan(**person), **(names | (text or {})))


def a_product(profile: Profile, **text: str) -> Product:
    return add_product(profile=profile, text=RUG._replace(**text), by="tests", at=AT)


def suspend(entry: Entry, *, state: str = "SUSPENDED", on: dt.date = TODAY) -> None:
    """Let an entry be in force no longer from a day on, without telling the directory."""
    entry.standings.filter(valid_to__isnull=True).update(valid_to=on)
    Standing.objects.create(entry=entry, state=state, valid_from=on, recorded_at=AT)
    restate_situations(entries=[entry.pk], by="tests", at=AT)


def picture(kind: str = "JPEG", size: tuple[int, int] = (400, 300), mode: str = "RGB", **more: Any) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, 120 if mode == "L" else (180, 60, 40, 128)[: len(mode)]).save(out, kind, **more)
    return out.getvalue()
