from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class HolderKind(TextChoices):
    PERSON = "PERSON", _("Person")
    UNIT = "UNIT", _("Unit")


class UnitKind(TextChoices):
    COOPERATIVE = "COOPERATIVE", _("Cooperative")
    ENTERPRISE = "ENTERPRISE", _("Enterprise")


class Sex(TextChoices):
    FEMALE = "F", _("Woman")
    MALE = "M", _("Man")


class BirthPrecision(TextChoices):
    DAY = "DAY", _("to the day")
    MONTH = "MONTH", _("to the month")
    YEAR = "YEAR", _("to the year")


class EntryKind(TextChoices):
    ARTISAN = "ARTISAN", _("Artisan")
    COOPERATIVE = "COOPERATIVE", _("Cooperative")
    ENTERPRISE = "ENTERPRISE", _("Enterprise")


class TitleKind(TextChoices):
    ARTISAN = "ARTISAN", _("Artisan")
    MAALEM = "MAALEM", _("Master artisan")


class StandingState(TextChoices):
    IN_FORCE = "IN_FORCE", _("In force")
    SUSPENDED = "SUSPENDED", _("Suspended")
    CLOSED = "CLOSED", _("Closed")


class EntryReason(TextChoices):
    """Why something of a holder is held back while the entry is not in force."""

    ENTRY_SUSPENDED = "ENTRY_SUSPENDED", _("Entry suspended")
    ENTRY_CLOSED = "ENTRY_CLOSED", _("Entry closed")


class NameKeyKind(IntegerChoices):
    GIVEN_FAMILY = 1, _("given then family name")
    FAMILY_GIVEN = 2, _("family then given name")


class IdentityKeyKind(IntegerChoices):
    CIN = 1, _("CIN")
    CIN_DIGITS = 2, _("digits of the CIN")
    CIN_DELETION = 3, _("CIN with one character left out")
    PHONE = 4, _("telephone")


class SourceChannel(TextChoices):
    DELIVERED = "DELIVERED", _("Delivered by a chamber")
    APPLICATION = "APPLICATION", _("Application accepted")


class SourceFileState(TextChoices):
    PREPARING = "PREPARING", _("Preparing")
    LOADED = "LOADED", _("Loaded")


class ReadPurpose(TextChoices):
    SERVICE = "SERVICE", _("Serving the person")
    DECISION = "DECISION", _("Preparing a decision")
    CONTROL = "CONTROL", _("Checking the register")
    FIGURE = "FIGURE", _("Checking a figure")
    RIGHTS = "RIGHTS", _("Answering the person about their data")


class ErasureGround(TextChoices):
    """Why what is held of a person is erased."""

    TIME_OVER = "TIME_OVER", _("The time for which it is kept is over")
    ASKED_FOR = "ASKED_FOR", _("The person asked for it")
    AUTHORITY = "AUTHORITY", _("The data-protection authority or a court ordered it")


class ApplicationKind(TextChoices):
    """What is applied for: one of the four kinds that the register knows (rna.gov.ma/faq)."""

    ARTISAN = "ARTISAN", _("Artisan")
    MAALEM = "MAALEM", _("Master artisan")
    ENTERPRISE = "ENTERPRISE", _("Craft enterprise")
    COOPERATIVE = "COOPERATIVE", _("Craft cooperative")


class ApplicationState(TextChoices):
    DRAFT = "DRAFT", _("Being written")
    SENT = "SENT", _("Sent")
    ADMITTED = "ADMITTED", _("Admitted")
    REFUSED = "REFUSED", _("Refused")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")
    ABANDONED = "ABANDONED", _("Never sent")


class RequestState(TextChoices):
    OPEN = "OPEN", _("Open")
    DONE = "DONE", _("Done")
    REFUSED = "REFUSED", _("Refused")
