"""The one background task: run a job's work, say how it ended."""

import contextlib
import datetime as dt
import logging
import uuid
from typing import Any

from django.utils import timezone
from django_tasks import task

from hirfa.core.errors import Refusal

from .choices import JobState
from .models import Job
from .operations import JobEnded, ask_for_job, end_job, find_forgotten_jobs, note_progress, take_job
from .registry import find_work

logger = logging.getLogger(__name__)


class JobFailed(Exception):
    """A fault of ours, by the name of its type alone."""


def start_job(*, kind: str, parameters: dict[str, Any], by: object, at: dt.datetime) -> Job:
    """Ask for work and hand it to the worker. Cut off between the two, it waits for `hirfa run_due`, which hands it on."""
    job = ask_for_job(kind=kind, parameters=parameters, by=by, at=at)
    run_job.enqueue(str(job.pk))
    return job


def start_forgotten_jobs(*, waiting: dt.timedelta, at: dt.datetime) -> int:
    """Hand the jobs that wait for so long to the worker again, and return how many. A job handed twice is done once."""
    found = find_forgotten_jobs(waiting=waiting, at=at)
    for job_id in found:
        run_job.enqueue(str(job_id))
    return len(found)


@task()
def run_job(job_id: str) -> None:
    """Run the work of a job to its end, unless another worker has it.

    A refusal is an answer; anything else is a failure, kept and raised to the log.

    The table of tasks stores what is raised with its stack and text, and the text may hold rows of people: so only the
    type is raised, with nothing behind it. Raises JobFailed.
    """
    job = Job.objects.get(pk=uuid.UUID(job_id))
    failed = ""
    if not take_job(job_id=job.pk, at=timezone.now()):  # running from here on: a worker killed now is seen too
        return
    try:
        state, message = _run(job)
    except Exception as error:
        failed = type(error).__name__
        logger.error("job %s failed", job.pk, exc_info=error)  # our format of the log leaves the words of an error out
        state, message = JobState.FAILED, failed
    with contextlib.suppress(JobEnded):  # given up while it was still running: what is written stays
        end_job(job_id=job.pk, state=state, message=message, by="worker", at=timezone.now())
    if failed:  # outside of `except`, so that it bears no memory of the fault
        raise JobFailed(failed)


def _run(job: Job) -> tuple[JobState, str]:
    work = find_work(job.kind)
    if work is None:
        return JobState.FAILED, "unknown kind"
    try:
        message = work(job.parameters, lambda done, total: _note(job.pk, done, total))
    except Refusal as refusal:
        return JobState.REFUSED, str(refusal)
    return JobState.DONE, message


def _note(job_id: uuid.UUID, done: int, total: int) -> None:
    note_progress(job_id=job_id, done=done, total=total, at=timezone.now())
