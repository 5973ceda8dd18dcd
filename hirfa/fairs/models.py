"""Fairs: what was promised by contract, what was held, who had a stand, who came and what was sold, day by day."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hirfa.accounts.models import User
from hirfa.core.ids import IdField, new_id
from hirfa.core.recorded import NOT_RETRACTED, Captured, Recorded
from hirfa.reference.queries import regions_of
from hirfa.register.models import HeldBack, held_back_constraints

from .choices import CountMethod, FairLevel, FairState, SalesStatus


class ProgrammeContractQuerySet(models.QuerySet["ProgrammeContract"]):
    def visible_to(self, user: User) -> "ProgrammeContractQuerySet":
        if user.chamber_code:
            return self.filter(chamber_id=user.chamber_code)
        if user.region_code:
            return self.filter(chamber__region_id=user.region_code)
        return self


class ProgrammeContract(Recorded):
    """What a chamber and the State promised each other: so many fairs in a period, with a budget."""

    id = IdField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(_("number"), max_length=32, unique=True)
    chamber = models.ForeignKey(
        "reference.Chamber", on_delete=models.PROTECT, related_name="programme_contracts", verbose_name=_("chamber")
    )
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to (not included)"))
    planned_fairs = models.PositiveSmallIntegerField(_("planned fairs"))
    budget_centimes = models.PositiveBigIntegerField(_("budget, in centimes"))
    signed_on = models.DateField(_("signed on"))

    objects = ProgrammeContractQuerySet.as_manager()

    class Meta:
        verbose_name = _("programme contract")
        verbose_name_plural = _("programme contracts")
        ordering = ["valid_from", "number"]
        constraints = [
            models.CheckConstraint(
                name="programme_contract_ends_after_it_starts", condition=Q(valid_to__gt=F("valid_from"))
            ),
        ]

    def __str__(self) -> str:
        return self.number


class FairQuerySet(models.QuerySet["Fair"]):
    def visible_to(self, user: User) -> "FairQuerySet":
        """Fairs of the user's region, and those that the user's chamber organises elsewhere."""
        regions = regions_of(user)
        if regions is None:
            return self
        at_home = Q(region_id__in=regions)
        return self.filter(at_home | Q(chamber_id=user.chamber_code) if user.chamber_code else at_home)

    def held(self) -> "FairQuerySet":
        return self.filter(state=FairState.HELD)


class Fair(models.Model):
    """A fair, planned and then held or cancelled. Only a fair abroad lies in no region."""

    id = IdField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(_("code"), max_length=32, unique=True)
    name_ar = models.CharField(_("name (Arabic)"), max_length=200)
    name_fr = models.CharField(_("name (French)"), max_length=200)
    level = models.CharField(_("level"), max_length=16, choices=FairLevel)
    region = models.ForeignKey(
        "reference.Region",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="fairs",
        verbose_name=_("region"),
    )
    province = models.ForeignKey(
        "reference.Province",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="fairs",
        verbose_name=_("province"),
    )
    city_ar = models.CharField(_("city (Arabic)"), max_length=80, blank=True)
    city_fr = models.CharField(_("city (French)"), max_length=80, blank=True)
    venue = models.CharField(_("venue"), max_length=160, blank=True)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on (last day)"))
    chamber = models.ForeignKey(
        "reference.Chamber",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="fairs",
        verbose_name=_("organising chamber"),
    )
    contract = models.ForeignKey(
        ProgrammeContract,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="fairs",
        verbose_name=_("programme contract"),
    )
    event = models.ForeignKey(
        "reference.CalendarEvent",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="fairs",
        verbose_name=_("event that it is tied to"),
    )
    source = models.CharField(_("source"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=FairState, default=FairState.PLANNED)
    recorded_at = models.DateTimeField(_("recorded at"))
    settled_at = models.DateTimeField(_("held or cancelled: recorded at"), null=True, blank=True)

    objects = FairQuerySet.as_manager()

    class Meta:
        verbose_name = _("fair")
        verbose_name_plural = _("fairs")
        ordering = ["starts_on", "code"]
        constraints = [
            models.CheckConstraint(name="fair_ends_after_it_starts", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(name="fair_level_is_known", condition=Q(level__in=FairLevel.values)),
            models.CheckConstraint(
                name="fair_has_a_region_unless_abroad",
                condition=Q(region__isnull=False) | Q(level=FairLevel.INTERNATIONAL),
            ),
            models.CheckConstraint(
                name="fair_outcome_has_its_recording",
                condition=Q(state=FairState.PLANNED, settled_at__isnull=True)
                | Q(state__in=[FairState.HELD, FairState.CANCELLED], settled_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.name_ar if (get_language() or "ar").startswith("ar") else self.name_fr

    @property
    def city(self) -> str:
        first, second = self.city_ar, self.city_fr
        if not (get_language() or "ar").startswith("ar"):
            first, second = second, first
        return first or second


class Stand(models.Model):
    """A place in a fair."""

    fair = models.ForeignKey(Fair, on_delete=models.PROTECT, related_name="stands", verbose_name=_("fair"))
    number = models.CharField(_("number"), max_length=16)
    area_m2 = models.PositiveSmallIntegerField(_("area in square metres"), null=True, blank=True)

    class Meta:
        verbose_name = _("stand")
        verbose_name_plural = _("stands")
        constraints = [models.UniqueConstraint(name="stand_number_once_a_fair", fields=["fair", "number"])]

    def __str__(self) -> str:
        return self.number


class Exhibitor(Recorded):
    """A holder admitted to a fair. One admission a fair, and no stand twice."""

    id = IdField(primary_key=True, default=new_id, editable=False)
    fair = models.ForeignKey(Fair, on_delete=models.PROTECT, related_name="exhibitors", verbose_name=_("fair"))
    holder = models.ForeignKey(
        "register.Holder", on_delete=models.PROTECT, related_name="exhibitions", verbose_name=_("holder")
    )
    stand = models.ForeignKey(
        Stand, on_delete=models.PROTECT, null=True, blank=True, related_name="exhibitors", verbose_name=_("stand")
    )

    class Meta:
        verbose_name = _("exhibitor")
        verbose_name_plural = _("exhibitors")
        constraints = [
            models.UniqueConstraint(name="exhibitor_once_a_fair", fields=["fair", "holder"], condition=NOT_RETRACTED),
            models.UniqueConstraint(name="stand_given_once", fields=["stand"], condition=NOT_RETRACTED),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Withholding(HeldBack):
    """That an admission does not hold: the stand is kept for the exhibitor, who may not use it before it is lifted."""

    exhibitor = models.ForeignKey(
        Exhibitor, on_delete=models.PROTECT, related_name="withholdings", verbose_name=_("exhibitor")
    )

    class Meta:
        verbose_name = _("withholding of an admission")
        verbose_name_plural = _("withholdings of admissions")
        constraints = held_back_constraints("withholding", "exhibitor")

    def __str__(self) -> str:
        return f"{self.exhibitor_id} {self.on}"


class VisitCount(Captured):
    """Visitors of a fair on a day, by one method. Counts by different methods are never added to each other."""

    id = IdField(primary_key=True, default=new_id, editable=False)
    fair = models.ForeignKey(Fair, on_delete=models.PROTECT, related_name="visit_counts", verbose_name=_("fair"))
    day = models.DateField(_("day"))
    method = models.CharField(_("method"), max_length=12, choices=CountMethod)
    visitors = models.PositiveIntegerField(_("visitors"))
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("count of visitors")
        verbose_name_plural = _("counts of visitors")
        constraints = [
            models.UniqueConstraint(
                name="visit_count_once_a_day_and_method",
                fields=["fair", "day", "method"],
                condition=NOT_RETRACTED,
            ),
            models.CheckConstraint(name="visit_count_method_is_known", condition=Q(method__in=CountMethod.values)),
        ]

    def __str__(self) -> str:
        return f"{self.fair_id} {self.day} {self.method}"


class SalesReturn(Recorded):
    """What an exhibitor sold on a day: declared, estimated, or asked for and missing, which is not zero."""

    id = IdField(primary_key=True, default=new_id, editable=False)
    exhibitor = models.ForeignKey(
        Exhibitor, on_delete=models.PROTECT, related_name="sales_returns", verbose_name=_("exhibitor")
    )
    day = models.DateField(_("day"))
    status = models.CharField(_("status"), max_length=12, choices=SalesStatus)
    amount_centimes = models.PositiveBigIntegerField(_("amount, in centimes"), null=True, blank=True)

    class Meta:
        verbose_name = _("sales return")
        verbose_name_plural = _("sales returns")
        constraints = [
            models.UniqueConstraint(
                name="sales_return_once_a_day", fields=["exhibitor", "day"], condition=NOT_RETRACTED
            ),
            models.CheckConstraint(
                name="sales_return_missing_has_no_amount",
                condition=Q(status=SalesStatus.MISSING, amount_centimes__isnull=True)
                | Q(status__in=[SalesStatus.DECLARED, SalesStatus.ESTIMATED], amount_centimes__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exhibitor_id} {self.day}"
