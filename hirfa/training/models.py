"""Apprenticeship contracts and courses: who learns what, with whom, and what came of it."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hirfa.accounts.models import User
from hirfa.core.ids import IdField, new_id
from hirfa.core.recorded import NOT_RETRACTED, Captured, Recorded
from hirfa.reference.models import Labelled
from hirfa.reference.queries import regions_of
from hirfa.register.choices import Sex
from hirfa.register.models import Entry, Situation

from .choices import ApprenticeshipOutcome, Theme


class Centre(Labelled):
    """A centre for training by apprenticeship."""

    code = models.CharField(_("code"), max_length=32, primary_key=True)
    province = models.ForeignKey(
        "reference.Province", on_delete=models.PROTECT, related_name="training_centres", verbose_name=_("province")
    )
    source = models.TextField(_("source"), blank=True)

    class Meta:
        verbose_name = _("training centre")
        verbose_name_plural = _("training centres")
        ordering = ["code"]


class ApprenticeshipContractQuerySet(models.QuerySet["ApprenticeshipContract"]):
    def visible_to(self, user: User) -> "ApprenticeshipContractQuerySet":
        """Contracts with a host whose entry lies in the user's territory."""
        if user.chamber_code or user.region_code:
            return self.filter(host__entry__in=Entry.objects.visible_to(user))
        return self

    def without_host_in_force(self, day: dt.date) -> "ApprenticeshipContractQuerySet":
        """Contracts that run on a day in a workshop whose entry is not in force: the centre finds another host."""
        in_force = Situation.objects.holding_on(day).in_force()
        running = self.filter(starts_on__lte=day, ends_on__gte=day, outcome="")
        return running.exclude(host__in=in_force.values("entry__holder_id"))


class ApprenticeshipContract(models.Model):
    """An apprentice in a host's workshop (law 12-00). The apprentice is a holder, or a reference without name."""

    id = IdField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(_("number"), max_length=32, unique=True)
    apprentice = models.ForeignKey(
        "register.Holder",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="apprenticeships",
        verbose_name=_("apprentice"),
    )
    apprentice_ref = models.CharField(_("reference of the apprentice, without name"), max_length=40, blank=True)
    sex = models.CharField(_("sex"), max_length=1, choices=Sex)
    host = models.ForeignKey(
        "register.Holder", on_delete=models.PROTECT, related_name="apprentices_hosted", verbose_name=_("host")
    )
    trade = models.ForeignKey(
        "reference.Trade", on_delete=models.PROTECT, related_name="apprenticeships", verbose_name=_("trade")
    )
    centre = models.ForeignKey(
        Centre,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contracts",
        verbose_name=_("training centre"),
    )
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on (last day agreed)"))
    outcome = models.CharField(_("outcome"), max_length=12, choices=ApprenticeshipOutcome, blank=True)
    outcome_on = models.DateField(_("outcome on"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    outcome_recorded_at = models.DateTimeField(_("outcome recorded at"), null=True, blank=True)

    objects = ApprenticeshipContractQuerySet.as_manager()

    class Meta:
        verbose_name = _("apprenticeship contract")
        verbose_name_plural = _("apprenticeship contracts")
        ordering = ["-starts_on", "number"]
        constraints = [
            models.CheckConstraint(name="apprenticeship_ends_after_it_starts", condition=Q(ends_on__gt=F("starts_on"))),
            models.CheckConstraint(name="apprentice_sex_is_known", condition=Q(sex__in=Sex.values)),
            models.CheckConstraint(
                name="apprentice_is_a_holder_or_a_reference",
                condition=Q(apprentice__isnull=False, apprentice_ref="")
                | (Q(apprentice__isnull=True) & ~Q(apprentice_ref="")),
            ),
            models.CheckConstraint(
                name="apprentice_is_not_the_host",
                condition=Q(apprentice__isnull=True) | ~Q(apprentice=F("host")),
            ),
            models.CheckConstraint(
                name="apprenticeship_outcome_has_its_day",
                condition=Q(outcome="", outcome_on__isnull=True, outcome_recorded_at__isnull=True)
                | Q(
                    outcome__in=ApprenticeshipOutcome.values,
                    outcome_on__isnull=False,
                    outcome_on__gte=F("starts_on"),
                    outcome_recorded_at__isnull=False,
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class CourseQuerySet(models.QuerySet["Course"]):
    def visible_to(self, user: User) -> "CourseQuerySet":
        """Courses held in the user's region; a chamber sees those of its own."""
        regions = regions_of(user)
        return self if regions is None else self.filter(province__region_id__in=regions)


class Course(models.Model):
    """A course, for a cooperative or open to all."""

    id = IdField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(_("code"), max_length=32, unique=True)
    title_ar = models.CharField(_("title (Arabic)"), max_length=200)
    title_fr = models.CharField(_("title (French)"), max_length=200)
    theme = models.CharField(_("theme"), max_length=12, choices=Theme)
    province = models.ForeignKey(
        "reference.Province", on_delete=models.PROTECT, related_name="courses", verbose_name=_("province")
    )
    cooperative = models.ForeignKey(
        "cooperatives.Cooperative",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="courses",
        verbose_name=_("for the cooperative"),
    )
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on (last day)"))
    recorded_at = models.DateTimeField(_("recorded at"))

    objects = CourseQuerySet.as_manager()

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        ordering = ["-starts_on", "code"]
        constraints = [
            models.CheckConstraint(name="course_ends_after_it_starts", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(name="course_theme_is_known", condition=Q(theme__in=Theme.values)),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return self.title_ar if (get_language() or "ar").startswith("ar") else self.title_fr


class Session(models.Model):
    """A meeting of a course."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="sessions", verbose_name=_("course"))
    day = models.DateField(_("day"))
    minutes = models.PositiveSmallIntegerField(_("length in minutes"))

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(name="session_once_a_day", fields=["course", "day"]),
            models.CheckConstraint(name="session_lasts", condition=Q(minutes__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.course_id} {self.day}"


class Enrolment(Recorded):
    """Someone enrolled in a course, in the register or not yet."""

    id = IdField(primary_key=True, default=new_id, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="enrolments", verbose_name=_("course"))
    holder = models.ForeignKey(
        "register.Holder",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="enrolments",
        verbose_name=_("holder"),
    )
    sex = models.CharField(_("sex"), max_length=1, choices=Sex)
    enrolled_on = models.DateField(_("enrolled on"))
    completed_on = models.DateField(_("completed on"), null=True, blank=True)
    completion_recorded_at = models.DateTimeField(_("completion recorded at"), null=True, blank=True)

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        constraints = [
            models.UniqueConstraint(
                name="enrolment_once_a_course", fields=["course", "holder"], condition=NOT_RETRACTED
            ),
            models.CheckConstraint(name="enrolment_sex_is_known", condition=Q(sex__in=Sex.values)),
            models.CheckConstraint(
                name="enrolment_completion_has_its_recording",
                condition=Q(completed_on__isnull=True, completion_recorded_at__isnull=True)
                | Q(
                    completed_on__isnull=False,
                    completed_on__gte=F("enrolled_on"),
                    completion_recorded_at__isnull=False,
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Attendance(Captured):
    """That someone enrolled was there. The row is the presence: absence is its lack."""

    id = IdField(primary_key=True, default=new_id, editable=False)
    session = models.ForeignKey(
        Session, on_delete=models.PROTECT, related_name="attendances", verbose_name=_("session")
    )
    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.PROTECT, related_name="attendances", verbose_name=_("enrolment")
    )

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints = [
            models.UniqueConstraint(
                name="attendance_once_a_session", fields=["session", "enrolment"], condition=NOT_RETRACTED
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.enrolment_id}"
