"""The one background task: run a job's work, say how it ended."""

import uuid

from django.utils import timezone
from django_tasks import task

from hirfa.core.errors import Refusal

from .choices import JobState
from .models import Job
from .operations import end_job, note_progress
from .registry import find_work


@task()
def run_job(job_id: str) -> None:
    """Run the work of a job to its end. A refusal is an answer; anything else is a failure, kept and raised to the log."""
    job = Job.objects.get(pk=uuid.UUID(job_id))
    work = find_work(job.kind)
    if work is None:
        end_job(job_id=job.pk, state=JobState.FAILED, message="unknown kind", by="worker", at=timezone.now())
        return
    try:
        message = work(job.parameters, lambda done, total: note_progress(job_id=job.pk, done=done, total=total))
    except Refusal as refusal:
        end_job(job_id=job.pk, state=JobState.REFUSED, message=str(refusal), by="worker", at=timezone.now())
    except Exception as error:
        end_job(job_id=job.pk, state=JobState.FAILED, message=type(error).__name__, by="worker", at=timezone.now())
        raise
    else:
        end_job(job_id=job.pk, state=JobState.DONE, message=message, by="worker", at=timezone.now())
