"""Cooperatives as living bodies - members, presidents, yearly filings - and the women's spaces (Dar Sanaa)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hirfa.accounts.models import User
from hirfa.core.ids import IdField, new_id
from hirfa.core.recorded import NOT_RETRACTED, Recorded
from hirfa.reference.queries import regions_of
from hirfa.register.choices import Sex
from hirfa.register.models import Application, DatedRow, Entry, dated_constraints, open_once

from .choices import BeneficiaryKind, Office, SpaceManager


class CooperativeQuerySet(models.QuerySet["Cooperative"]):
    def visible_to(self, user: User) -> "CooperativeQuerySet":
        """Cooperatives whose entry lies in the user's territory."""
        if user.chamber_code or user.region_code:
            return self.filter(unit__holder__entry__in=Entry.objects.visible_to(user))
        return self


class Cooperative(models.Model):
    """A cooperative. Its number is taken from the central register of cooperatives (law 112-12), never retyped."""

    unit = models.OneToOneField("register.Unit", on_delete=models.PROTECT, primary_key=True, related_name="cooperative")
    odco_number = models.CharField(_("number in the register of cooperatives"), max_length=32, unique=True, null=True)
    founded_on = models.DateField(_("founded on"))
    dissolved_on = models.DateField(_("dissolved on"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    dissolution_recorded_at = models.DateTimeField(_("dissolution recorded at"), null=True, blank=True)

    objects = CooperativeQuerySet.as_manager()

    class Meta:
        verbose_name = _("cooperative")
        verbose_name_plural = _("cooperatives")
        constraints = [
            models.CheckConstraint(
                name="cooperative_dissolved_after_founded",
                condition=Q(dissolved_on__isnull=True) | Q(dissolved_on__gte=F("founded_on")),
            ),
            models.CheckConstraint(
                name="cooperative_dissolution_has_its_recording",
                condition=Q(dissolved_on__isnull=True, dissolution_recorded_at__isnull=True)
                | Q(dissolved_on__isnull=False, dissolution_recorded_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.odco_number or str(self.pk)


class SectorActivity(DatedRow):
    """That a cooperative operates in the craft sector: one may also keep goats, and stop weaving."""

    cooperative = models.ForeignKey(Cooperative, on_delete=models.PROTECT, related_name="sector_activities")

    class Meta:
        verbose_name = _("activity in the craft sector")
        verbose_name_plural = _("activities in the craft sector")
        constraints = [*dated_constraints("sector_activity"), open_once("sector_activity", "cooperative")]

    def __str__(self) -> str:
        return f"{self.cooperative_id} {self.valid_from}"


class Member(Recorded):
    """A member of a cooperative, in the register or not yet."""

    id = IdField(primary_key=True, default=new_id, editable=False)
    cooperative = models.ForeignKey(
        Cooperative, on_delete=models.PROTECT, related_name="members", verbose_name=_("cooperative")
    )
    holder = models.ForeignKey(
        "register.Holder",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("holder"),
    )
    sex = models.CharField(_("sex"), max_length=1, choices=Sex)
    joined_on = models.DateField(_("joined on"))
    left_on = models.DateField(_("left on"), null=True, blank=True)

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [
            models.CheckConstraint(
                name="member_left_after_joining", condition=Q(left_on__isnull=True) | Q(left_on__gt=F("joined_on"))
            ),
            models.CheckConstraint(name="member_sex_is_known", condition=Q(sex__in=Sex.values)),
            models.UniqueConstraint(
                name="member_once_a_cooperative",
                fields=["cooperative", "holder"],
                condition=NOT_RETRACTED & Q(left_on__isnull=True),
            ),
        ]
        indexes = [models.Index(name="members_by_sex", fields=["cooperative", "sex"])]

    def __str__(self) -> str:
        return str(self.pk)


class Mandate(DatedRow):
    """An office that a member holds."""

    cooperative = models.ForeignKey(Cooperative, on_delete=models.PROTECT, related_name="mandates")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="mandates", verbose_name=_("member"))
    office = models.CharField(_("office"), max_length=12, choices=Office)

    class Meta:
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        constraints = [
            *dated_constraints("mandate"),
            models.CheckConstraint(name="mandate_office_is_known", condition=Q(office__in=Office.values)),
            open_once("mandate", "cooperative", "office"),
        ]

    def __str__(self) -> str:
        return f"{self.office} {self.valid_from}"


class AnnualFiling(Recorded):
    """What a cooperative filed for a year: was it active?"""

    cooperative = models.ForeignKey(
        Cooperative, on_delete=models.PROTECT, related_name="filings", verbose_name=_("cooperative")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    active = models.BooleanField(_("active"))
    filed_on = models.DateField(_("filed on"))

    class Meta:
        verbose_name = _("yearly filing")
        verbose_name_plural = _("yearly filings")
        constraints = [
            models.UniqueConstraint(name="filing_once_a_year", fields=["cooperative", "year"], condition=NOT_RETRACTED),
        ]

    def __str__(self) -> str:
        return f"{self.cooperative_id} {self.year}"


class WomenSpaceQuerySet(models.QuerySet["WomenSpace"]):
    def visible_to(self, user: User) -> "WomenSpaceQuerySet":
        """Spaces of the user's region; a chamber sees those of its own."""
        regions = regions_of(user)
        return self if regions is None else self.filter(province__region_id__in=regions)

    def managed_by(self, user: User) -> "WomenSpaceQuerySet":
        """The one space that someone manages, or none."""
        return self.filter(managements__user=user, managements__ended_at__isnull=True)


class WomenSpace(models.Model):
    """A house of the craftswoman (Dar Sanaa): a place to produce, learn and sell, run by an association or a cooperative."""

    id = IdField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(_("code"), max_length=32, unique=True)
    name_ar = models.CharField(_("name (Arabic)"), max_length=160)
    name_fr = models.CharField(_("name (French)"), max_length=160)
    province = models.ForeignKey(
        "reference.Province", on_delete=models.PROTECT, related_name="women_spaces", verbose_name=_("province")
    )
    commune = models.ForeignKey(
        "reference.Commune",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="women_spaces",
        verbose_name=_("commune"),
    )
    manager = models.CharField(_("run by"), max_length=12, choices=SpaceManager)
    cooperative = models.ForeignKey(
        Cooperative,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="women_spaces",
        verbose_name=_("cooperative that runs it"),
    )
    opened_on = models.DateField(_("opened on"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    closing_recorded_at = models.DateTimeField(_("closing recorded at"), null=True, blank=True)

    objects = WomenSpaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("women's space")
        verbose_name_plural = _("women's spaces")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="women_space_closed_after_opening",
                condition=Q(closed_on__isnull=True) | Q(closed_on__gt=F("opened_on")),
            ),
            models.CheckConstraint(
                name="women_space_closing_has_its_recording",
                condition=Q(closed_on__isnull=True, closing_recorded_at__isnull=True)
                | Q(closed_on__isnull=False, closing_recorded_at__isnull=False),
            ),
            models.CheckConstraint(name="women_space_manager_is_known", condition=Q(manager__in=SpaceManager.values)),
            models.CheckConstraint(
                name="women_space_run_by_its_kind",
                condition=Q(cooperative__isnull=True) | Q(manager=SpaceManager.COOPERATIVE),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.name_ar if (get_language() or "ar").startswith("ar") else self.name_fr


class SpaceManagementQuerySet(models.QuerySet["SpaceManagement"]):
    def in_office(self) -> "SpaceManagementQuerySet":
        return self.filter(ended_at__isnull=True)


class SpaceManagement(models.Model):
    """That an account is the manager's of one women's space. A space may have several managers, a manager one at a time.

    One that is ended ends at once and stays readable.
    """

    id = IdField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="space_managements", verbose_name=_("manager")
    )
    space = models.ForeignKey(
        WomenSpace, on_delete=models.PROTECT, related_name="managements", verbose_name=_("women's space")
    )
    recorded_at = models.DateTimeField(_("recorded at"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = SpaceManagementQuerySet.as_manager()

    class Meta:
        verbose_name = _("management of a space")
        verbose_name_plural = _("managements of a space")
        constraints = [
            models.CheckConstraint(
                name="space_management_ends_after_it_starts",
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("recorded_at")),
            ),
            models.UniqueConstraint(
                name="space_management_one_at_a_time", fields=["user"], condition=Q(ended_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.space_id}"


class SpaceTrade(models.Model):
    """A trade practised in a women's space."""

    space = models.ForeignKey(WomenSpace, on_delete=models.PROTECT, related_name="trades")
    trade = models.ForeignKey("reference.Trade", on_delete=models.PROTECT, related_name="women_spaces")

    class Meta:
        verbose_name = _("trade of a space")
        verbose_name_plural = _("trades of a space")
        constraints = [models.UniqueConstraint(name="space_trade_once", fields=["space", "trade"])]

    def __str__(self) -> str:
        return f"{self.space_id} {self.trade_id}"


class SpaceBeneficiaryQuerySet(models.QuerySet["SpaceBeneficiary"]):
    def managed_by(self, user: User) -> "SpaceBeneficiaryQuerySet":
        """Those whom the space of a manager serves."""
        return self.filter(space__managements__user=user, space__managements__ended_at__isnull=True)


class SpaceBeneficiary(Recorded):
    """A woman whom a space serves, as member, trainee or user: three things that are never mixed."""

    id = IdField(primary_key=True, default=new_id, editable=False)
    space = models.ForeignKey(
        WomenSpace, on_delete=models.PROTECT, related_name="beneficiaries", verbose_name=_("women's space")
    )
    holder = models.ForeignKey(
        "register.Holder",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="spaces",
        verbose_name=_("holder"),
    )
    trade = models.ForeignKey(
        "reference.Trade", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("trade")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=BeneficiaryKind)
    sex = models.CharField(_("sex"), max_length=1, choices=Sex, default=Sex.FEMALE)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to (not included)"), null=True, blank=True)

    objects = SpaceBeneficiaryQuerySet.as_manager()

    class Meta:
        verbose_name = _("beneficiary of a space")
        verbose_name_plural = _("beneficiaries of a space")
        constraints = [
            *dated_constraints("space_beneficiary"),
            models.CheckConstraint(
                name="space_beneficiary_kind_is_known", condition=Q(kind__in=BeneficiaryKind.values)
            ),
            models.CheckConstraint(name="space_beneficiary_sex_is_known", condition=Q(sex__in=Sex.values)),
            models.UniqueConstraint(
                name="space_beneficiary_once_a_kind",
                fields=["space", "holder", "kind"],
                condition=NOT_RETRACTED & Q(valid_to__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class MemberApplicationQuerySet(models.QuerySet["MemberApplication"]):
    def managed_by(self, user: User) -> "MemberApplicationQuerySet":
        """Applications for those whom the space of a manager serves."""
        return self.filter(member__space__managements__user=user, member__space__managements__ended_at__isnull=True)


class MemberApplication(models.Model):
    """That an application was begun by the manager of a women's space for somebody whom it serves."""

    application = models.OneToOneField(
        Application,
        on_delete=models.PROTECT,
        primary_key=True,
        related_name="member_application",
        verbose_name=_("application"),
    )
    member = models.ForeignKey(
        SpaceBeneficiary, on_delete=models.PROTECT, related_name="applications", verbose_name=_("member")
    )

    objects = MemberApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application of a member")
        verbose_name_plural = _("applications of members")

    def __str__(self) -> str:
        return str(self.pk)
