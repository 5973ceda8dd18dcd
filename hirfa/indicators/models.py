"""The store of figures: what was computed, from which records, with which definition. Nothing here is ever changed."""

from fractions import Fraction

from django.db import models
from django.utils.translation import gettext_lazy as _

from hirfa.core.dates import Period

from .choices import Grain, Nature, PeriodKind, Reason, Unit
from .definitions import Definition, registry
from .periods import FigurePeriod


class FigureQuerySet(models.QuerySet["Figure"]):
    def with_parts(self) -> "FigureQuerySet":
        """Figures with those they are made of, in two queries."""
        return self.prefetch_related(
            models.Prefetch("parts", queryset=FigurePart.objects.select_related("part").order_by("position"))
        )


class Figure(models.Model):
    """An indicator over a period and an area, counted from what was known on a day: an exact integer, or the reason why not.

    `exact` is the fraction before rounding where there is one. A new count of the same thing that differs is another
    revision; the row itself is frozen, by the database too.
    """

    indicator = models.CharField(_("indicator"), max_length=64)
    version = models.PositiveSmallIntegerField(_("version of the definition"))
    period_kind = models.CharField(_("kind of period"), max_length=8, choices=PeriodKind)
    period_start = models.DateField(_("first day"))
    period_end = models.DateField(_("day after the last"))
    area = models.CharField(_("area"), max_length=16, default="nation")
    as_of = models.DateField(_("last day described"))
    known_on = models.DateField(_("as known on"))
    revision = models.PositiveSmallIntegerField(_("revision"), default=1)
    value = models.BigIntegerField(_("value"), null=True)
    exact_numerator = models.CharField(_("numerator before rounding"), max_length=40, blank=True)
    exact_denominator = models.CharField(_("denominator before rounding"), max_length=40, blank=True)
    reason = models.CharField(_("why there is no value"), max_length=12, choices=Reason, blank=True)
    unit = models.CharField(_("unit"), max_length=12, choices=Unit)
    rounding = models.CharField(_("rounding"), max_length=24)
    status = models.CharField(_("where it comes from"), max_length=12, choices=Nature)
    is_demonstration = models.BooleanField(_("demonstration"))
    record_count = models.PositiveIntegerField(_("records behind it"))
    digest = models.CharField(_("digest of the records"), max_length=64)
    computed_at = models.DateTimeField(_("computed at"))
    code_version = models.CharField(_("version of the program"), max_length=32)

    objects = FigureQuerySet.as_manager()

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        constraints = [
            models.UniqueConstraint(
                name="figure_once_a_revision",
                fields=[
                    "indicator",
                    "version",
                    "period_kind",
                    "period_start",
                    "period_end",
                    "area",
                    "as_of",
                    "known_on",
                    "revision",
                ],
            ),
            models.CheckConstraint(
                name="figure_has_a_value_or_a_reason",
                condition=models.Q(value__isnull=True) ^ models.Q(reason=""),
            ),
            models.CheckConstraint(
                name="figure_period_is_not_empty", condition=models.Q(period_end__gt=models.F("period_start"))
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def period(self) -> FigurePeriod:
        return FigurePeriod(PeriodKind(self.period_kind), Period(self.period_start, self.period_end))

    @property
    def key(self) -> str:
        """How the figure is called in addresses: its indicator and period (`exports.value@2025-m11`)."""
        return f"{self.indicator}@{self.period.slug}"

    @property
    def exact(self) -> Fraction | None:
        """The value before rounding; the value itself when it needed none."""
        if self.exact_denominator:
            return Fraction(int(self.exact_numerator), int(self.exact_denominator))
        return None if self.value is None else Fraction(self.value)

    @property
    def definition(self) -> Definition | None:
        """The definition in the registry; None when it has left it."""
        return registry().get(self.indicator)


class FigurePart(models.Model):
    """A figure that another one is made of: the two years of a growth, the part and the whole of a share."""

    figure = models.ForeignKey(Figure, on_delete=models.PROTECT, related_name="parts")
    part = models.ForeignKey(Figure, on_delete=models.PROTECT, related_name="used_in")
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        verbose_name = _("part of a figure")
        verbose_name_plural = _("parts of figures")
        constraints = [models.UniqueConstraint(name="figure_part_has_its_place", fields=["figure", "position"])]

    def __str__(self) -> str:
        return f"{self.figure_id}/{self.position}"


class FigureCell(models.Model):
    """A figure's value in one region or trade; the empty code is what has none."""

    figure = models.ForeignKey(Figure, on_delete=models.PROTECT, related_name="cells")
    grain = models.CharField(_("grain"), max_length=8, choices=Grain)
    code = models.CharField(_("code"), max_length=16, blank=True)
    value = models.BigIntegerField(_("value"), null=True)
    record_count = models.PositiveIntegerField(_("records behind it"))

    class Meta:
        verbose_name = _("cell of a figure")
        verbose_name_plural = _("cells of figures")
        constraints = [models.UniqueConstraint(name="figure_cell_once", fields=["figure", "grain", "code"])]

    def __str__(self) -> str:
        return f"{self.figure_id} {self.grain} {self.code}"


class FigureRun(models.Model):
    """One computation of all figures. `diary_heads` are how far each chain of the diary had come: later lines may have changed records."""

    as_of = models.DateField(_("last day described"))
    known_on = models.DateField(_("as known on"))
    computed_at = models.DateTimeField(_("computed at"))
    diary_heads = models.JSONField[dict[str, int]](_("last position of each chain of the diary"))
    figures = models.ManyToManyField(Figure, related_name="runs", verbose_name=_("figures"))

    class Meta:
        verbose_name = _("computation of figures")
        verbose_name_plural = _("computations of figures")
        indexes = [models.Index(name="figure_run_of_a_day", fields=["as_of", "known_on"])]

    def __str__(self) -> str:
        return f"{self.as_of} / {self.known_on}"
