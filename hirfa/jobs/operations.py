"""What happens to jobs."""

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from hirfa.audit.operations import actor_text, record
from hirfa.core.errors import Refusal

from .choices import JobState
from .models import Job


class JobEnded(Refusal):
    code = "job_ended"


@transaction.atomic
def ask_for_job(*, kind: str, parameters: dict[str, Any], by: object, at: dt.datetime) -> Job:
    """Note that work is asked for. Doors call `jobs.tasks.start_job`, which hands it to the worker too."""
    job = Job.objects.create(kind=kind, parameters=parameters, asked_by=actor_text(by), asked_at=at)
    record(verb="job.asked", subject=job, by=by, at=at, facts={"kind": kind})
    return job


def take_job(*, job_id: uuid.UUID, at: dt.datetime) -> bool:
    """Set a waiting job running, and say whether it was still waiting: of two workers one does the work."""
    taken = Job.objects.filter(pk=job_id, state=JobState.WAITING).update(state=JobState.RUNNING, moved_at=at)
    return taken == 1


@transaction.atomic
def find_forgotten_jobs(*, waiting: dt.timedelta, at: dt.datetime) -> list[uuid.UUID]:
    """Return the jobs that wait for so long, each once in that time: the door that asked may never have handed them on."""
    forgotten = Job.objects.waiting_since(at - waiting).select_for_update(skip_locked=True)
    found = list(forgotten.order_by("pk").values_list("pk", flat=True))
    Job.objects.filter(pk__in=found).update(moved_at=at)
    return found


def note_progress(*, job_id: uuid.UUID, done: int, total: int, at: dt.datetime) -> None:
    """Write how far a job is; outside the work's own transaction, so that the page sees it. An ended job stays as it is."""
    Job.objects.live().filter(pk=job_id).update(state=JobState.RUNNING, done=done, total=total, moved_at=at)


@transaction.atomic
def end_job(*, job_id: uuid.UUID, state: JobState, message: str, by: object, at: dt.datetime) -> Job:
    """Close a job with its result in words. Raises JobEnded for one that is closed already."""
    job = Job.objects.select_for_update().get(pk=job_id)
    if job.ended_at is not None:
        raise JobEnded(_("This work has already ended."))
    job.state, job.ended_at = state, at
    job.message = message.replace("\0", "")  # PostgreSQL keeps no NUL: a job would never end
    job.save(update_fields=["state", "message", "ended_at"])
    record(verb="job.ended", subject=job, by=by, at=at, facts={"state": state})
    return job


@transaction.atomic
def end_stopped_jobs(*, without_progress: dt.timedelta, by: object, at: dt.datetime) -> int:
    """End as failed the running jobs that have not moved for so long: their worker was killed. Return how many.

    A row that is locked is being worked on, so it is passed over.
    """
    stopped = (
        Job.objects.stopped_since(at - without_progress)
        .select_for_update(skip_locked=True)
        .values_list("pk", flat=True)
    )
    ended = [end_job(job_id=pk, state=JobState.FAILED, message="no progress", by=by, at=at) for pk in stopped]
    return len(ended)


@transaction.atomic
def forget_ended_jobs(*, before: dt.datetime, at: dt.datetime) -> int:
    """Delete jobs that ended before a moment, and tasks of the worker; return how many. The diary keeps that they ran.

    What a job answered in words, or a fault left behind, may speak of people: it is of no use for long.
    """
    jobs, _by_table = Job.objects.filter(ended_at__lt=min(before, at)).delete()
    tasks, _by_table = DBTaskResult.objects.filter(finished_at__lt=min(before, at)).delete()
    return jobs + tasks
