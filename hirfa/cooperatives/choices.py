from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Office(TextChoices):
    PRESIDENT = "PRESIDENT", _("President")
    TREASURER = "TREASURER", _("Treasurer")
    SECRETARY = "SECRETARY", _("Secretary")


class WomenMeaning(TextChoices):
    """What "women's cooperative" can mean. All members is the default."""

    ALL_MEMBERS = "ALL_MEMBERS", _("All members are women")
    MAJORITY = "MAJORITY", _("Most members are women")
    PRESIDENT = "PRESIDENT", _("A woman presides")


class SpaceManager(TextChoices):
    ASSOCIATION = "ASSOCIATION", _("Association")
    COOPERATIVE = "COOPERATIVE", _("Cooperative")


class BeneficiaryKind(TextChoices):
    MEMBER = "MEMBER", _("Member")
    TRAINEE = "TRAINEE", _("Trainee")
    USER = "USER", _("User of the space")
