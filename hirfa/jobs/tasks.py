"""The one background task: run a job's work, say how it ended."""

import contextlib
import logging
import uuid

from django.utils import timezone
from django_tasks import task

from hirfa.core.errors import Refusal

from .choices import JobState
from .models import Job
from .operations import JobEnded, end_job, note_progress
from .registry import find_work

logger = logging.getLogger(__name__)


class JobFailed(Exception):
    """A fault of ours, by the name of its type alone."""


@task()
def run_job(job_id: str) -> None:
    """Run the work of a job to its end. A refusal is an answer; anything else is a failure, kept and raised to the log.

    The table of tasks stores what is raised with its stack and text, and the text may hold rows of people: so only the
    type is raised, with nothing behind it. Raises JobFailed.
    """
    job = Job.objects.get(pk=uuid.UUID(job_id))
    failed = ""
    _note(job.pk, 0, 0)  # running from here on: a worker killed before its first report is seen too
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
