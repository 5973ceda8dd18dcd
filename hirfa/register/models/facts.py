"""The dated facts of an entry: standing, title, chamber, place of work, trades, supervision."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hirfa.core.crypto import SealedField
from hirfa.documents.models import StoredFile

from ..choices import (
    StandingState,
    TitleKind,
)
from .dated import DatedRow, dated_constraints, open_once
from .entries import Entry


class Standing(DatedRow):
    """Whether an entry is in force, suspended or closed."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="standings")
    state = models.CharField(_("state"), max_length=12, choices=StandingState)
    ground = models.CharField(_("ground"), max_length=32, blank=True)

    class Meta:
        verbose_name = _("standing")
        verbose_name_plural = _("standings")
        constraints = [
            *dated_constraints("standing"),
            open_once("standing", "entry"),
            models.CheckConstraint(name="standing_state_is_known", condition=models.Q(state__in=StandingState.values)),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.valid_from}"


class Title(DatedRow):
    """Artisan or master artisan (maalem)."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="titles")
    kind = models.CharField(_("title"), max_length=8, choices=TitleKind)

    class Meta:
        verbose_name = _("title")
        verbose_name_plural = _("titles")
        constraints = [
            *dated_constraints("title"),
            open_once("title", "entry"),
            models.CheckConstraint(name="title_kind_is_known", condition=models.Q(kind__in=TitleKind.values)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.valid_from}"


class Affiliation(DatedRow):
    """The chamber that keeps an entry."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="affiliations")
    # Lists by chamber, province or trade read Situation, so these columns carry no index of their own.
    chamber = models.ForeignKey(
        "reference.Chamber", on_delete=models.PROTECT, related_name="affiliations", db_index=False
    )
    local_number = models.CharField(_("number in the chamber's own list"), max_length=32, blank=True)

    class Meta:
        verbose_name = _("affiliation")
        verbose_name_plural = _("affiliations")
        constraints = [*dated_constraints("affiliation"), open_once("affiliation", "entry")]

    def __str__(self) -> str:
        return f"{self.chamber_id} {self.valid_from}"


class Workplace(DatedRow):
    """Where the craft is practised: province, commune, and the address itself, sealed."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="workplaces")
    province = models.ForeignKey(
        "reference.Province", on_delete=models.PROTECT, related_name="workplaces", db_index=False
    )
    commune = models.ForeignKey(
        "reference.Commune", on_delete=models.PROTECT, null=True, blank=True, related_name="workplaces", db_index=False
    )
    address = SealedField(_("address"), context="workplace.address", null=True, blank=True)

    class Meta:
        verbose_name = _("place of work")
        verbose_name_plural = _("places of work")
        constraints = [*dated_constraints("workplace"), open_once("workplace", "entry")]

    def __str__(self) -> str:
        return f"{self.province_id} {self.valid_from}"


class Practice(DatedRow):
    """A trade practised. One is the main trade: the one on the card."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="practices")
    trade = models.ForeignKey("reference.Trade", on_delete=models.PROTECT, related_name="practices", db_index=False)
    is_main = models.BooleanField(_("main trade"), default=True)

    class Meta:
        verbose_name = _("trade practised")
        verbose_name_plural = _("trades practised")
        constraints = [
            *dated_constraints("practice"),
            models.UniqueConstraint(
                name="practice_one_main_trade",
                fields=["entry"],
                condition=models.Q(is_main=True, valid_to__isnull=True, retracted_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.trade_id} {self.valid_from}"


class Supervision(DatedRow):
    """That a registered artisan supervises an enterprise's production: without one in force it loses its standing."""

    entry = models.ForeignKey(
        Entry, on_delete=models.PROTECT, related_name="supervisions", verbose_name=_("entry of the enterprise")
    )
    supervisor = models.ForeignKey(
        Entry, on_delete=models.PROTECT, related_name="supervised", verbose_name=_("supervising artisan")
    )

    class Meta:
        verbose_name = _("supervision")
        verbose_name_plural = _("supervisions")
        constraints = [
            *dated_constraints("supervision"),
            open_once("supervision", "entry", "supervisor"),
            models.CheckConstraint(name="supervision_is_of_another", condition=~models.Q(entry=models.F("supervisor"))),
        ]

    def __str__(self) -> str:
        return f"{self.supervisor_id} {self.valid_from}"


class Portrait(DatedRow):
    """The photograph that shows a person, as it was handed in and made anew. Without one the portrait is drawn."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="portraits")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="portraits")

    class Meta:
        verbose_name = _("portrait")
        verbose_name_plural = _("portraits")
        constraints = [*dated_constraints("portrait"), open_once("portrait", "entry")]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.valid_from}"
