"""Chambers send their files: what enters, what does not, and what is said about it."""

import datetime as dt
import io
import zipfile

import pytest
import xlsxwriter
from django.db import connection
from django.utils import translation

from hirfa.audit.models import DiaryLine
from hirfa.core.locks import Busy, exclusively
from hirfa.register import queries
from hirfa.register.delivery.faults import FileRefused
from hirfa.register.models import Entry, Holder, IdentityKey, NameKey, Person, SourceFile, SourceRow
from hirfa.register.operations import importing
from tests.factories.accounts import UserFactory
from tests.factories.register import artisan, lay_reference, register

from .delivering import ARABIC, BRAHIM, FATIMA, FRENCH, csv, deliver, people

pytestmark = pytest.mark.django_db
D = dt.date


@pytest.fixture(autouse=True)
def reference():
    lay_reference()


def nothing_is_there() -> bool:
    tables = (Holder, Person, Entry, SourceFile, SourceRow, NameKey, IdentityKey)
    return not any(table.objects.exists() for table in tables)


def test_a_french_list_enters_the_register():
    result = deliver(csv(FATIMA, BRAHIM))

    assert result.counts() == {"read": 2, "loaded": 2, "unchanged": 0, "refused": 0, "flagged": 0}
    brahim, fatima = people()
    assert (fatima.cin, fatima.phone, fatima.born_on) == ("AB123456", "+212612345678", D(1980, 12, 31))
    assert (brahim.cin, brahim.born_on, brahim.birth_precision) == (None, D(1975, 1, 1), "YEAR")
    assert queries.count_in_force(on=D(2023, 3, 6)) == 2
    assert sorted(queries.facts_people(as_of=D(2024, 1, 1)).values_list("title", "trade_code")) == [
        ("ARTISAN", "T-CARPET"),
        ("MAALEM", "T-BRASS"),
    ]
    line = DiaryLine.objects.get(verb="register.file_loaded")
    assert (line.chain, line.facts["loaded"]) == ("chamber:03", 2)


ARABIC_LINES = [
    "١٧,الإدريسي,فاطمة,أنثى,٣١/١٢/١٩٨٠,AB123456,زرابي,تاونات,06/03/2023",
    "١٨,آيت وعزيز,إبراهيم,ذكر,15 دجنبر 1975,,نحاس,تاونات,6 مارس 2023",
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1256", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_an_arabic_list_is_read_in_every_encoding_and_delimiter(encoding, delimiter):
    text = "\r\n".join([ARABIC, *ARABIC_LINES]).replace(",", delimiter)
    if encoding == "cp1256":  # has no Arabic-Indic digits, as chambers' old programs
        text = text.translate(str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789"))

    assert deliver(text.encode(encoding)).loaded == 2

    brahim = Person.objects.get(given_name_ar="إبراهيم")
    assert (brahim.born_on, brahim.sex) == (D(1975, 12, 15), "M")
    assert set(SourceRow.objects.values_list("identity", flat=True)) == {"03:17", "03:18"}


def workbook(*rows: tuple, formula: bool = False, title: str = "") -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        start = 2 if title else 0
        if title:
            sheet.write(0, 0, title)
        for at, row in enumerate((FRENCH.split(";"), *rows), start=start):
            for place, value in enumerate(row):
                if isinstance(value, D):
                    sheet.write_datetime(at, place, dt.datetime.combine(value, dt.time()), day)
                else:
                    sheet.write(at, place, value)
        if formula:
            sheet.write_formula("K3", "=TODAY()")
    return file.getvalue()


SHEET_LINE = (
    17,
    "El Idrissi",
    "Fatima",
    "F",
    D(1980, 12, 31),
    "AB123456",
    612345678,
    "Carpets",
    "",
    "Taounate",
    D(2023, 3, 6),
)


def test_a_workbook_with_a_title_and_real_dates_enters_the_register():
    assert deliver(workbook(SHEET_LINE, title="Chambre d'artisanat de Fès-Meknès")).loaded == 1

    (fatima,) = people()
    assert (fatima.phone, fatima.born_on) == ("+212612345678", D(1980, 12, 31))
    assert SourceRow.objects.get().identity == "03:17"
    assert SourceRow.objects.get().line == 4


def test_lines_without_a_local_number_are_known_by_their_content():
    lines = [line.partition(";")[2] for line in (FATIMA, BRAHIM)]
    file = "\n".join([FRENCH.partition(";")[2], *lines])
    deliver(file)

    result = deliver(f"{file}\n")

    assert (result.loaded, result.unchanged) == (0, 2)


def test_the_same_local_number_in_two_chambers_is_two_people():
    deliver(csv(FATIMA))

    elsewhere = FATIMA.replace("Taounate", "Marrakech").replace("AB123456", "K98765")
    assert deliver(csv(elsewhere), chamber="07").loaded == 1


def test_a_cin_already_known_is_loaded_and_both_are_flagged():
    register([artisan(cin="AB123456")])

    result = deliver(csv(BRAHIM, FATIMA))

    assert (result.loaded, result.flagged) == (2, (3,))
    assert sorted(person.cin_shared for person in Person.objects.current()) == [False, True, True]


def test_two_chambers_that_send_one_cin_at_the_same_time_flag_both():
    at_marrakech = FATIMA.replace("Taounate", "07.351")

    def send_another(step: str, _done: int) -> None:
        if step == "load" and not SourceFile.objects.filter(chamber="07").exists():
            deliver(csv(at_marrakech), chamber="07")

    result = deliver(csv(FATIMA), progress=send_another)

    assert result.flagged == (2,)
    assert [person.cin_shared for person in Person.objects.current()] == [True, True]
    assert SourceFile.objects.get(chamber="03").counts["flagged"] == 1


def test_two_lines_with_one_cin_are_both_flagged():
    other = FATIMA.replace("17;", "19;").replace("Fatima", "Zineb")

    assert deliver(csv(FATIMA, other, BRAHIM)).flagged == (2, 3)


@pytest.mark.parametrize(
    ("change", "column", "reason", "shown"),
    [
        (("El Idrissi;", ";"), "family_name_latin", "missing", ""),
        (("Fatima", "---12"), "given_name_latin", "missing", ""),
        (("Fatima", "???"), "given_name_latin", "not_a_name", "???"),
        (("Fatima", "=1+1"), "given_name_latin", "not_a_name", "=1+1"),
        (("Fatima", "F" * 81), "given_name_latin", "too_long", "F" * 20),
        (("F;31", "X;31"), "sex", "not_a_sex", "X"),
        (("31/12/1980", "31/02/1980"), "born_on", "not_a_date", "31/02/1980"),
        (("31/12/1980", "12/31/1980"), "born_on", "not_a_date", "12/31/1980"),
        (("31/12/1980", "31/12/80"), "born_on", "not_a_date", "31/12/80"),
        (("31/12/1980", "31/12/2024"), "born_on", "after_registration", "31/12/2024"),
        (("31/12/1980", "1/1/1850"), "born_on", "too_early", "1/1/1850"),
        (("AB123456", "123456"), "cin", "not_a_cin", "1•••••"),
        (("0612345678", "0012"), "phone", "not_a_phone", "0•••"),
        (("Carpets", "Astronaut"), "trade", "unknown_trade", "Astronaut"),
        (("Carpets", ""), "trade", "missing", ""),
        (("artisan", "king"), "title", "unknown_title", "king"),
        (("Taounate", "Atlantis"), "province", "unknown_province", "Atlantis"),
        (("Taounate", "Marrakech"), "province", "province_elsewhere", "Marrakech"),
        (("06/03/2023", ""), "registered_on", "missing", ""),
        (("06/03/2023", "soon"), "registered_on", "not_a_date", "soon"),
        (("06/03/2023", "2023"), "registered_on", "not_to_the_day", "2023"),
        (("06/03/2023", "06/03/2026"), "registered_on", "in_the_future", "06/03/2026"),
        (("06/03/2023", "06/03/2023;;more"), "line", "extra_cell", ""),
    ],
)
def test_a_faulty_line_is_refused_alone_with_its_reason(change, column, reason, shown):
    wrong = FATIMA.replace(*change)
    if reason == "missing" and column == "given_name_latin":
        wrong = FATIMA.replace("Fatima", "")

    result = deliver(csv(BRAHIM, wrong))

    assert [(f.line, f.column, f.reason, f.value) for f in result.faults] == [(3, column, reason, shown)]
    assert (result.loaded, result.refused) == (1, 1)


def test_a_line_without_a_name_lacks_both():
    result = deliver(csv(FATIMA.replace("El Idrissi;Fatima", ";")))

    assert [(f.column, f.reason) for f in result.faults] == [
        ("family_name_ar", "missing"),
        ("given_name_ar", "missing"),
    ]


def test_all_that_is_wrong_with_a_line_is_said_at_once():
    result = deliver(csv("1;Tazi;Ali;?;31/31/1980;12;12;Astronaut;king;Atlantis;never"))

    wrong = ["born_on", "cin", "phone", "province", "registered_on", "sex", "title", "trade"]
    assert sorted(fault.column for fault in result.faults) == wrong
    assert (result.read, result.loaded, result.refused) == (1, 0, 1)


def test_a_line_that_stands_twice_in_a_file_is_loaded_once():
    result = deliver(csv(FATIMA, BRAHIM, FATIMA))

    assert result.loaded == 2
    assert [(f.line, f.reason, f.value) for f in result.faults] == [(4, "repeated", "17")]


def test_a_strict_import_refuses_the_file_for_one_line():
    with translation.override("en"), pytest.raises(FileRefused, match="1 line is faulty") as refusal:
        deliver(csv(FATIMA, BRAHIM.replace("1975", "75")), strict=True)

    assert refusal.value.code == "faulty_lines"
    assert [fault.column for fault in refusal.value.faults] == ["born_on"]
    assert nothing_is_there()


def zipped(**files: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as book:
        for name, content in files.items():
            book.writestr(name, content)
    return made.getvalue()


HEAD = FRENCH.encode()
BAD_FILES = {
    "empty": (b"", "empty", ""),
    "blank": (b" \r\n\t\n", "empty", ""),
    "pdf": (b"%PDF-1.7 ...", "binary", "PDF"),
    "old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "binary", "XLS"),
    "bytes": (HEAD + b"\n17;\x00\x01\x02", "binary", "2"),
    "zip of a text": (zipped(readme=b"hello"), "binary", "ZIP"),
    "broken zip": (b"PK\x03\x04" + bytes(range(256)), "broken_workbook", ""),
    "broken workbook": (zipped(**{"xl/worksheets/sheet1.xml": b"<worksheet>"}), "broken_workbook", ""),
    "formula": (workbook(SHEET_LINE, formula=True), "formula", "K3"),
    "no headings": ("\n".join([FATIMA, BRAHIM]).encode(), "wrong_columns", "E•••••••••"),
    "other table": (b"a,b,c\n1,2,3", "wrong_columns", "a | b | c"),
    "a column lacks": (csv(FATIMA).replace("Métier", "Hobby").encode(), "wrong_columns", "trade"),
    "names lack": (csv(FATIMA).replace("Prénom", "X").encode(), "wrong_columns", "given name"),
    "a column twice": (csv(FATIMA).replace("Téléphone", "CIN").encode(), "repeated_column", "CIN"),
    "headings only": (HEAD, "no_lines", ""),
    "mixed encodings": (csv(FATIMA).encode() + "\n18;Aït".encode("latin-1"), "wrong_encoding", "3"),
    "marked UTF-8 broken": (b"\xef\xbb\xbf" + HEAD + b"\n1;\xff", "wrong_encoding", "2"),
    "UTF-16 cut": (csv(FATIMA).encode("utf-16")[:-1], "wrong_encoding", "UTF-16"),
    "other Arabic encoding": (ARABIC.encode("iso-8859-6"), "wrong_encoding", "1"),
    "open quotation": (csv(FATIMA, '19;"Tazi;Ali').encode(), "broken_csv", "3"),
}


@pytest.mark.parametrize(("data", "code", "told"), BAD_FILES.values(), ids=BAD_FILES)
def test_a_wrong_file_is_refused_with_what_and_where_and_loads_nothing(data, code, told):
    with pytest.raises(FileRefused) as refusal:
        deliver(data)

    assert refusal.value.code == code
    with translation.override("en"):
        assert told in str(refusal.value)
    assert nothing_is_there()


def test_a_file_with_more_lines_than_the_format_allows_is_refused(monkeypatch):
    monkeypatch.setattr("hirfa.register.delivery.readers.MOST_LINES", 2)

    with translation.override("en"), pytest.raises(FileRefused, match="Line 4: a file may hold 2 lines") as refusal:
        deliver(csv(FATIMA, BRAHIM, FATIMA.replace("17;", "19;")))
    assert refusal.value.code == "too_many_lines"
    assert nothing_is_there()


@pytest.mark.parametrize("sign", "=+-@")
def test_a_cell_that_a_spreadsheet_would_run_is_kept_as_text(sign):
    name = f"{sign}HYPERLINK(1)"

    assert deliver(csv(FATIMA.replace("Fatima", name))).loaded == 1
    assert people()[0].given_name_latin == name


def test_arabic_letters_under_a_latin_heading_go_where_they_belong():
    deliver(csv(FATIMA.replace("El Idrissi;Fatima", "الإدريسي;فاطمة")))

    person = Person.objects.get()
    assert (person.family_name_ar, person.given_name_ar, person.family_name_latin) == ("الإدريسي", "فاطمة", "")


def test_names_found_by_a_clerk_of_the_chamber_after_an_import():
    deliver(csv(FATIMA))

    hits = queries.search_people(user=UserFactory(scope="chamber:03"), text="فاطمة الإدريسي")
    assert [hit.given_name_latin for hit in hits] == ["Fatima"]
    assert queries.search_people(user=UserFactory(scope="chamber:07"), text="Fatima") == []


def test_many_lines_go_through_children_alike():
    lines = [f"{n};Tazi;Ali;H;1980;AB{n:06d};;Carpets;;Taounate;06/03/2023" for n in range(30)]

    result = deliver(csv(*lines), processes=2)

    assert result.loaded == 30
    assert [person.cin for person in Person.objects.order_by("source_links__row__line")] == [
        f"AB{n:06d}" for n in range(30)
    ]


def test_an_import_broken_off_leaves_nothing_that_counts_and_the_next_one_finishes(monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(importing, "_load_staged", lambda **_all: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            deliver(csv(FATIMA, BRAHIM))

    everyone = UserFactory(nationwide=True)
    assert queries.count_in_force(on=D(2024, 1, 1)) == 0
    assert people() == []
    assert not Entry.objects.visible_to(everyone).exists()
    assert queries.search_people(user=everyone, text="fatima") == []
    assert queries.search_people(user=everyone, text="AB123456") == []

    assert deliver(csv(FATIMA, BRAHIM)).loaded == 2
    assert (Holder.objects.count(), Person.objects.count(), SourceFile.objects.count()) == (2, 2, 1)
    assert NameKey.objects.filter(person__isnull=False).count() == NameKey.objects.count() == 4


def test_two_imports_of_a_chamber_do_not_meet():
    if connection.vendor == "postgresql":
        pytest.skip("the lock of a server is held by its connection, and a test has one")
    with exclusively("import:03"), pytest.raises(Busy):
        deliver(csv(FATIMA))
    assert deliver(csv(FATIMA)).loaded == 1
