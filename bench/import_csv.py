"""A chamber's CSV of 440,000 lines imported into an empty register: seconds, and how long the database is held.

    python -m bench import_csv

The file is made with a seed and is not part of the time. Reading, checking, sealing, keys and the loading transaction
are. A second import of the same lines in a longer file shows what an unchanged line costs. `LINES` in the environment
makes a quick run, `ONLY=sqlite` leaves the server out.
"""

import csv
import datetime as dt
import io
import os
import random
import resource
import time

from bench import on_both_databases, report

LINES = int(os.environ.get("LINES", "440000"))
AT = dt.datetime(2026, 1, 15, 10, 0, tzinfo=dt.UTC)
HEADINGS = (
    *("الرقم المحلي", "الاسم العائلي", "الاسم الشخصي", "Nom", "Prénom", "الجنس", "تاريخ الازدياد"),
    *("رقم البطاقة الوطنية", "الهاتف", "الحرفة", "الصفة", "الإقليم", "العنوان", "تاريخ التسجيل"),
)


def delivered(lines: int) -> bytes:
    """Return a file as the chamber of the first region would send it."""
    from bench.people import DATA, people

    dice = random.Random(3)
    with (DATA / "provinces.csv").open(encoding="utf-8") as file:
        provinces = [row["name_ar"] for row in csv.DictReader(file) if row["region"] == "01"]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(HEADINGS)
    for start in range(0, lines, 5_000):
        for who in people(range(start, min(start + 5_000, lines))):
            writer.writerow(
                (
                    *(who.local_number, who.family_name_ar, who.given_name_ar, who.family_name_latin),
                    *(who.given_name_latin, "أنثى" if who.sex == "F" else "ذكر", f"{who.born_on:%d/%m/%Y}"),
                    *(who.cin if dice.random() > 0.03 else "", who.phone.replace("+212", "0"), who.trade),
                    *("معلم" if who.maalem_on else "صانع", dice.choice(provinces), "زنقة 12 رقم 7"),
                    f"{who.registered_on:%d/%m/%Y}",
                )
            )
    return out.getvalue().encode()


def here(on: str) -> None:
    """Measure in this process, on the database of the environment."""
    import django

    django.setup()
    from django.core.management import call_command

    from hirfa.reference.models import Chamber
    from hirfa.reference.operations import load_reference
    from hirfa.register.operations import import_register
    from hirfa.register.operations.importing import Imported

    call_command("migrate", verbosity=0)
    load_reference(by="bench", at=AT)
    chamber = Chamber.objects.get(code="01")
    reached: dict[str, float] = {}

    def load(data: bytes) -> tuple[Imported, float]:
        before = time.perf_counter()
        result = import_register(
            chamber=chamber,
            name="bench.csv",
            data=data,
            by="bench",
            at=AT,
            processes=2,
            progress=lambda step, _done: reached.__setitem__(step, time.perf_counter()),
        )
        reached["end"] = time.perf_counter()
        return result, reached["end"] - before

    data = delivered(LINES)
    scale = LINES / 440_000
    result, seconds = load(data)
    assert result.loaded == LINES, result.counts()
    report(f"import of {LINES:,} lines", seconds, "s", target=60 * scale, on=on)
    report("import, loading transaction", reached["end"] - reached["load"], "s", target=10 * scale, on=on)
    most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    report("import, memory of the largest process", most / 1024, "MiB", on=on)
    again, seconds = load(data + b"\n")
    assert (again.loaded, again.unchanged) == (0, LINES)
    report("import of the same lines again", seconds, "s", on=on)


if __name__ == "__main__":
    on_both_databases("import_csv", here)
