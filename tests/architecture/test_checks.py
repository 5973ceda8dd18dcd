"""Each check of the house can fail: here it sees what it is there for, and lets the like of it pass."""

import pytest

from . import checks

PERSON_WITH_SAVE = """
class Person(models.Model):
    def save(self, *args):
        self.name = "x"
        super().save(*args)
"""


@pytest.mark.parametrize(
    ("check", "bad", "good"),
    [
        (checks.writes_in, "Card.objects.create(number=1)", "issue_card(by=request.user)"),
        (checks.writes_in, "card.save(update_fields=['x'])", "seen |= {'x': 1}"),
        (checks.writes_in, "card.holder.save()", "picture.resize((2, 2)).save(out, 'PNG')"),
        (checks.writes_in, "Card.objects.filter(pk=bar).update(state=bar)", "bar.update(task, completed=1)"),
        (checks.writes_in, "load_rows(Card, ['a'], rows)", "list_cards(rows)"),
        (checks.clocks_in, "day = timezone.now()", "day = legal_day(at)"),
        (checks.clocks_in, "x = models.DateTimeField(default=timezone.now)", "x = models.DateTimeField()"),
        (checks.clocks_in, "x = models.DateField(auto_now_add=True)", "x = models.DateField(null=True)"),
        (checks.clocks_in, "day = dt.date.today()", "day = dt.date(2025, 1, 1)"),
        (checks.clocks_in, "started = time.time()", "noon = dt.time(12)"),
        (checks.clocks_in, "at = dt.datetime.now(dt.UTC)", "day = plan.today"),
        (checks.clocks_in, "from django.utils.timezone import now", "from django.utils.timezone import is_aware"),
        (checks.clocks_in, "from time import time", "from datetime import time"),
        (checks.clocks_in, "from django.db.models.functions import Now", "from django.db.models.functions import Lower"),
        (checks.signals_in, "from django.db.models.signals import post_save", "from django.db.models import Q"),
        (checks.signals_in, "from django.dispatch import receiver", "from django.urls import path"),
        (checks.overridden_saves_in, PERSON_WITH_SAVE, "class Person:\n    def named(self): ..."),
        (checks.long_functions_in, "def f():\n" + "    x = 1\n" * 60, "def f():\n" + "    x = 1\n" * 59),
        (checks.unseen_tests_in, "def test_nothing():\n    run()", "def test_it():\n    assert run()"),
        (checks.unseen_tests_in, "def test_nothing():\n    run()", "def test_it():\n    with pytest.raises(X):\n        run()"),
        (checks.bad_operation_names_in, "def update_card(*, card): ...", "def issue_card(*, card): ..."),
        (checks.positional_operations_in, "def issue_card(card): ...", "def issue_card(*, card): ..."),
        (checks.positional_operations_in, "def issue_card(card, /): ...", "def _moved(card): ..."),
        (checks.unseen_tests_in, "def test_x():\n    check_card(1)", "def test_x(counts):\n    with django_assert_num_queries(1): run()"),
        (checks.refused_calls_in_permissions, "def issue_card(user): ...", "def can_issue_card(user): ..."),
        (checks.forbidden_words_in, "cd /wor" + "k/main", "cd work/main"),
        (checks.forbidden_words_in, "--index-url https://py" + "pi.org/simple", "pip install -r requirements.txt"),
        (checks.forbidden_words_in, "open('../shar" + "ed/data.csv')", "open('data/shared.csv')"),
        (checks.forbidden_words_in, "/home/hafsa" + "/hirfa", "https://hirfa.example/home/"),
    ],
)  # fmt: skip
def test_a_check_sees_what_it_is_there_for(check, bad, good):
    assert check(bad) != []
    assert check(good) == []


def test_helpers_that_a_package_does_not_hand_on_are_no_operations():
    handed_on = checks.exported_from("from .issuing import issue_card\nfrom django.db import models\n")

    assert handed_on == {"issue_card"}
    assert checks.positional_operations_in("def issue_card(card): ...", only=handed_on) == ["1 issue_card"]
    assert checks.positional_operations_in("def chain_of(card): ...", only=handed_on) == []


def test_a_pure_module_may_not_import_django_even_inside_a_function():
    def check(source):
        return checks.foreign_imports_in(source, forbidden=("django",), allowed=("django.db.models",))

    assert check("def f():\n    from django.conf import settings") == ["2 django.conf"]
    assert check("import django") == ["1 django"]
    assert check("from django.db.models import TextChoices") == []
    assert check("import djangoish") == []


@pytest.mark.parametrize(
    ("name", "source", "good"),
    [
        ("0002_lock_the_diary", "migrations.RunPython(f)", True),
        ("0001_initial", "migrations.CreateModel(name='A')\nmigrations.AddField(model_name='a')", True),
        ("0002_auto_20250101_1200", "", False),
        ("0002_card_number_and_more", "", False),
        ("0003_fill_sort_keys", "migrations.AddField(model_name='a')\nmigrations.RunPython(f)", False),
    ],
)
def test_a_migration_has_one_intent(name, source, good):
    assert (checks.bad_migration(name, source) is None) is good


def test_a_dependency_needs_a_bound_and_a_reason():
    text = '  "good>=1.0",  # reads what chambers send\n  "silent>=2",\n  "loose",  # goes on and on\n'

    assert checks.unreasoned_dependencies(text, ["good>=1.0"]) == []
    assert checks.unreasoned_dependencies(text, ["silent>=2"]) == ["silent>=2: no reason"]
    assert checks.unreasoned_dependencies(text, ["loose"]) == ["loose: no lower bound"]


def test_links_are_read_out_of_prose_only():
    text = "See [a](docs/a.md#part) and ![b](b.png), not [c](https://c.example) nor `[d](d.md)`\n```\n[e](e.md)\n```\n"

    assert checks.links_in(text) == ["docs/a.md#part", "b.png"]
    assert checks.headings_in("# One part\n## Don't stop") == {"one-part", "dont-stop"}


def test_the_glossary_is_read_by_its_first_column():
    table = "| identifier | Arabic |\n|---|---|\n| `Holder` | صاحب |\n| `nia` | `x` |\n"

    assert checks.glossary_words(table) == ["Holder", "nia"]
