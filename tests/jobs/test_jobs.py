"""Long work says how far it is and how it ended."""

import datetime as dt
import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.db.utils import IntegrityError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from hirfa.audit.models import DiaryLine
from hirfa.core.errors import Refusal
from hirfa.jobs import registry
from hirfa.jobs.choices import JobState
from hirfa.jobs.models import Job
from hirfa.jobs.operations import JobEnded, ask_for_job, end_job, end_stopped_jobs, note_progress
from hirfa.jobs.registry import Report, job
from hirfa.jobs.tasks import JobFailed, run_job, start_forgotten_jobs
from tests.factories.rights import lay_delays

AT = dt.datetime(2026, 1, 15, 10, 0, tzinfo=dt.UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _delays():
    """The schedule erases too what is kept no longer."""
    lay_delays()


@pytest.fixture(autouse=True)
def _own_works(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    registry.find_work("")  # the works of the product are entered before, or later tests would miss them
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
    with pytest.raises(JobFailed, match=r"^RuntimeError$"):
        run_job.func(str(asked.pk))

    asked.refresh_from_db()
    assert (asked.state, asked.message) == (JobState.FAILED, "RuntimeError")


def test_what_the_table_of_tasks_keeps_of_a_fault_holds_no_row():
    @job("fail")
    def fail(parameters: dict[str, Any], report: Report) -> str:
        try:
            raise ValueError("AB123456 is in this message")
        except ValueError as error:
            raise RuntimeError("and AB123456 in this one") from error

    stored = DBTaskResult(task_path="hirfa.jobs.tasks.run_job", backend_name="default", args_kwargs={})
    with pytest.raises(JobFailed) as raised:
        run_job.func(str(ask("fail").pk))
    stored.save()
    stored.set_failed(raised.value)  # as the worker does

    assert "JobFailed: RuntimeError" in stored.traceback
    assert "AB123456" not in stored.traceback


def test_a_job_ends_once():
    asked = ask("x")
    end_job(job_id=asked.pk, state=JobState.DONE, message="well", by="test", at=AT)

    with pytest.raises(JobEnded):
        end_job(job_id=asked.pk, state=JobState.FAILED, message="no", by="test", at=AT)

    asked.refresh_from_db()
    assert (asked.state, asked.message) == (JobState.DONE, "well")


def test_a_worker_that_comes_back_after_its_job_was_given_up_changes_nothing():
    @job("slow")
    def slow(parameters: dict[str, Any], report: Report) -> str:
        end_stopped_jobs(without_progress=dt.timedelta(0), by="test", at=timezone.now() + dt.timedelta(hours=2))
        return "late"

    asked = ask("slow")
    run_job.func(str(asked.pk))

    asked.refresh_from_db()
    assert (asked.state, asked.message) == (JobState.FAILED, "no progress")


@pytest.mark.parametrize(("minutes", "state"), [(61, JobState.FAILED), (59, JobState.RUNNING)])
def test_what_runs_without_progress_is_ended_by_the_schedule(minutes, state):
    asked = ask("killed")
    waiting = ask_for_job(kind="waiting", parameters={}, by="test", at=timezone.now())
    note_progress(job_id=asked.pk, done=1, total=9, at=timezone.now() - dt.timedelta(minutes=minutes))

    call_command("run_due", stdout=io.StringIO())

    asked.refresh_from_db()
    waiting.refresh_from_db()
    assert (asked.state, waiting.state) == (state, JobState.WAITING)


def test_a_job_that_no_worker_heard_of_is_handed_on_by_the_schedule_once_in_ten_minutes(monkeypatch):
    done = []

    @job("count")
    def count(parameters: dict[str, Any], report: Report) -> str:
        done.append(parameters["place"])
        return "counted"

    def ask_ago(minutes: int) -> Job:
        at = timezone.now() - dt.timedelta(minutes=minutes)
        return ask_for_job(kind="count", parameters={"place": minutes}, by="test", at=at)

    old, fresh = ask_ago(11), ask_ago(9)

    for _turn in range(2):
        call_command("run_due", stdout=io.StringIO())

    old.refresh_from_db()
    fresh.refresh_from_db()
    assert (old.state, old.message, fresh.state) == (JobState.DONE, "counted", JobState.WAITING)
    assert done == [11]


def test_a_worker_that_is_down_is_not_given_the_same_job_at_every_turn(monkeypatch):
    handed = []
    monkeypatch.setattr(type(run_job), "enqueue", lambda _task, job_id: handed.append(job_id))
    waiting = ask("count")

    for minute in (0, 5, 9, 11):
        start_forgotten_jobs(waiting=dt.timedelta(minutes=10), at=AT + dt.timedelta(minutes=30 + minute))

    assert handed == [str(waiting.pk)] * 2


def test_a_job_handed_to_two_workers_is_done_once():
    done = []

    @job("count")
    def count(parameters: dict[str, Any], report: Report) -> str:
        done.append(1)
        run_job.func(str(asked.pk))
        return ""

    asked = ask("count")
    run_job.func(str(asked.pk))
    run_job.func(str(asked.pk))

    assert done == [1]


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
