from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class KeyRole(TextChoices):
    ROOT = "ROOT", _("Root: signs the trust list")
    SIGNER = "SIGNER", _("Signer: signs credentials and status lists")


class KeyState(TextChoices):
    ACTIVE = "ACTIVE", _("Active")
    RETIRED = "RETIRED", _("Retired: believed for what it signed")
    REVOKED = "REVOKED", _("Revoked: believed for nothing")


class CredentialKind(TextChoices):
    CARD = "CARD", _("Professional card")
    CERTIFICATE = "CERTIFICATE", _("Certificate")
    LABEL = "LABEL", _("Label")
    DIPLOMA = "DIPLOMA", _("Diploma")
    PAPER = "PAPER", _("Signed paper")


class PaperKind(TextChoices):
    """What a signed paper is. The codes stand in printed codes: they keep their meaning for ever."""

    DECISION = "DECISION", _("Letter of decision")
    APPEAL = "APPEAL", _("Letter of decision on an appeal")
    PRACTICE = "PRACTICE", _("Certificate of practice")


class PaperOutcome(TextChoices):
    """What a signed paper says in one word. The codes stand in printed codes: they keep their meaning for ever."""

    ACCEPTED = "ACCEPTED", _("Accepted")
    REFUSED = "REFUSED", _("Refused")
    SUSPENDED = "SUSPENDED", _("Entry suspended")
    CLOSED = "CLOSED", _("Entry closed")
    RESTORED = "RESTORED", _("Entry restored")
    IN_FORCE = "IN_FORCE", _("Entry in force")


class CredentialState(TextChoices):
    VALID = "VALID", _("Valid")
    SUSPENDED = "SUSPENDED", _("Suspended")
    REVOKED = "REVOKED", _("Revoked")
