"""Finding Fatima: by her number, her CIN, her name in any spelling; and not from another territory."""

import datetime as dt

import pytest

from hirfa.register.models import Entry
from hirfa.register.queries import find_entry_by_nia, get_person_file, search_people
from tests.cast import AICHA, BRAHIM
from tests.factories.accounts import UserFactory
from tests.factories.register import AT, artisan, of_marrakech, register, register_artisan, register_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return register(
        [
            artisan(cin="AB123456"),
            artisan(**BRAHIM, maalem_on=artisan().registered_on),
            of_marrakech(**AICHA, cin="K98765"),
            artisan(given_name_latin="Fatimazahra", family_name_latin="Tazi", given_name_ar="", family_name_ar=""),
        ]
    )


def names(hits):
    return [f"{hit.given_name_latin} {hit.family_name_latin}" for hit in hits]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("fatima idr", ["Fatima El Idrissi"]),
        ("El Idrissi", ["Fatima El Idrissi"]),
        ("الإدريسي فاطمة", ["Fatima El Idrissi"]),
        ("فاطمة الزهراء التازي", ["Fatimazahra Tazi"]),
        ("ait ouaz", ["Brahim Ait Ouaziz"]),
        ("وعزيز", []),  # the second word of a family name is not its beginning
        ("BRAHIM", ["Brahim Ait Ouaziz"]),
        ("Ibrahim", ["Brahim Ait Ouaziz"]),
        ("عائشة", ["Aïcha Benali"]),
        ("ben ali aicha", ["Aïcha Benali"]),
        ("ab-123456", ["Fatima El Idrissi"]),
        ("AB123457", []),
        ("zzz", []),
        ("   ", []),
        ("%", []),
        ("' OR 1=1 --", []),
    ],
)
def test_people_are_found_as_a_clerk_would_type_them(cast, typed, found):
    assert names(search_people(user=UserFactory(nationwide=True), text=typed)) == found


def test_a_name_as_typed_stands_before_one_that_sounds_alike(cast):
    hits = search_people(user=UserFactory(nationwide=True), text="fatima")

    assert [(hit.given_name_latin, hit.how) for hit in hits] == [("Fatima", "spelling"), ("Fatimazahra", "spelling")]
    hits = search_people(user=UserFactory(nationwide=True), text="fatma")
    assert {hit.how for hit in hits} == {"sound"}


def test_the_beginning_of_a_common_name_finds_it_among_many_that_sound_so():
    register([artisan(given_name_latin="Mahdi", given_name_ar="مهدي", local_number=str(n)) for n in range(80)])
    register([artisan(given_name_latin="Mohamed", given_name_ar="محمد", local_number="81")], name="later")

    for scope in ("nation", "chamber:03"):
        hits = search_people(user=UserFactory(scope=scope), text="moh")
        assert hits[0].given_name_latin == "Mohamed"


def test_a_craft_number_finds_in_western_and_arabic_digits_with_spaces(cast):
    nia = cast[0].holder.nia
    arabic = nia.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))

    for typed in (nia, f" {nia[:4]} {nia[4:8]} {nia[8:]} ", arabic):
        hits = search_people(user=UserFactory(nationwide=True), text=typed)
        assert [(hit.entry_id, hit.how) for hit in hits] == [(cast[0].pk, "nia")]


def test_a_wrong_craft_number_finds_nobody(cast):
    nia = cast[0].holder.nia
    wrong = nia[:-1] + str((int(nia[-1]) + 1) % 10)

    assert search_people(user=UserFactory(nationwide=True), text=wrong) == []
    assert find_entry_by_nia(wrong, user=UserFactory(nationwide=True)) is None


@pytest.mark.parametrize("scope", ["chamber:07", "region:07"])
def test_other_territories_do_not_exist(cast, scope):
    stranger = UserFactory(scope=scope)
    fatima, _brahim, aicha, _other = cast

    for typed in (fatima.holder.nia, "AB123456", "fatima", "فاطمة"):
        assert search_people(user=stranger, text=typed) == []
    assert find_entry_by_nia(fatima.holder.nia, user=stranger) is None
    assert names(search_people(user=stranger, text="aicha")) == ["Aïcha Benali"]
    assert set(Entry.objects.visible_to(stranger)) == {aicha}
    with pytest.raises(Entry.DoesNotExist):
        get_person_file(entry_id=fatima.pk, user=stranger)


@pytest.mark.parametrize("scope", ["chamber:03", "region:03", "nation"])
def test_one_who_became_a_master_is_found_once_as_what_she_is_now(scope):
    register([artisan(maalem_on=artisan().registered_on + dt.timedelta(days=400))])

    hits = search_people(user=UserFactory(scope=scope), text="fatima")

    assert [(hit.given_name_latin, hit.title) for hit in hits] == [("Fatima", "MAALEM")]


def test_a_region_without_a_chamber_finds_nobody(cast):
    assert search_people(user=UserFactory(scope="region:12"), text="fatima") == []


def test_the_file_holds_every_dated_row(cast):
    file = get_person_file(entry_id=cast[1].pk, user=UserFactory())

    assert (file.now.title, file.now.nia) == ("MAALEM", cast[1].holder.nia)
    assert [len(rows) for rows in (file.standings, file.titles, file.affiliations, file.workplaces)] == [1, 1, 1, 1]
    assert file.practices[0].trade.label_fr == "Carpets"
    assert file.sources[0].row.file.name == "tests"


@pytest.mark.parametrize("changes", [0, 5])
def test_a_file_takes_eight_questions_however_many_dated_rows_it_has(cast, django_assert_num_queries, changes):
    entry, user = cast[1], UserFactory()
    for year in range(changes):
        dates = {"valid_from": dt.date(2010 + year, 1, 1), "valid_to": dt.date(2011 + year, 1, 1), "recorded_at": AT}
        for rows, what in (
            (entry.standings, {"state": "SUSPENDED"}),
            (entry.titles, {"kind": "ARTISAN"}),
            (entry.affiliations, {"chamber_id": "07"}),
            (entry.workplaces, {"province_id": "07.351"}),
            (entry.practices, {"trade_id": "T-BRASS", "is_main": False}),
        ):
            rows.create(**what, **dates)

    with django_assert_num_queries(8):
        file = get_person_file(entry_id=entry.pk, user=user)
        shown = [str(row.chamber) for row in file.affiliations] + [str(row.trade) for row in file.practices]
    assert len(shown) == 2 * (1 + changes)


def test_a_unit_has_no_persons_file_but_its_number_is_found():
    unit = register_unit()

    assert find_entry_by_nia(unit.holder.nia, user=UserFactory()) == unit
    with pytest.raises(Entry.DoesNotExist):
        get_person_file(entry_id=unit.pk, user=UserFactory())


@pytest.mark.parametrize("typed", ["fatima", "fatima zahra el idrissi tazi benali", "AB123456"])
@pytest.mark.parametrize("people", [1, 30])
def test_a_search_asks_the_same_questions_however_many_people(django_assert_max_num_queries, typed, people):
    register([artisan(local_number=str(n), cin=f"AB12345{n % 10}") for n in range(people)])
    user = UserFactory(scope="region:03")

    with django_assert_max_num_queries(4):
        search_people(user=user, text=typed)


def test_a_file_is_read_in_ten_queries(django_assert_max_num_queries):
    entry = register_artisan()
    user = UserFactory()

    with django_assert_max_num_queries(10):
        get_person_file(entry_id=entry.pk, user=user)


def test_a_search_shows_no_more_than_asked():
    register([artisan(local_number=str(n)) for n in range(30)])

    assert len(search_people(user=UserFactory(nationwide=True), text="fatima", limit=7)) == 7
