"""Export declarations and their revisions, append-only: what a bulletin said of a month can always be found again."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hirfa.accounts.models import User
from hirfa.core.ids import IdField, new_id
from hirfa.reference.queries import regions_of

from .choices import Transport


class Declaration(models.Model):
    """An export declared to customs under a number. The exporter is a holder when the register knows it."""

    id = IdField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(_("number"), max_length=32, unique=True)
    exporter = models.ForeignKey(
        "register.Holder",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="export_declarations",
        verbose_name=_("exporter"),
    )
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = _("export declaration")
        verbose_name_plural = _("export declarations")

    def __str__(self) -> str:
        return self.number


class DeclarationRevisionQuerySet(models.QuerySet["DeclarationRevision"]):
    def visible_to(self, user: User) -> "DeclarationRevisionQuerySet":
        """Exports registered in the user's region; a chamber sees those of its own."""
        regions = regions_of(user)
        return self if regions is None else self.filter(region_id__in=regions)


class DeclarationRevision(models.Model):
    """What a declaration says, as revised. The latest revision known on a day wins; a cancelled one exports nothing.

    City of exit and city of registration are two cuts that are never mixed; the region is that of registration.
    """

    id = IdField(primary_key=True, default=new_id, editable=False)
    declaration = models.ForeignKey(
        Declaration, on_delete=models.PROTECT, related_name="revisions", db_index=False, verbose_name=_("declaration")
    )
    revision = models.PositiveSmallIntegerField(_("revision"), default=1)
    is_cancelled = models.BooleanField(_("cancelled"), default=False)
    month = models.DateField(_("month (its first day)"))
    hs_code = models.ForeignKey(
        "reference.HsCode", on_delete=models.PROTECT, related_name="exports", db_index=False, verbose_name=_("HS code")
    )
    country = models.CharField(_("country (ISO 3166-1 alpha-2)"), max_length=2)
    city_of_exit = models.CharField(_("city of exit"), max_length=80, blank=True)
    city_of_registration = models.CharField(_("city of registration"), max_length=80, blank=True)
    region = models.ForeignKey(
        "reference.Region",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="exports",
        db_index=False,
        verbose_name=_("region of registration"),
    )
    transport = models.CharField(_("transport"), max_length=4, choices=Transport)
    mark_code = models.CharField(_("mark or label declared"), max_length=32, blank=True)
    weight_grams = models.PositiveBigIntegerField(_("weight, in grams"))
    amount_centimes = models.PositiveBigIntegerField(_("amount, in centimes"))
    recorded_at = models.DateTimeField(_("recorded at"))

    objects = DeclarationRevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision of a declaration")
        verbose_name_plural = _("revisions of declarations")
        constraints = [
            models.UniqueConstraint(name="declaration_revision_once", fields=["declaration", "revision"]),
            models.CheckConstraint(name="export_revision_counts_from_one", condition=Q(revision__gte=1)),
            models.CheckConstraint(name="export_month_is_its_first_day", condition=Q(month__day=1)),
            models.CheckConstraint(name="export_country_is_two_letters", condition=Q(country__regex=r"^[A-Z]{2}$")),
            models.CheckConstraint(name="export_transport_is_known", condition=Q(transport__in=Transport.values)),
        ]
        indexes = [models.Index(name="exports_of_a_month", fields=["month"])]

    def __str__(self) -> str:
        return f"{self.declaration_id}/{self.revision}"
