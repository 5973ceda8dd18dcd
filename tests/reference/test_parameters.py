"""Every dated parameter is obeyed by what it names, or says that nothing obeys it yet."""

import datetime as dt
from pathlib import Path

import pytest
from django.db import transaction
from django.db.utils import IntegrityError

from hirfa.indicators.definitions import registry
from hirfa.indicators.rules import SMALL_CELL
from hirfa.issuing.rules import STATUS_LIFE
from hirfa.ops.demo.fairs import COUNTED
from hirfa.reference import operations
from hirfa.reference.files import read_parameters
from hirfa.reference.models import LegalParameter

PRODUCT = Path(operations.__file__).parent.parent
ROWS = read_parameters()
KEPT_EQUAL = {
    "disclosure.small_cell": "hirfa.indicators.rules.SMALL_CELL",
    "card.status_list_refuse_after": "hirfa.issuing.rules.STATUS_LIFE",
    "personal.session_kept": "config.settings.base.SESSION_COOKIE_AGE",
    "personal.consent_kept": "hirfa.directory.operations.agreeing.withdraw_from_directory",
    "fairs.levels_counted": "hirfa/indicators/definitions/fairs.yaml",
}


def value_of(key):
    return next(row["value"] for row in ROWS if row["key"] == key and "valid_to" not in row)


def test_each_row_is_read_in_the_product_or_kept_equal_or_waits_for_a_later_issue():
    code = "\n".join(path.read_text(encoding="utf-8") for path in PRODUCT.rglob("*.py"))

    read = {row["key"] for row in ROWS if f'"{row["key"]}"' in code}
    waiting = {row["key"] for row in ROWS if row["used_by"].startswith("later issue: ")}

    assert {row["key"] for row in ROWS} == read | waiting | set(KEPT_EQUAL)
    assert not waiting & (read | set(KEPT_EQUAL))
    assert {key: row["used_by"] for row in ROWS if (key := row["key"]) in KEPT_EQUAL} == KEPT_EQUAL


def test_cells_are_hidden_below_the_number_of_the_row():
    assert value_of("disclosure.small_cell") == SMALL_CELL


def test_a_status_list_lives_as_long_as_the_row_says():
    assert dt.timedelta(hours=value_of("card.status_list_refuse_after")) == STATUS_LIFE


def test_a_session_lasts_as_long_as_the_row_says(settings):
    assert value_of("personal.session_kept") * 24 * 3600 == settings.SESSION_COOKIE_AGE


def test_a_page_of_the_directory_outlives_its_consent_by_no_day():
    """`tests/directory` shows that it is erased in the transaction that withdraws the consent."""
    assert value_of("personal.consent_kept") == 0


def test_fairs_are_counted_of_the_levels_of_the_row():
    counted = value_of("fairs.levels_counted")
    filters = [each for found in registry().values() for each in found.filter if found.source.startswith("fair")]
    levels = [each.value for each in filters if each.field == "level" and each.op == "in"]

    assert levels
    assert all(set(each) <= set(counted) for each in levels)
    assert list(counted) in [list(each) for each in levels]
    assert set(counted) == COUNTED


@pytest.mark.django_db
def test_a_parameter_has_one_open_row():
    row = {"key": "card.fee", "value": 0, "source": "tests"}
    LegalParameter.objects.create(valid_from=dt.date(2025, 1, 1), **row)

    with pytest.raises(IntegrityError), transaction.atomic():
        LegalParameter.objects.create(valid_from=dt.date(2026, 1, 1), **row)


@pytest.mark.django_db
def test_a_new_value_is_loaded_after_the_old_one_is_closed_whatever_their_order_in_the_file(monkeypatch):
    old = {"key": "card.fee", "value": 0, "source": "tests", "valid_from": dt.date(2025, 1, 1)}
    new = {**old, "value": 500, "valid_from": dt.date(2026, 1, 1)}
    monkeypatch.setattr(operations, "read_parameters", lambda: [old])
    operations._parameters()
    monkeypatch.setattr(operations, "read_parameters", lambda: [new, {**old, "valid_to": dt.date(2026, 1, 1)}])

    operations._parameters()

    assert list(LegalParameter.objects.order_by("valid_from").values_list("value", flat=True)) == [0, 500]
