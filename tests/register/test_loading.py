"""What a load leaves in the register."""

import datetime as dt
from dataclasses import astuple

import pytest
from django.db import connection, models
from django.db.utils import IntegrityError

from hirfa.audit.models import DiaryLine
from hirfa.core.dates import end_of_day
from hirfa.core.ids import seeded_ids
from hirfa.core.packed import layout, load_packed, pack
from hirfa.register import queries, rules
from hirfa.register.models import (
    Affiliation,
    Entry,
    Holder,
    IdentityKey,
    NameKey,
    NameWord,
    NiaCounter,
    Person,
    Practice,
    Situation,
    SourceFile,
    SourceRow,
    Standing,
    Title,
    Workplace,
    holding_on,
)
from hirfa.register.operations import NumbersUsedUp, load_people
from hirfa.register.operations.loading import allot_serials, learn_names
from tests.cast import AICHA, BRAHIM
from tests.factories.register import AT, REGISTERED, artisan, lay_reference, of_marrakech, register, register_unit

pytestmark = pytest.mark.django_db
D = dt.date


def test_fatima_is_registered_with_a_number_and_everything_a_file_shows():
    (entry,) = register([artisan(cin="AB123456", phone="+212612345678", address="حي الوحدة 12", local_number="17")])

    person = entry.holder.person
    assert rules.nia_is_valid(entry.holder.nia, digits=8)
    assert (person.given_name_ar, person.family_name_latin, person.sex) == ("فاطمة", "El Idrissi", "F")
    assert (person.cin, person.phone) == ("AB123456", "+212612345678")
    assert (person.sort_latin, person.sort_ar) == ("idrissi fatima", "ادريسي فاطمه")
    assert entry.workplaces.get().address == "حي الوحدة 12"
    assert entry.affiliations.get().local_number == "17"
    assert entry.practices.get().trade_id == "T-CARPET"
    assert entry.standings.get().state == "IN_FORCE"
    assert person.source_links.get().row.identity == "03:17"


def test_no_clear_cin_telephone_or_address_reaches_the_database():
    register([artisan(cin="AB123456", phone="+212612345678", address="hay al wahda")])

    for model in (Holder, Person, Entry, Standing, Workplace, IdentityKey, SourceRow, Situation, DiaryLine):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")
            held = b"|".join(
                bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for r in cursor for v in r
            )
        for clear in (b"123456", b"12345678", b"wahda"):
            assert clear not in held, model


def test_numbers_are_given_once_and_never_again():
    first = [entry.holder.nia for entry in register([artisan(), artisan(**BRAHIM)])]
    allot_serials(2)  # two taken by a load that was killed before its people counted

    (later,) = (entry.holder.nia for entry in register([artisan(**AICHA)]))

    assert first == [rules.nia_of(serial, digits=8) for serial in (1, 2)]
    assert later == rules.nia_of(5, digits=8)


def test_the_length_of_the_craft_number_is_a_setting_and_its_end_is_a_refusal(settings):
    settings.HIRFA_NIA_DIGITS = 1

    assert len(register([artisan()])[0].holder.nia) == 3
    with pytest.raises(NumbersUsedUp):
        register([artisan(local_number=str(n)) for n in range(9)])
    assert Holder.objects.count() == 1


@pytest.mark.parametrize("as_it_happened", [True, False])
def test_a_title_won_and_a_closing_are_counted_from_their_day(as_it_happened):
    register(
        [
            artisan(maalem_on=D(2024, 6, 1)),
            artisan(**BRAHIM, maalem_on=REGISTERED),
            artisan(**AICHA, closed_on=D(2024, 9, 1), closing_ground="REQUEST"),
        ],
        recorded_as_it_happened=as_it_happened,
    )

    def titles(day: D) -> list[str]:
        return sorted(queries.facts_people(as_of=day).values_list("title", flat=True))

    assert titles(D(2023, 3, 5)) == []
    assert titles(D(2023, 3, 6)) == ["ARTISAN", "ARTISAN", "MAALEM"]
    assert titles(D(2024, 6, 1)) == ["ARTISAN", "MAALEM", "MAALEM"]
    assert titles(D(2024, 8, 31)) == ["ARTISAN", "MAALEM", "MAALEM"]
    assert titles(D(2024, 9, 1)) == ["MAALEM", "MAALEM"]


def test_what_was_known_before_a_closing_can_still_be_asked():
    register([artisan(closed_on=D(2024, 9, 1)), artisan(**AICHA)], recorded_as_it_happened=True)

    assert queries.count_in_force(on=D(2025, 1, 1)) == 1
    assert queries.count_in_force(on=D(2025, 1, 1), known_at=end_of_day(D(2024, 8, 31))) == 2
    assert queries.count_in_force(on=D(2025, 1, 1), known_at=end_of_day(D(2024, 9, 1))) == 1
    assert queries.count_in_force(on=D(2025, 1, 1), known_at=end_of_day(D(2023, 3, 5))) == 0


def test_what_a_chamber_sends_today_was_not_known_yesterday():
    register([artisan()])

    assert queries.count_in_force(on=D(2024, 1, 1)) == 1
    assert queries.count_in_force(on=D(2024, 1, 1), known_at=end_of_day(D(2026, 1, 14))) == 0
    assert queries.count_in_force(on=D(2024, 1, 1), known_at=end_of_day(D(2026, 1, 15))) == 1


@pytest.mark.parametrize("as_it_happened", [True, False])
def test_situations_agree_with_the_dated_rows(as_it_happened):
    register(
        [
            artisan(),
            artisan(**BRAHIM, maalem_on=D(2024, 6, 1), suspended_on=D(2024, 2, 1), closed_on=D(2025, 1, 1)),
            of_marrakech(**AICHA, suspended_on=D(2024, 2, 1)),
        ],
        recorded_as_it_happened=as_it_happened,
    )

    for day in (D(2023, 3, 5), D(2023, 3, 6), D(2024, 2, 1), D(2024, 7, 1), D(2025, 1, 1), D(2025, 12, 31)):
        for known in (None, dt.datetime(2024, 3, 1, tzinfo=dt.UTC), dt.datetime(2025, 2, 1, tzinfo=dt.UTC)):
            found = Situation.objects.holding_on(day, known_at=known).values_list(
                "entry_id", "state", "title", "chamber_code", "province_code", "trade_code"
            )
            assert sorted(found) == sorted(_from_dated_rows(day, known))


def _from_dated_rows(day, known):
    def held(model, value):
        return dict(model.objects.filter(holding_on(day, known_at=known)).values_list("entry_id", value))

    states, titles = held(Standing, "state"), held(Title, "kind")
    chambers, provinces = held(Affiliation, "chamber_id"), held(Workplace, "province_id")
    trades = held(Practice, "trade_id")
    return [(e, states[e], titles[e], chambers[e], provinces[e], trades[e]) for e in states]


def test_two_people_with_one_cin_are_both_loaded_and_both_flagged():
    entries = register([artisan(cin="AB123456"), artisan(**AICHA, cin="AB123456"), artisan(**BRAHIM, cin="AB123457")])

    flags = [Person.objects.get(pk=entry.holder_id).cin_shared for entry in entries]
    assert flags == [True, True, False]


def test_a_cooperative_is_counted_apart_from_people():
    register([artisan()])
    unit = register_unit(name_ar="تعاونية تازربيت")

    assert queries.count_in_force(on=D(2025, 1, 1)) == 1
    row = queries.facts_units(as_of=D(2025, 1, 1)).get()
    assert (row.entry_id, row.kind, row.nia) == (unit.pk, "COOPERATIVE", unit.holder.nia)


def test_a_closed_cooperative_is_not_in_force_after_its_closing():
    register_unit(closed_on=D(2024, 1, 1))

    assert queries.facts_units(as_of=D(2023, 12, 31)).count() == 1
    assert queries.facts_units(as_of=D(2024, 1, 1)).count() == 0


def _digest() -> dict[str, list]:
    sealed = {"cin", "phone", "email", "address", "content"}
    found = {}
    for model in (Holder, Person, Entry, Standing, Title, Situation, NameKey, SourceRow):
        names = [
            f.attname
            for f in model._meta.concrete_fields
            if f.attname not in sealed and not isinstance(f, models.AutoField)
        ]
        found[model.__name__] = sorted(map(str, model.objects.values_list(*names)))
    return found


def _clear() -> None:
    for model in (*reversed(_order()), SourceFile, NiaCounter):
        model.objects.all().delete()


def _order() -> list[type[models.Model]]:
    from hirfa.register.operations.loading import TABLES

    return list(TABLES.values())


def test_the_same_load_twice_makes_the_same_rows_whether_children_help_or_not():
    people = [artisan(local_number=str(n), cin=f"AB{n:06d}") for n in range(40)]
    batches = [people[:25], people[25:]]
    lay_reference()

    made = []
    for processes in (0, 2):
        how = {"ids": seeded_ids(seed=7, at=AT), "by": "tests", "at": AT, "name": "twice", "processes": processes}
        load_people(batches=batches, expand=list, **how)
        made.append(_digest())
        _clear()

    assert made[0]["Person"]
    assert made[0] == made[1]


def test_indexes_are_there_again_after_a_load_into_an_empty_register():
    before = _indexes()
    register([artisan()])

    assert before
    assert _indexes() == before


def _indexes() -> set[str]:
    with connection.cursor() as cursor:
        return {
            name
            for model in _order()
            for name, found in connection.introspection.get_constraints(cursor, model._meta.db_table).items()
            if found["index"]
        }


def test_an_error_in_a_load_leaves_nothing():
    with pytest.raises((ValueError, IntegrityError)):
        register([artisan(), artisan(province="03.591", closed_on=REGISTERED)])

    assert Holder.objects.count() == 0


def test_the_diary_says_how_many_were_loaded_and_names_nobody():
    register([artisan(), artisan(**AICHA)])

    line = DiaryLine.objects.get(verb="people.loaded")
    assert line.facts == {"holders": 2, "cin_shared": 0}


def test_a_load_of_nothing_is_no_error():
    lay_reference()
    loaded = load_people(batches=[], expand=list, ids=seeded_ids(seed=1, at=AT), by="tests", at=AT, name="none")

    assert astuple(loaded) == (0, 0)


def test_packed_text_with_tabs_and_newlines_comes_back_as_it_was():
    where = layout(NiaCounter, ["id", "last_serial"])
    load_packed(where, pack(where, [(1, 5)]))
    (entry,) = register([artisan(given_name_latin="Fat\tima\\ \n Z")])

    assert NiaCounter.objects.get().last_serial == 6
    assert Person.objects.get(pk=entry.holder_id).given_name_latin == "Fat\tima\\ \n Z"


def test_two_words_alike_as_far_as_they_are_kept_are_learned_as_one():
    lay_reference()
    beginning = "ab" * 40

    learn_names({beginning + "c": 2, beginning + "d": 3})
    learn_names({beginning + "e": 1})

    word = NameWord.objects.get()
    assert (word.word, word.people) == (beginning, 6)
