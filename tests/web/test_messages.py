"""The catalogues: complete, right in their placeholders, and with the months of Morocco."""

import datetime as dt
import importlib.util
import shutil
import sys

import pytest
from babel.messages.catalog import Catalog
from django.conf import settings
from django.utils import translation
from django.utils.dateformat import format as written
from django.utils.translation import gettext, ngettext

spec = importlib.util.spec_from_file_location("messages_tool", settings.BASE_DIR / "tools" / "messages.py")
tool = importlib.util.module_from_spec(spec)
sys.modules["messages_tool"] = tool
spec.loader.exec_module(tool)


@pytest.fixture(scope="module", autouse=True)
def _compiled():
    tool.compile_all()


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_every_string_of_a_catalogue_is_translated_and_sure(language):
    assert tool.faults_in(language, tool.read_catalogue(language)) == []


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="gettext is not installed")
def test_the_catalogues_hold_what_the_code_asks_for():
    assert tool.check() == 0


@pytest.mark.parametrize(
    ("string", "fault"), [("", "not translated"), ("%(other)s lignes", "do not agree"), ("lignes", "do not agree")]
)
def test_a_fault_in_a_catalogue_is_found(string, fault):
    catalogue = Catalog(locale="fr")
    catalogue.add("%(count)s lines", string)

    assert fault in tool.faults_in("fr", catalogue)[0]


def test_an_unsure_translation_is_found():
    catalogue = Catalog(locale="fr")
    catalogue.add("line", "ligne", flags=["fuzzy"])

    assert "fuzzy" in tool.faults_in("fr", catalogue)[0]


def test_a_string_that_nothing_asks_for_leaves_the_catalogue_and_a_new_one_comes_in_empty():
    template = Catalog()
    template.add("never said before")

    assert list(tool.keys_of(tool.bring_up_to_date("fr", template))) == [(None, "never said before")]


@pytest.mark.parametrize(
    ("month", "name"), [(5, "ماي"), (7, "يوليوز"), (8, "غشت"), (9, "شتنبر"), (11, "نونبر"), (12, "دجنبر")]
)
def test_months_are_those_of_morocco(month, name):
    with translation.override("ar"):
        for form in ("j F Y", "j N Y", "j M Y", "j E Y"):
            assert name in written(dt.date(2025, month, 3), form)


@pytest.mark.parametrize(
    ("count", "word"), [(0, "لا سطر"), (1, "سطر واحد"), (2, "سطران"), (7, "أسطر"), (11, "سطرا"), (100, "سطر")]
)
def test_arabic_counts_in_six_ways(count, word):
    with translation.override("ar"):
        text = ngettext("<strong>%(shown)s</strong> line", "<strong>%(shown)s</strong> lines", count)

    assert text.split()[-1] == word.split()[-1]
    assert text.startswith(word.split()[0]) or "%(shown)s" in text


def test_the_words_of_the_law_are_used():
    with translation.override("ar"):
        assert gettext("Professional card") == "البطاقة المهنية"
        assert gettext("Master artisan") == "لمعلّم(ة)"
