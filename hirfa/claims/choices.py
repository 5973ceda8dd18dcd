from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Rounding(TextChoices):
    """How a stated number may be read."""

    NEAREST = "nearest", _("rounded to the nearest")
    NEAR = "near", _("near, about")
    MORE_THAN = "more_than", _("more than")


class VerdictWord(TextChoices):
    AGREES = "agrees", _("Agrees with the records")
    AGREES_BY_ROUNDING = "agrees_by_rounding", _("Agrees once rounded")
    DIFFERS = "differs", _("Differs from the records")
    NOT_STATED = "not_stated", _("No figure was stated")
    NO_DATA = "no_data", _("Nothing to compare with")


class Severity(TextChoices):
    """How far claims contradict each other, the worst first."""

    IMPOSSIBLE = "impossible", _("Cannot all be true, however they are rounded")
    AGAINST_RECORDS = "against_records", _("Could all be true only against what the records show")
    ONLY_BY_ROUNDING = "only_by_rounding", _("Can all be true only with coarse rounding")
