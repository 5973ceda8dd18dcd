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


class CredentialState(TextChoices):
    VALID = "VALID", _("Valid")
    SUSPENDED = "SUSPENDED", _("Suspended")
    REVOKED = "REVOKED", _("Revoked")
