"""Finding somebody who appears: in either script, by name, product, trade and place, all at once."""

import pytest
from django.utils import translation

from hirfa.directory.queries import list_shown
from hirfa.directory.searching import words_of
from tests.cast import AICHA, BRAHIM
from tests.factories.directory import AT, a_product, agree, appearing
from tests.factories.register import of_marrakech, register

pytestmark = pytest.mark.django_db
TODAY = AT.date()


@pytest.fixture
def makers():
    """Fatima weaves in Taounate, with a red hanbel; Brahim works brass there; Aïcha weaves in Marrakech."""
    fatima = appearing(local_number="1")
    a_product(fatima)
    brahim = appearing(**BRAHIM, local_number="2", trade="T-BRASS")
    (entry,) = register([of_marrakech(**AICHA)])
    aicha = agree(entry, name_ar="ورشة عائشة بنعلي", name_latin="Atelier Aïcha Benali")
    return {fatima.pk: "fatima", brahim.pk: "brahim", aicha.pk: "aicha"}


def found(makers, text="", **filters):
    return {makers[page.pk] for page in list_shown(on=TODAY, text=text, **filters)}


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Fatima", {"fatima"}),
        ("فاطمة", {"fatima"}),
        ("fatma el idrissi", {"fatima"}),
        ("الادريسي فاطمة", {"fatima"}),
        ("fatimaidrissi", {"fatima"}),
        ("idri", {"fatima"}),
        ("الإدر", {"fatima"}),
        ("Ouaziz", {"brahim"}),
        ("وعزيز", {"brahim"}),
        ("atelier", {"aicha"}),
        ("ورشة", {"aicha"}),
        ("aicha benali", {"aicha"}),
        ("hanbel", {"fatima"}),
        ("حنبل", {"fatima"}),
        ("hanbel rouge", {"fatima"}),
        ("زرابي", {"fatima", "aicha"}),
        ("carpet", {"fatima", "aicha"}),
        ("brass", {"brahim"}),
        ("نحاس", {"brahim"}),
        ("تاونات", {"fatima", "brahim"}),
        ("Marrakech", {"aicha"}),
        ("مراكش", {"aicha"}),
        ("carpets de Taounate", {"fatima"}),
        ("زرابي في مراكش", {"aicha"}),
        ("Fatima Marrakech", set()),
        ("nobody at all", set()),
        ("   ", {"fatima", "brahim", "aicha"}),
        ("de", set()),
        ("%", {"fatima", "brahim", "aicha"}),
        ("' OR 1=1 --", set()),
    ],
)
def test_every_word_counts_wherever_it_belongs(makers, text, who):
    assert found(makers, text) == who


def test_a_name_in_one_script_is_found_in_the_other():
    profile = appearing(text={"name_ar": "", "name_latin": "Fatima Zahra Idrissi"})

    for typed in ("فاطمة الزهراء", "فاطمة", "الإدريسي", "fatimazahra", "زهراء"):
        assert [page.pk for page in list_shown(on=TODAY, text=typed)] == [profile.pk], typed


def test_filters_narrow_and_go_together_with_a_text(makers):
    assert found(makers, region="07") == {"aicha"}
    assert found(makers, province="03.591") == {"fatima", "brahim"}
    assert found(makers, trade="T-CARPET") == {"fatima", "aicha"}
    assert found(makers, trade="T-CARPET", region="03", text="fatima") == {"fatima"}
    assert found(makers, region="03", text="benali") == set()


def test_somebody_who_also_makes_things_of_another_trade_is_found_by_it(makers):
    brahim = next(page for page in list_shown(on=TODAY) if makers[page.pk] == "brahim")
    a_product(brahim, trade="T-CARPET")

    assert found(makers, trade="T-CARPET") == {"fatima", "brahim", "aicha"}


def test_a_commune_finds_only_those_who_want_it_told():
    appearing(local_number="1", commune="03.591.01")
    near = appearing(local_number="2", commune="03.591.01", text={"place_shown": "COMMUNE"})
    near.holder.entry.workplaces.get().commune.__class__.objects.filter(pk="03.591.01").update(label_fr="Ghafsaï")

    assert [page.pk for page in list_shown(on=TODAY, text="ghafsai")] == [near.pk]


def test_a_list_stands_in_the_order_of_the_readers_alphabet(makers):
    with translation.override("ar"):
        arabic = [makers[page.pk] for page in list_shown(on=TODAY)]
    with translation.override("fr"):
        french = [makers[page.pk] for page in list_shown(on=TODAY)]

    assert arabic == ["brahim", "fatima", "aicha"]
    assert french == ["aicha", "brahim", "fatima"]


def test_a_search_asks_a_constant_number_of_times(makers, django_assert_num_queries):
    for text in ("fatima", "fatima carpets taounate red wool"):
        with django_assert_num_queries(5):  # labels of trades, regions, provinces, communes; the pages
            list(list_shown(on=TODAY, text=text))


def test_words_are_filed_alone_in_compounds_and_joined():
    words = dict(words_of("Aït Ouaziz Zahra"))

    assert {"ait", "ouaziz", "zahra", "aitouaziz", "ouazizzahra"} <= set(words)
