"""What an applicant declares, and what is wrong with it."""

import datetime as dt

import pytest

from hirfa.register import declared
from tests.factories.applications import OF_FATIMA

TODAY = dt.date(2026, 1, 15)
ENTERPRISE = {
    "name_latin": "Atelier Tazerbit",
    "ice": "001234567000089",
    "supervisor_nia": "",
    "phone": "0612345678",
    "trade": "T-CARPET",
    "province": "03.591",
    "address": "12 rue Sefrou",
}


def faults(kind="ARTISAN", years=3, **changes):
    content = {name: value for name, value in (OF_FATIMA | changes).items() if value}
    return [tuple(found) for found in declared.faults(kind, content, today=TODAY, practice_years=years, nia_digits=8)]


def test_a_whole_declaration_has_no_fault():
    assert faults() == []


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"cin": ""}, ("cin", "missing")),
        ({"cin": "123"}, ("cin", "not_cin")),
        ({"cin": "AB١٢٣٤٥٦"}, None),
        ({"phone": "12"}, ("phone", "not_phone")),
        ({"sex": "X"}, ("sex", "not_sex")),
        ({"email": "fatima"}, ("email", "not_email")),
        ({"born_on": "17/05/1980"}, ("born_on", "not_born_on")),
        ({"born_on": "2015-05-17"}, ("born_on", "not_born_on")),
        ({"born_on": "1880-05-17"}, ("born_on", "not_born_on")),
        ({"given_name_ar": "Fatima"}, ("given_name_ar", "not_arabic")),
        ({"family_name_latin": "الإدريسي"}, ("family_name_latin", "not_latin")),
        ({"given_name_ar": "", "given_name_latin": ""}, ("given_name_ar", "no_whole_name")),
        ({"given_name_ar": "", "family_name_ar": ""}, None),
        ({"address": "x" * 201}, ("address", "too_long")),
        ({"given_name_ar": "\ufdfa" * 5}, ("given_name_ar", "too_long")),  # a ligature of 18 letters
        ({"practice_since": ""}, ("practice_since", "missing")),
        ({"practice_since": "March 2020"}, ("practice_since", "not_a_day")),
        ({"practice_since": "2023-01-16"}, ("practice_since", "practice_too_short")),
        ({"practice_since": "2023-01-15"}, None),
        ({"practice_since": "", "proof": "DIPLOMA"}, None),
        ({"proof": "WORD"}, ("proof", "not_proof")),
    ],
)
def test_each_fault_is_named_with_its_field(changes, found):
    assert faults(**changes) == ([found] if found else [])


def test_a_master_artisan_needs_ten_years_and_a_right_number():
    content = {"nia": "1234567890", "cin": "AB123456", "phone": "0612345678", "practice_since": "2016-01-16"}

    found = declared.faults("MAALEM", content, today=TODAY, practice_years=10, nia_digits=8)

    assert found == [("nia", "not_nia"), ("practice_since", "practice_too_short")]


def test_an_enterprise_names_the_artisan_who_supervises():
    found = declared.faults("ENTERPRISE", ENTERPRISE, today=TODAY, practice_years=3, nia_digits=8)

    assert found == [("supervisor_nia", "missing")]


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        (dt.date(2020, 2, 29), dt.date(2023, 2, 28), 2),
        (dt.date(2020, 2, 29), dt.date(2023, 3, 1), 3),
        (dt.date(2023, 1, 16), TODAY, 2),
        (dt.date(2027, 1, 1), TODAY, -1),
    ],
)
def test_years_are_counted_whole(start, end, years):
    assert declared.years_between(start, end) == years


def test_the_record_of_a_declaration_is_in_the_register_s_own_form():
    record = declared.person_record(OF_FATIMA, chamber="03", on=TODAY, source="application")

    assert (record.cin, record.phone) == ("AB123456", "+212612345678")
    assert (record.born_on, record.birth_precision, record.registered_on) == (dt.date(1980, 5, 17), "DAY", TODAY)


@pytest.mark.parametrize("typed", ["2026-01-17", "01/04/2019", ""])
def test_a_cooperative_says_on_which_day_it_was_founded(typed):
    content = {"name_latin": "Tazerbit", "odco_number": "12345", "phone": "0612345678", "trade": "T", "province": "P"}

    found = declared.faults(
        "COOPERATIVE", content | {"address": "x", "founded_on": typed}, today=TODAY, practice_years=3, nia_digits=10
    )

    assert found == [("founded_on", "not_founded_on" if typed else "missing")]


def test_the_number_and_the_founding_day_of_a_cooperative_are_in_one_form():
    content = {"odco_number": "coop ١٢ 345", "founded_on": "٢٠١٩-04-01"}

    assert declared.founding(content) == ("COOP12345", dt.date(2019, 4, 1))


def test_what_a_kind_does_not_ask_is_not_kept():
    assert declared.tidy("MAALEM", {"nia": " 12 ", "address": "x", "cin": ""}) == {"nia": "12"}
