"""Fatima asks what is held of her: she gets all of it, in her language, and who read it, when and why."""

import hashlib
import json

import pypdfium2
import pytest

from hirfa.audit.models import DiaryLine
from hirfa.casework.models import Case
from hirfa.casework.operations import open_case_file
from hirfa.processes.personal_data.copying import HIDDEN, CopyForm, export_own_data, give_own_data
from hirfa.processes.personal_data.erasing import erase_person
from hirfa.processes.personal_data.holdings import HOLDINGS, NOT_COPIED, trail_of
from hirfa.processes.personal_data.reads import show_reads
from hirfa.processes.personal_data.table import personal_fields
from hirfa.register.choices import ErasureGround
from hirfa.register.models import Person
from hirfa.register.operations import open_person_file
from hirfa.web.diary import VERBS
from tests.factories.accounts import UserFactory
from tests.factories.casework import AT, samira
from tests.factories.rights import CIN, LATE, PHONE, fatima

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return fatima(closed=False).holder.person


@pytest.fixture
def amina():
    return UserFactory(username="amina")


def exported(person, language="fr"):
    return export_own_data(person=person, language=language, at=AT, verbs=VERBS)


def values(told):
    return [field["value"] for section in told["sections"] for row in section["rows"] for field in row]


def test_all_that_is_held_of_her_is_told(person):
    told = " ".join(values(exported(person)))

    for held in (
        "El Idrissi",
        "Fatma",
        CIN,
        PHONE,
        "fatima@example.ma",
        "Douar Ouled Ali",
        "زنقة 9",
        "photo de Fatima",
    ):
        assert held in told, held
    assert "Fatima est venue" in told  # a note that officers left each other
    assert "établissent l'exercice" in told  # the reasons of the decision
    assert "Je tisse depuis trente ans" in told
    assert "Ouaziz" not in told  # Brahim, who bears the same CIN


def test_every_declared_field_of_hers_that_she_can_read_is_in_the_copy(person):
    """By the table: what is declared of the registered and of applicants, and holds something, is told."""
    told = {
        (section["key"], field["name"])
        for section in exported(person)["sections"]
        for row in section["rows"]
        for field in row
    }
    trail = trail_of(person)
    held = set()
    for model, find in HOLDINGS.items():
        for declared in personal_fields().of_model(model._meta.label):
            field = model._meta.get_field(declared.name)
            if model in NOT_COPIED or declared.subject not in {"HOLDER", "APPLICANT"} or declared.name in HIDDEN:
                continue
            links_to_row = field.is_relation and field.related_model._meta.label != "documents.StoredFile"
            if not links_to_row and any(getattr(row, declared.name) for row in find(trail)):
                held.add((model._meta.label, declared.name))

    assert len(held) > 25
    assert held - told == {("casework.Case", "subject")} - told


def test_each_section_says_why_it_is_held_and_how_long(person):
    sections = {section["key"]: section for section in exported(person)["sections"]}

    assert "Tenir le registre national" in sections["register.Person"]["why"]
    assert "10 ans" in sections["register.Person"]["kept"].replace("years", "ans")
    assert "après la clôture de l'inscription" in sections["register.Person"]["kept"]


def test_who_read_her_file_is_told_with_role_and_purpose(person, amina):
    open_person_file(person=person, by=amina, at=AT, purpose="CONTROL")
    open_case_file(case=Case.objects.get(subject__startswith="register.application"), by=samira(), at=AT)

    reads = exported(person)["reads"]

    assert [(read["who"], read["territory"]) for read in reads] == [("samira", "chamber:03"), ("amina", "chamber:03")]
    assert all(read["purpose"] and read["role"] for read in reads)


def test_the_copy_is_recorded_with_its_hash_and_counts_as_a_reading(person, amina):
    content = give_own_data(person=person, form=CopyForm.JSON, language="ar", verbs=VERBS, by=amina, at=AT)

    told = json.loads(content)
    [line] = DiaryLine.objects.filter(verb="person.data_copied")
    assert (told["schema"], told["language"], told["nia"]) == ("hirfa-own-data-1", "ar", person.holder.nia)
    assert line.facts["sha256"] == hashlib.sha256(content).hexdigest()
    assert (line.facts["purpose"], line.actor, line.chain) == ("RIGHTS", "user:amina", "chamber:03")
    assert [read.verb for read in show_reads(person=person, by=amina, at=AT)] == ["person.data_copied"]
    assert DiaryLine.objects.filter(verb="person.reads_shown").count() == 1


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_the_document_is_a_pdf_that_holds_her_name_and_no_signed_text(person, amina, language):
    content = give_own_data(person=person, form=CopyForm.PDF, language=language, verbs=VERBS, by=amina, at=AT)

    document = pypdfium2.PdfDocument(content)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    assert "Idrissi" in text
    assert person.holder.nia in text
    assert "HC1:" not in text


def test_what_is_left_of_an_erased_person_can_be_told_too(amina):
    entry = fatima()
    erase_person(holder=entry.holder, ground=ErasureGround.TIME_OVER, by="tests", at=LATE)

    told = exported(Person.objects.get(pk=entry.holder_id))

    assert told["erased"] is True
    assert not [value for value in values(told) if "Idrissi" in value or CIN in value]
    assert give_own_data(
        person=entry.holder.person, form=CopyForm.PDF, language="ar", verbs=VERBS, by=amina, at=LATE
    ).startswith(b"%PDF")


def test_a_copy_costs_the_same_however_many_readings(person, amina, django_assert_max_num_queries):
    for _number in range(30):
        open_person_file(person=person, by=amina, at=AT, purpose="SERVICE")

    with django_assert_max_num_queries(70):
        exported(person)


def test_what_happened_is_said_in_words_and_not_in_codes(person, amina):
    open_person_file(person=person, by=amina, at=AT, purpose="SERVICE")
    told = exported(person, language="en")

    assert {line["what"] for line in told["diary"] if line["what"] == line["verb"]} == set()
    assert all("." not in read["what"] for read in told["reads"])
