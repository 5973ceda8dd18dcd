"""Long work says how far it is and how it ended."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.db.utils import IntegrityError

from hirfa.audit.models import DiaryLine
from hirfa.core.errors import Refusal
from hirfa.jobs import registry
from hirfa.jobs.choices import JobState
from hirfa.jobs.models import Job
from hirfa.jobs.operations import ask_for_job
from hirfa.jobs.registry import Report, job
from hirfa.jobs.tasks import run_job

AT = dt.datetime(2026, 1, 15, 10, 0, tzinfo=dt.UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_works(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(registry, "_WORKS", {})
    return


def ask(kind: str, **parameters: Any) -> Job:
    return ask_for_job(kind=kind, parameters=parameters, by="test", at=AT)


def test_a_job_that_works_ends_done_with_its_message_and_its_count():
    @job("count")
    def count(parameters: dict[str, Any], report: Report) -> str:
        report(3, 7)
        return f"{parameters['chamber']} counted"

    asked = ask("count", chamber="03")
    run_job.func(str(asked.pk))

    asked.refresh_from_db()
    assert (asked.state, asked.message, asked.done, asked.total) == (JobState.DONE, "03 counted", 3, 7)
    assert asked.ended_at is not None
    assert list(DiaryLine.objects.order_by("position").values_list("verb", flat=True)) == ["job.asked", "job.ended"]


def test_a_refusal_is_an_answer_for_the_person_who_asked():
    @job("refuse")
    def refuse(parameters: dict[str, Any], report: Report) -> str:
        raise Refusal("The file is empty.")

    asked = ask("refuse")
    run_job.func(str(asked.pk))

    asked.refresh_from_db()
    assert (asked.state, asked.message) == (JobState.REFUSED, "The file is empty.")


def test_a_fault_of_ours_is_kept_and_raised_without_its_text():
    @job("fail")
    def fail(parameters: dict[str, Any], report: Report) -> str:
        raise RuntimeError("AB123456 is in this message")

    asked = ask("fail")
    with pytest.raises(RuntimeError):
        run_job.func(str(asked.pk))

    asked.refresh_from_db()
    assert (asked.state, asked.message) == (JobState.FAILED, "RuntimeError")


def test_an_unknown_kind_of_job_fails_and_says_so():
    asked = ask("nothing")
    run_job.func(str(asked.pk))

    asked.refresh_from_db()
    assert asked.state == JobState.FAILED


def test_one_kind_has_one_work():
    @job("count")
    def count(parameters: dict[str, Any], report: Report) -> str:
        return ""

    with pytest.raises(ValueError, match="two works"):
        job("count")(count)


def test_the_database_refuses_a_job_that_ended_without_a_moment():
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(kind="x", state=JobState.DONE, asked_by="x", asked_at=AT)
