"""Whose keys sign, in which lists states are published, and every credential ever signed."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

from hirfa.core.ids import IdField, new_id

from .choices import CredentialKind, CredentialState, KeyRole, KeyState
from .rules import STATUS_LIST_SIZE


class IssuerKeyQuerySet(models.QuerySet["IssuerKey"]):
    def signing_at(self, at: dt.datetime) -> "IssuerKeyQuerySet":
        """Keys that sign credentials at a moment; the youngest signs."""
        return self.filter(role=KeyRole.SIGNER, state=KeyState.ACTIVE, valid_from__lte=at, valid_to__gt=at).order_by(
            "-valid_from", "kid"
        )

    def roots(self) -> "IssuerKeyQuerySet":
        return self.filter(role=KeyRole.ROOT, state=KeyState.ACTIVE).order_by("-valid_from", "kid")


class IssuerKey(models.Model):
    """The public half of a key. The private half is in the keystore, never in the database."""

    kid = models.CharField(_("short name (kid)"), max_length=16, primary_key=True)
    role = models.CharField(_("role"), max_length=8, choices=KeyRole)
    issuer = models.CharField(_("issuer"), max_length=128)
    public_key = models.BinaryField(_("public key (SubjectPublicKeyInfo)"))
    state = models.CharField(_("state"), max_length=8, choices=KeyState, default=KeyState.ACTIVE)
    valid_from = models.DateTimeField(_("signs from"))
    valid_to = models.DateTimeField(_("signs until"))
    recorded_at = models.DateTimeField(_("recorded at"))

    objects = IssuerKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("issuer's key")
        verbose_name_plural = _("issuer's keys")
        constraints = [
            models.CheckConstraint(name="issuer_key_role_is_known", condition=models.Q(role__in=KeyRole.values)),
            models.CheckConstraint(name="issuer_key_state_is_known", condition=models.Q(state__in=KeyState.values)),
            models.CheckConstraint(
                name="issuer_key_ends_after_it_starts", condition=models.Q(valid_to__gt=models.F("valid_from"))
            ),
        ]

    def __str__(self) -> str:
        return self.kid


class StatusList(models.Model):
    """One published list of states. A credential's place in it is drawn by lot, so that it tells no order of issue."""

    number = models.PositiveIntegerField(_("number"), primary_key=True)
    uri = models.CharField(_("address"), max_length=160, unique=True)
    issuer = models.CharField(_("issuer"), max_length=128)
    size = models.PositiveIntegerField(_("size"), default=STATUS_LIST_SIZE)
    taken = models.PositiveIntegerField(_("places taken"), default=0)
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = _("status list")
        verbose_name_plural = _("status lists")
        constraints = [
            models.CheckConstraint(name="status_list_is_not_overfull", condition=models.Q(taken__lte=models.F("size"))),
        ]

    def __str__(self) -> str:
        return self.uri


class CredentialQuerySet(models.QuerySet["Credential"]):
    def not_valid(self) -> "CredentialQuerySet":
        return self.exclude(state=CredentialState.VALID)


class Credential(models.Model):
    """A signed text about a subject, of any kind. `subject_id` is the id of a row that this app does not know."""

    id = IdField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=CredentialKind)
    serial = models.CharField(_("serial number"), max_length=32, unique=True)
    subject_type = models.CharField(_("kind of subject"), max_length=32)
    subject_id = IdField(_("subject"))
    key = models.ForeignKey(IssuerKey, on_delete=models.PROTECT, related_name="credentials", db_index=False)
    status_list = models.ForeignKey(StatusList, on_delete=models.PROTECT, related_name="credentials", db_index=False)
    status_index = models.PositiveIntegerField(_("place in the status list"))
    text = models.TextField(_("signed text"), blank=True)
    state = models.CharField(_("state"), max_length=12, choices=CredentialState, default=CredentialState.VALID)
    state_changed_at = models.DateTimeField(_("state since"))
    issued_at = models.DateTimeField(_("issued at"))
    expires_at = models.DateTimeField(_("expires at"), null=True, blank=True)  # a letter of decision does not run out

    objects = CredentialQuerySet.as_manager()

    class Meta:
        verbose_name = _("credential")
        verbose_name_plural = _("credentials")
        constraints = [
            models.UniqueConstraint(name="credential_has_its_place", fields=["status_list", "status_index"]),
            models.CheckConstraint(name="credential_kind_is_known", condition=models.Q(kind__in=CredentialKind.values)),
            models.CheckConstraint(
                name="credential_state_is_known", condition=models.Q(state__in=CredentialState.values)
            ),
            models.CheckConstraint(
                name="credential_expires_after_issue", condition=models.Q(expires_at__gt=models.F("issued_at"))
            ),
        ]
        indexes = [
            models.Index(
                name="credential_not_valid",
                fields=["status_list", "status_index"],
                condition=~models.Q(state="VALID"),
            ),
        ]

    def __str__(self) -> str:
        return self.serial
