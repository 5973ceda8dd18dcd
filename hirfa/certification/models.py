"""Labels and standards: who applied, under which support programme, and which certificate came of it."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hirfa.accounts.models import User
from hirfa.core.ids import IdField, new_id
from hirfa.reference.models import Labelled
from hirfa.register.models import Entry, HeldBack, held_back_constraints, held_back_over

from .choices import FileOutcome, SchemeKind


class Scheme(Labelled):
    """A label, mark, indication or standard that a unit may be certified for."""

    code = models.CharField(_("code"), max_length=32, primary_key=True)
    kind = models.CharField(_("kind"), max_length=24, choices=SchemeKind)
    source = models.TextField(_("source"), blank=True)

    class Meta:
        verbose_name = _("scheme of certification")
        verbose_name_plural = _("schemes of certification")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(name="scheme_kind_is_known", condition=models.Q(kind__in=SchemeKind.values))
        ]


class SchemeLevel(Labelled):
    """A level of a scheme: Morocco Handmade has three, with added demands."""

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="levels")
    rank = models.PositiveSmallIntegerField(_("rank"))

    class Meta:
        verbose_name = _("level of a scheme")
        verbose_name_plural = _("levels of a scheme")
        ordering = ["scheme", "rank"]
        constraints = [models.UniqueConstraint(name="scheme_level_once", fields=["scheme", "rank"])]


class SupportProgramme(Labelled):
    """A programme that pays for units to be certified, with how many it aims at."""

    code = models.CharField(_("code"), max_length=32, primary_key=True)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to (not included)"), null=True, blank=True)
    planned_units = models.PositiveIntegerField(_("units aimed at"), null=True, blank=True)
    source = models.TextField(_("source"), blank=True)

    class Meta:
        verbose_name = _("support programme")
        verbose_name_plural = _("support programmes")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="support_programme_ends_after_it_starts",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
            ),
        ]


class CertificationFileQuerySet(models.QuerySet["CertificationFile"]):
    def visible_to(self, user: User) -> "CertificationFileQuerySet":
        """Files of holders whose entry lies in the user's territory."""
        if user.chamber_code or user.region_code:
            return self.filter(holder__entry__in=Entry.objects.visible_to(user))
        return self


class CertificationFile(models.Model):
    """An application for a scheme. Whether the unit is a women's one is computed from its members, not declared here."""

    id = IdField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(_("number"), max_length=32, unique=True)
    holder = models.ForeignKey(
        "register.Holder", on_delete=models.PROTECT, related_name="certification_files", verbose_name=_("holder")
    )
    scheme = models.ForeignKey(
        Scheme, on_delete=models.PROTECT, related_name="files", verbose_name=_("scheme of certification")
    )
    programme = models.ForeignKey(
        SupportProgramme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="files",
        verbose_name=_("support programme"),
    )
    applied_on = models.DateField(_("applied on"))
    outcome = models.CharField(_("outcome"), max_length=12, choices=FileOutcome, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))

    objects = CertificationFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of certification")
        verbose_name_plural = _("files of certification")
        ordering = ["-applied_on", "number"]
        constraints = [
            models.CheckConstraint(
                name="certification_outcome_has_its_day",
                condition=Q(outcome="", decided_on__isnull=True)
                | Q(outcome__in=FileOutcome.values, decided_on__isnull=False, decided_on__gte=F("applied_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def in_force_on(self, day: dt.date) -> "CertificateQuerySet":
        held_back = held_back_over(CertificateSuspension.objects.filter(certificate=models.OuterRef("pk")), day, day)
        running = self.filter(~models.Exists(held_back), granted_on__lte=day, expires_on__gte=day)
        return running.exclude(withdrawn_on__lte=day)


class Certificate(models.Model):
    """The right to use a label or mark, until a day."""

    id = IdField(primary_key=True, default=new_id, editable=False)
    file = models.OneToOneField(CertificationFile, on_delete=models.PROTECT, related_name="certificate")
    number = models.CharField(_("number"), max_length=32, unique=True)
    level = models.ForeignKey(
        SchemeLevel,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="certificates",
        verbose_name=_("level"),
    )
    granted_on = models.DateField(_("granted on"))
    expires_on = models.DateField(_("expires on (last day)"))
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    withdrawal_recorded_at = models.DateTimeField(_("withdrawal recorded at"), null=True, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        constraints = [
            models.CheckConstraint(name="certificate_expires_after_grant", condition=Q(expires_on__gt=F("granted_on"))),
            models.CheckConstraint(
                name="certificate_withdrawal_has_its_recording",
                condition=Q(withdrawn_on__isnull=True, withdrawal_recorded_at__isnull=True)
                | Q(
                    withdrawn_on__isnull=False,
                    withdrawn_on__gte=F("granted_on"),
                    withdrawal_recorded_at__isnull=False,
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class CertificateSuspension(HeldBack):
    """That a label may not be used for a time: what was granted is neither withdrawn nor prolonged by it."""

    certificate = models.ForeignKey(
        Certificate, on_delete=models.PROTECT, related_name="suspensions", verbose_name=_("certificate")
    )

    class Meta:
        verbose_name = _("suspension of a certificate")
        verbose_name_plural = _("suspensions of certificates")
        constraints = held_back_constraints("certificate_suspension", "certificate")

    def __str__(self) -> str:
        return f"{self.certificate_id} {self.on}"
