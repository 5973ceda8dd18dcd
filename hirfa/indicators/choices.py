from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PeriodKind(TextChoices):
    INSTANT = "instant", _("on a day")
    MONTH = "month", _("a month")
    YTD = "ytd", _("year to date")
    YEAR = "year", _("a year")
    RANGE = "range", _("several years")


class Unit(TextChoices):
    MAD_CENTIME = "MAD-centime", _("centimes of a dirham")
    PERSON = "person", _("people")
    FAIR = "fair", _("fairs")
    VISITOR = "visitor", _("visitors")
    BASIS_POINT = "basis-point", _("basis points")
    UNIT = "unit", _("units")


class Nature(TextChoices):
    """Where the numbers behind a figure come from."""

    COUNTED = "counted", _("counted from records")
    DECLARED = "declared", _("declared by those concerned")


class Reason(TextChoices):
    """Why a figure has no value."""

    NO_DATA = "NO_DATA", _("Nothing is recorded for this period.")
    NOT_OVER = "NOT_OVER", _("The period was not over on the last day described.")
    NOT_KNOWN = "NOT_KNOWN", _("The period was not over on the day of knowledge.")
    NO_BASE = "NO_BASE", _("The base of the comparison is missing or zero.")


class Grain(TextChoices):
    REGION = "region", _("region")
    TRADE = "trade", _("trade")


class Disclosure(TextChoices):
    NONE = "none", _("every cell may be shown")
    SMALL_CELLS_5 = "small_cells_5", _("cells of one to four records are hidden")
