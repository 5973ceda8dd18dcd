"""Lists that the law, the statistical office or the ministry keep: versioned, dated, each row with its source."""

import datetime as dt
from typing import Any

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .choices import Body, CommuneKind, EventKind, ProvinceKind, TradeCategory


class Labelled(models.Model):
    """A thing with a label in Arabic, French, English and, where someone is sure of it, Tamazight."""

    label_ar = models.CharField(_("Arabic label"), max_length=200)
    label_fr = models.CharField(_("French label"), max_length=200)
    label_en = models.CharField(_("English label"), max_length=200, blank=True)
    label_zgh = models.CharField(_("Tamazight label"), max_length=200, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The label in the language of the page; French stands in for a missing one."""
        code = (get_language() or "ar")[:3].split("-")[0]
        wanted = {"ar": self.label_ar, "en": self.label_en, "zgh": self.label_zgh}.get(code, self.label_fr)
        return wanted or self.label_fr


class Region(Labelled):
    """One of the twelve regions, by its code of the High Commission for Planning (equal to ISO 3166-2 MA-NN)."""

    code = models.CharField(_("code"), max_length=2, primary_key=True)
    population = models.PositiveIntegerField(_("population in 2024"))

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["code"]


class Province(Labelled):
    """A province or prefecture."""

    code = models.CharField(_("code"), max_length=6, primary_key=True)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="provinces", verbose_name=_("region"))
    kind = models.CharField(_("kind"), max_length=12, choices=ProvinceKind)
    population = models.PositiveIntegerField(_("population in 2024"))

    class Meta:
        verbose_name = _("province")
        verbose_name_plural = _("provinces")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(name="province_kind_is_known", condition=models.Q(kind__in=ProvinceKind.values))
        ]


class Commune(Labelled):
    """A commune or arrondissement."""

    code = models.CharField(_("code"), max_length=16, primary_key=True)
    province = models.ForeignKey(
        Province, on_delete=models.PROTECT, related_name="communes", verbose_name=_("province")
    )
    kind = models.CharField(_("kind"), max_length=16, choices=CommuneKind)

    class Meta:
        verbose_name = _("commune")
        verbose_name_plural = _("communes")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(name="commune_kind_is_known", condition=models.Q(kind__in=CommuneKind.values))
        ]


class Chamber(Labelled):
    """A chamber of handicrafts: one a region today, which is data and may change."""

    code = models.CharField(_("code"), max_length=2, primary_key=True)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="chambers", verbose_name=_("region"))
    seat = models.CharField(_("seat"), max_length=80, blank=True)
    seat_ar = models.CharField(_("seat (Arabic)"), max_length=80, blank=True)
    seat_source = models.CharField(_("source of the seat"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("chamber")
        verbose_name_plural = _("chambers")
        ordering = ["code"]


class TradeNomenclature(models.Model):
    """A version of the list of trades. The decree's 172 activities come in as a new version, with a crosswalk."""

    version = models.CharField(_("version"), max_length=32, primary_key=True)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    is_demonstration = models.BooleanField(_("demonstration"), default=True)
    source = models.TextField(_("source"))

    class Meta:
        verbose_name = _("nomenclature of trades")
        verbose_name_plural = _("nomenclatures of trades")

    def __str__(self) -> str:
        return self.version


class TradeBranch(Labelled):
    """A branch of trades: the decree counts thirteen."""

    code = models.CharField(_("code"), max_length=12, primary_key=True)
    nomenclature = models.ForeignKey(TradeNomenclature, on_delete=models.PROTECT, related_name="branches")
    category = models.CharField(_("category"), max_length=12, choices=TradeCategory)

    class Meta:
        verbose_name = _("branch")
        verbose_name_plural = _("branches")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="branch_category_is_known", condition=models.Q(category__in=TradeCategory.values)
            )
        ]


class Trade(Labelled):
    """A handicraft activity."""

    code = models.CharField(_("code"), max_length=16, primary_key=True)
    branch = models.ForeignKey(TradeBranch, on_delete=models.PROTECT, related_name="trades", verbose_name=_("branch"))
    evidence = models.CharField(_("kind of evidence"), max_length=80, blank=True)
    source = models.TextField(_("source"), blank=True)

    class Meta:
        verbose_name = _("trade")
        verbose_name_plural = _("trades")
        ordering = ["code"]


class TradeCorrespondence(models.Model):
    """What a trade of one version becomes in a later one."""

    old = models.ForeignKey(Trade, on_delete=models.PROTECT, related_name="later")
    new = models.ForeignKey(Trade, on_delete=models.PROTECT, related_name="earlier")

    class Meta:
        verbose_name = _("correspondence of trades")
        verbose_name_plural = _("correspondences of trades")
        constraints = [models.UniqueConstraint(name="trade_correspondence_once", fields=["old", "new"])]

    def __str__(self) -> str:
        return f"{self.old_id} -> {self.new_id}"


class HsFamily(Labelled):
    """A family of craft products, as the ministry's export bulletins name them."""

    code = models.CharField(_("code"), max_length=32, primary_key=True)

    class Meta:
        verbose_name = _("family of products")
        verbose_name_plural = _("families of products")
        ordering = ["code"]


class HsCode(Labelled):
    """A code of the Harmonized System (2022) taken as a craft product, in a version of the list."""

    code = models.CharField(_("code"), max_length=6, primary_key=True)
    family = models.ForeignKey(HsFamily, on_delete=models.PROTECT, related_name="codes", verbose_name=_("family"))
    tier = models.CharField(_("tier"), max_length=12)
    list_version = models.CharField(_("version of the list"), max_length=32)

    class Meta:
        verbose_name = _("HS code")
        verbose_name_plural = _("HS codes")
        ordering = ["code"]


class LegalParameterQuerySet(models.QuerySet["LegalParameter"]):
    def in_force_on(self, day: dt.date) -> "LegalParameterQuerySet":
        return self.filter(valid_from__lte=day).filter(models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=day))


class LegalParameter(models.Model):
    """A number or word that the law or the ministry may change: a delay, a fee, a validity, a threshold. Dated."""

    key = models.CharField(_("key"), max_length=64)
    value = models.JSONField[Any](_("value"))
    unit = models.CharField(_("unit"), max_length=24, blank=True)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    source = models.TextField(_("source, or: default awaiting the text"))
    awaits_text = models.BooleanField(_("default awaiting the text"), default=False)
    used_by = models.CharField(_("what obeys it, or the later issue that will"), max_length=120, blank=True)

    objects = LegalParameterQuerySet.as_manager()

    class Meta:
        verbose_name = _("legal parameter")
        verbose_name_plural = _("legal parameters")
        constraints = [
            models.UniqueConstraint(name="legal_parameter_once_a_day", fields=["key", "valid_from"]),
            models.UniqueConstraint(
                name="legal_parameter_one_open", fields=["key"], condition=models.Q(valid_to__isnull=True)
            ),
            models.CheckConstraint(
                name="legal_parameter_ends_after_it_starts",
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=models.F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} = {self.value}"


class DatedRuleQuerySet(models.QuerySet[Any]):
    def in_force_on(self, day: dt.date) -> "DatedRuleQuerySet":
        return self.filter(valid_from__lte=day).filter(models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=day))


class DatedRule(Labelled):
    """A row of procedure that a text may change: its period, and its source or "default awaiting the text"."""

    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    source = models.TextField(_("source, or: default awaiting the text"))
    awaits_text = models.BooleanField(_("default awaiting the text"), default=True)

    objects = DatedRuleQuerySet.as_manager()

    class Meta:
        abstract = True


def dated_rule_constraints(name: str, *fields: str) -> list[models.BaseConstraint]:
    return [
        models.UniqueConstraint(name=f"{name}_once_a_day", fields=[*fields, "valid_from"]),
        models.UniqueConstraint(name=f"{name}_one_open", fields=fields, condition=models.Q(valid_to__isnull=True)),
        models.CheckConstraint(
            name=f"{name}_ends_after_it_starts",
            condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=models.F("valid_from")),
        ),
    ]


class Act(DatedRule):
    """Something that is asked for and decided: who decides it, within how many days, and who hears an appeal.

    Delays are in days. `needs_two` asks for a proposal by one person and a signature by another.
    """

    code = models.CharField(_("code"), max_length=24)
    decided_by = models.CharField(_("decided by"), max_length=12, choices=Body)
    appeal_by = models.CharField(_("appeals decided by"), max_length=12, choices=Body)
    decision_delay = models.PositiveSmallIntegerField(_("days to decide"))
    appeal_delay = models.PositiveSmallIntegerField(_("days to appeal"))
    needs_two = models.BooleanField(_("proposed by one, signed by another"), default=True)
    asked_by_person = models.BooleanField(_("asked for from one's own file"), default=False)

    class Meta:
        verbose_name = _("act")
        verbose_name_plural = _("acts")
        constraints = [
            *dated_rule_constraints("act", "code"),
            models.CheckConstraint(
                name="act_bodies_are_known",
                condition=models.Q(decided_by__in=Body.values, appeal_by__in=Body.values),
            ),
        ]


class PieceRule(DatedRule):
    """A piece that an act asks for. Of those with the same `one_of`, one is enough."""

    act = models.CharField(_("act"), max_length=24)
    code = models.CharField(_("code"), max_length=32)
    place = models.PositiveSmallIntegerField(_("place in the list"), default=0)
    is_required = models.BooleanField(_("required"), default=True)
    one_of = models.CharField(_("group of which one is enough"), max_length=24, blank=True)
    shows_cin = models.BooleanField(_("shows the CIN"), default=False)

    class Meta:
        verbose_name = _("piece asked for")
        verbose_name_plural = _("pieces asked for")
        ordering = ["act", "place", "code"]
        constraints = dated_rule_constraints("piece_rule", "act", "code")


class Ground(DatedRule):
    """A reason for which an act is refused, or an entry suspended or closed. `is_heard`: the person is heard first."""

    act = models.CharField(_("act"), max_length=24)
    code = models.CharField(_("code"), max_length=32)
    is_heard = models.BooleanField(_("the person is heard first"), default=False)

    class Meta:
        verbose_name = _("ground")
        verbose_name_plural = _("grounds")
        ordering = ["act", "code"]
        constraints = dated_rule_constraints("ground", "act", "code")


class CalendarEvent(Labelled):
    """Something that fairs are tied to: a tourist season, a national event, matches of a cup in a host city."""

    key = models.CharField(_("key"), max_length=40, primary_key=True)
    kind = models.CharField(_("kind"), max_length=12, choices=EventKind)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on (last day)"))
    region = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, blank=True, related_name="events")
    city = models.CharField(_("city"), max_length=80, blank=True)
    source = models.TextField(_("source"))

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(name="event_kind_is_known", condition=models.Q(kind__in=EventKind.values)),
            models.CheckConstraint(
                name="event_ends_after_it_starts", condition=models.Q(ends_on__gte=models.F("starts_on"))
            ),
        ]


class ReferenceLoad(models.Model):
    """Which version of a reference file was loaded, with its hash: loading the same file twice changes nothing."""

    file = models.CharField(_("file"), max_length=120, primary_key=True)
    sha256 = models.CharField(_("hash"), max_length=64)
    loaded_at = models.DateTimeField(_("loaded at"))

    class Meta:
        verbose_name = _("load of a reference file")
        verbose_name_plural = _("loads of reference files")

    def __str__(self) -> str:
        return self.file
