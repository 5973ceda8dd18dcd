"""Long work, with how far it is."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

from hirfa.core.ids import IdField, new_id

from .choices import JobState


class JobQuerySet(models.QuerySet["Job"]):
    def live(self) -> "JobQuerySet":
        return self.filter(state__in=[JobState.WAITING, JobState.RUNNING])

    def stopped_since(self, moment: dt.datetime) -> "JobQuerySet":
        """Running, and not moved since a moment."""
        return self.filter(state=JobState.RUNNING, moved_at__lt=moment)

    def waiting_since(self, moment: dt.datetime) -> "JobQuerySet":
        """Waiting, and neither asked for nor handed to the worker again since a moment."""
        handed = models.Q(moved_at__isnull=True, asked_at__lt=moment) | models.Q(moved_at__lt=moment)
        return self.filter(handed, state=JobState.WAITING)


class Job(models.Model):
    """One piece of long work that a page polls and the terminal shows."""

    id = IdField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(_("kind"), max_length=64)
    parameters = models.JSONField(_("parameters"), default=dict)
    state = models.CharField(_("state"), max_length=16, choices=JobState, default=JobState.WAITING)
    done = models.PositiveBigIntegerField(_("done"), default=0)
    total = models.PositiveBigIntegerField(_("total"), default=0)
    message = models.TextField(_("message"), blank=True)
    asked_by = models.CharField(_("asked by"), max_length=120)
    asked_at = models.DateTimeField(_("asked at"))
    moved_at = models.DateTimeField(_("moved at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        constraints = [
            models.CheckConstraint(name="job_state_is_known", condition=models.Q(state__in=JobState.values)),
            models.CheckConstraint(
                name="job_running_has_moved",
                condition=~models.Q(state=JobState.RUNNING) | models.Q(moved_at__isnull=False),
            ),
            models.CheckConstraint(
                name="job_ends_when_it_ends",
                condition=models.Q(state__in=[JobState.WAITING, JobState.RUNNING], ended_at__isnull=True)
                | models.Q(state__in=[JobState.DONE, JobState.REFUSED, JobState.FAILED], ended_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"
