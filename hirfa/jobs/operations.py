"""What happens to jobs."""

import datetime as dt
import uuid
from typing import Any

from django.db import transaction

from hirfa.audit.operations import actor_text, record

from .choices import JobState
from .models import Job


@transaction.atomic
def ask_for_job(*, kind: str, parameters: dict[str, Any], by: object, at: dt.datetime) -> Job:
    """Note that work is asked for. The caller enqueues it on commit (`jobs.tasks.run_job`)."""
    job = Job.objects.create(kind=kind, parameters=parameters, asked_by=actor_text(by), asked_at=at)
    record(verb="job.asked", subject=job, by=by, at=at, facts={"kind": kind})
    return job


def note_progress(*, job_id: uuid.UUID, done: int, total: int) -> None:
    """Write how far a job is; outside the work's own transaction, so that the page sees it."""
    Job.objects.filter(pk=job_id, state__in=[JobState.WAITING, JobState.RUNNING]).update(
        state=JobState.RUNNING, done=done, total=total
    )


@transaction.atomic
def end_job(*, job_id: uuid.UUID, state: JobState, message: str, by: object, at: dt.datetime) -> Job:
    """Close a job with its result in words."""
    job = Job.objects.select_for_update().get(pk=job_id)
    job.state, job.message, job.ended_at = state, message, at
    job.save(update_fields=["state", "message", "ended_at"])
    record(verb="job.ended", subject=job, by=by, at=at, facts={"state": state})
    return job
