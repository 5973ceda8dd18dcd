"""Loading many rows at once."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.db import connection
from django.db.transaction import TransactionManagementError

from hirfa.accounts.models import User
from hirfa.audit.models import DiaryLine
from hirfa.core.bulk import deferred_indexes, load_rows
from hirfa.core.ids import new_id
from hirfa.jobs.models import Job

AT = dt.datetime(2026, 1, 15, 10, 0, 0, 5, tzinfo=dt.UTC)

pytestmark = pytest.mark.django_db


def test_loaded_rows_are_read_back_as_if_saved_one_by_one():
    job_id = new_id()
    rows = [(job_id, "register.import", {"chamber": "03", "name": "ملف"}, "WAITING", 0, 5, "", "user:fatima", AT)]

    loaded = load_rows(
        Job, ["id", "kind", "parameters", "state", "done", "total", "message", "asked_by", "asked_at"], iter(rows)
    )

    job = Job.objects.get(pk=job_id)
    assert loaded == 1
    assert (job.parameters, job.asked_at, job.total, job.ended_at) == ({"chamber": "03", "name": "ملف"}, AT, 5, None)


def test_the_database_still_refuses_what_can_never_be():
    from django.db.utils import IntegrityError

    with pytest.raises(IntegrityError):
        load_rows(
            User,
            ["id", "username", "full_name", "role", "scope", "is_active", "password"],
            [(new_id(), "x", "", "KING", "nation", True, "!")],
        )


def test_deferred_indexes_are_there_again_afterwards():
    def indexes():
        with connection.cursor() as cursor:
            return sorted(connection.introspection.get_constraints(cursor, "audit_diaryline"))

    before = indexes()
    with deferred_indexes(DiaryLine):
        during = indexes()

    assert "diary_of_a_subject" in before
    assert "diary_of_a_subject" not in during
    assert indexes() == before


def test_indexes_are_deferred_in_a_transaction_only(monkeypatch):
    monkeypatch.setattr("hirfa.core.bulk.connection", SimpleNamespace(in_atomic_block=False))

    with pytest.raises(TransactionManagementError, match="atomic"), deferred_indexes(DiaryLine):
        pass


def test_an_unknown_column_is_named():
    with pytest.raises(LookupError, match="colour"):
        load_rows(Job, ["colour"], [])
