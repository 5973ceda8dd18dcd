"""A chamber's file is sent from a page, loaded by the worker, and its faulty lines come back with their reason."""

import json

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hirfa.documents.rules import MAX_BYTES
from hirfa.jobs.models import Job
from hirfa.register.delivery import readers
from hirfa.register.models import Entry, SourceFile
from tests.factories.accounts import UserFactory
from tests.factories.register import lay_reference

pytestmark = pytest.mark.django_db
HEADINGS = "الرقم المحلي;الاسم العائلي;الاسم الشخصي;الجنس;الحرفة;الإقليم;تاريخ التسجيل"
FATIMA = "1;الإدريسي;فاطمة;أنثى;زرابي;تاونات;06/03/2023"
NOBODY = "2;;;أنثى;زرابي;تاونات;06/03/2023"
FORMULA = '3;العلوي;محمد;"=1+1";زرابي;تاونات;06/03/2023'


@pytest.fixture
def officer(client):
    lay_reference()
    user = UserFactory(username="amina", role="INSTRUCTING")
    client.force_login(user)
    return user


def send(client, *lines, name="liste.csv", content=None, **values):
    data = "\r\n".join([HEADINGS, *lines]).encode() if content is None else content
    form = {"chamber": "03", "file": SimpleUploadedFile(name, data), **values}
    return client.post("/en/imports/", form)


def result(client, answer):
    return client.get(answer["Location"]).content.decode()


def test_a_line_enters_the_register_and_the_page_says_how_many_there_are(client, officer):
    page = result(client, send(client, FATIMA))

    assert Entry.objects.count() == 1
    assert "Lines loaded" in page
    assert "Artisans in force now" in page
    assert Job.objects.get().state == "DONE"


def test_the_same_file_twice_changes_nothing(client, officer):
    send(client, FATIMA)

    page = result(client, send(client, FATIMA))

    assert Entry.objects.count() == 1
    assert "Lines already known" in page


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1256", "utf-16"])
def test_a_file_is_taken_in_every_encoding_that_the_register_reads(client, officer, encoding):
    content = "\r\n".join([HEADINGS, FATIMA]).encode(encoding)

    assert "Lines loaded" in result(client, send(client, content=content))
    assert Entry.objects.count() == 1


def test_a_faulty_line_is_refused_alone_and_named(client, officer):
    page = result(client, send(client, FATIMA, NOBODY))

    assert Entry.objects.count() == 1
    assert "Faulty lines" in page
    assert "is missing" in page


def test_a_strict_import_refuses_the_whole_file_and_still_lists_its_faults(client, officer):
    page = result(client, send(client, FATIMA, NOBODY, strict="on"))

    assert Entry.objects.count() == 0
    assert "Refused, nothing was loaded." in page
    assert "Faulty lines" in page


def test_the_list_of_faults_comes_as_a_file_in_which_nothing_is_a_formula(client, officer):
    answer = send(client, FORMULA)
    job = Job.objects.get()

    file = client.get(answer["Location"] + "faults/")

    assert file["Content-Type"].startswith("text/csv")
    text = file.content.decode()
    assert "'=1+1" in text
    assert ",=1+1" not in text
    assert job.state == "DONE"


@pytest.mark.parametrize("content", [b"%PDF-1.7 nothing", b"a;b;c\r\n1;2;3\r\n", HEADINGS.encode()])
def test_a_wrong_file_loads_nothing_and_says_why(client, officer, content):
    page = result(client, send(client, content=content))

    assert Entry.objects.count() == 0
    assert "Refused, nothing was loaded." in page
    assert json.loads(Job.objects.get().message)["en"] in page.replace("&#x27;", "'").replace("&quot;", '"')


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "The file is empty."), (b"\x00\x01\x02\x03", "Line 1 holds bytes that no text has.")],
)
def test_a_file_of_no_kind_is_refused_at_the_door(client, officer, content, said):
    answer = send(client, content=content)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Job.objects.exists()


def test_a_file_larger_than_the_page_takes_is_refused_with_the_size_that_is_written_in_the_manual(
    client, officer, monkeypatch
):
    monkeypatch.setattr("hirfa.web.imports.forms.MAX_BYTES", 1 << 20)

    answer = send(client, content=b"x" * ((1 << 20) + 1))

    assert "The file is larger than 1 MB." in answer.content.decode()
    manual = (settings.BASE_DIR / "docs" / "import-format.md").read_text("utf-8")
    assert f"{readers.MOST_BYTES >> 20} MB for the command, {MAX_BYTES >> 20} MB for the page" in manual


def test_an_officer_loads_for_her_own_chamber_only(client, officer):
    answer = send(client, FATIMA, chamber="07")

    assert answer.status_code == 422
    assert not Job.objects.exists()


def test_a_job_of_another_chamber_does_not_exist(client, officer):
    address = send(client, FATIMA, NOBODY)["Location"]
    client.force_login(UserFactory(role="INSTRUCTING", scope="chamber:07"))

    assert client.get(address).status_code == 404
    assert client.get(address + "faults/").status_code == 404


def test_a_counter_officer_loads_no_file(client):
    client.force_login(UserFactory())

    assert client.get("/en/imports/").status_code == 403
    assert send(client, FATIMA).status_code == 403


def test_a_running_job_is_polled_and_an_ended_one_is_not(client, officer):
    address = send(client, FATIMA)["Location"]
    assert "hx-trigger" not in client.get(address).content.decode()

    Job.objects.update(state="RUNNING", done=40, total=100, ended_at=None, message="")
    page = client.get(address, headers={"hx-request": "true"}).content.decode()

    assert 'hx-trigger="every 1s"' in page
    assert 'max="100" value="40"' in page
    assert "<html" not in page


@pytest.mark.parametrize("files", [1, 20])
def test_the_page_of_files_asks_a_constant_number_of_times(client, officer, django_assert_num_queries, files):
    for number in range(files):
        send(client, FATIMA.replace("1;", f"{number};", 1))

    with django_assert_num_queries(6):
        page = client.get("/en/imports/")
    assert len(page.context["table"].rows) == files


def test_faults_are_read_in_the_language_of_the_reader_and_not_of_the_sender(client, officer):
    address = send(client, FATIMA, NOBODY)["Location"].replace("/en/", "/fr/")

    assert "manque" in client.get(address).content.decode()
    assert "is missing" not in client.get(address + "faults/").content.decode()


def test_a_refusal_is_read_in_the_language_of_the_reader(client, officer):
    address = send(client, content=HEADINGS.encode())["Location"]

    assert "The file has headings but no line under them." in client.get(address).content.decode()
    assert "The file has headings" not in client.get(address.replace("/en/", "/fr/")).content.decode()


def test_every_file_sent_can_be_found_again_a_refused_one_too(client, officer):
    loaded = send(client, FATIMA, NOBODY)["Location"]
    refused = send(client, NOBODY, strict="on", name="refusee.csv")["Location"]

    page = client.get("/en/imports/").content.decode()

    assert f'href="{loaded}"' in page
    assert f'href="{refused}"' in page


def test_files_sent_for_another_chamber_are_not_listed(client, officer):
    send(client, FATIMA, name="taounate.csv")
    client.force_login(UserFactory(role="INSTRUCTING", scope="chamber:07"))

    assert "taounate.csv" not in client.get("/en/imports/").content.decode()


WITH_CIN = HEADINGS + ";رقم البطاقة الوطنية"


def test_lines_with_a_known_cin_lead_to_their_people(client, officer):
    people = [f"{FATIMA};AB123456", FATIMA.replace("1;", "2;", 1).replace("فاطمة", "زينب") + ";AB123456"]
    address = send(client, content="\r\n".join([WITH_CIN, *people]).encode())["Location"]
    known = reverse("web:import_known_cins", args=[SourceFile.objects.get().pk]).replace("/ar/", "/en/")

    assert f'href="{known}"' in client.get(address).content.decode()
    assert f'href="{known}"' in client.get("/en/imports/").content.decode()
    shown = client.get(known).content.decode()
    assert "فاطمة" in shown
    assert "زينب" in shown
    assert "AB123456" not in shown


def test_known_cins_of_another_chamber_do_not_exist(client, officer):
    send(client, FATIMA)
    client.force_login(UserFactory(role="INSTRUCTING", scope="chamber:07"))

    assert client.get(f"/en/imports/files/{SourceFile.objects.get().pk}/known-cins/").status_code == 404


def test_a_line_of_another_region_has_one_fault_and_not_two(client, officer):
    elsewhere = FATIMA.replace("تاونات", "مراكش") + ";مراكش"

    address = send(client, content="\r\n".join([HEADINGS + ";الجماعة", elsewhere]).encode())["Location"]

    faults = client.get(address + "faults/").content.decode().splitlines()[1:]
    assert len(faults) == 1
    assert "is a province of another chamber" in faults[0]


def sent_under(client, name):
    """What a program sends that names its file in bytes of its own."""
    edge = b"--edge\r\nContent-Disposition: form-data; name="
    head = edge + b'"chamber"\r\n\r\n03\r\n' + edge + b'"file"; filename="' + name + b'"\r\n\r\n'
    body = head + f"{HEADINGS}\r\n{FATIMA}\r\n--edge--\r\n".encode()
    return client.post("/en/imports/", body, content_type="multipart/form-data; boundary=edge")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("taounate\u202evsc.exe", "taounatevsc.exe"),
        ("لائحة\tتاونات.csv", "لائحةتاونات.csv"),
        ("x" * 300 + ".csv", "…" + "x" * 115 + ".csv"),
    ],
)
def test_a_name_of_any_signs_is_kept_as_one_plain_line(client, officer, name, shown):
    answer = sent_under(client, name.encode())

    assert Job.objects.get().parameters["name"] == shown
    assert shown in result(client, answer)
    assert Entry.objects.count() == 1


def test_a_name_that_is_no_text_is_told_and_nothing_is_loaded(client, officer):
    answer = sent_under(client, b"liste-\xff\xfe.csv")

    assert answer.status_code == 422
    assert Entry.objects.count() == 0


def test_a_refusal_kept_as_one_text_is_shown_as_it_is(client, officer):
    answer = send(client, FATIMA)
    Job.objects.update(state="REFUSED", message="The file was taken back.")

    assert "The file was taken back." in result(client, answer)
