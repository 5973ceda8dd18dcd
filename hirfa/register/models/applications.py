"""What people ask of the register before they are in it: a draft, then a request that casework examines."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

from hirfa.accounts.models import User
from hirfa.casework.choices import Channel
from hirfa.core.crypto import SealedField
from hirfa.core.ids import IdField, new_id
from hirfa.documents.models import StoredFile
from hirfa.reference.models import Chamber

from ..choices import ApplicationKind, ApplicationState
from .holders import Holder


class ApplicationQuerySet(models.QuerySet["Application"]):
    def visible_to(self, user: User) -> "ApplicationQuerySet":
        """Applications of the user's territory, drafts of the counter included."""
        if user.chamber_code:
            return self.filter(chamber_id=user.chamber_code)
        if user.region_code:
            return self.filter(chamber__region_id=user.region_code)
        return self

    def stale_on(self, day: dt.date, *, kept: int) -> "ApplicationQuerySet":
        """Drafts that nobody touched for more than so many days."""
        return self.filter(state=ApplicationState.DRAFT, touched_on__lt=day - dt.timedelta(days=kept))


class Application(models.Model):
    """A request to be registered, as it is written and after it was sent.

    `content` is what the applicant declares, as JSON, sealed. `resume_key` is the keyed hash of the code with which the
    applicant comes back. The consent is kept with the words that were shown, their language and the amount in them.
    """

    id = IdField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=ApplicationKind)
    state = models.CharField(_("state"), max_length=12, choices=ApplicationState, default=ApplicationState.DRAFT)
    channel = models.CharField(_("channel"), max_length=8, choices=Channel)
    language = models.CharField(_("language"), max_length=3)
    chamber = models.ForeignKey(
        Chamber, on_delete=models.PROTECT, null=True, blank=True, related_name="applications", verbose_name=_("chamber")
    )
    content = SealedField(_("what is declared"), context="application.content", null=True, blank=True)
    resume_key = models.BigIntegerField(_("keyed hash of the code"), unique=True)
    consent_text = models.TextField(_("words that were consented to"), blank=True)
    consented_at = models.DateTimeField(_("consented at"), null=True, blank=True)
    sent_on = models.DateField(_("sent on"), null=True, blank=True)
    touched_on = models.DateField(_("last touched on"))
    holder = models.ForeignKey(
        Holder, on_delete=models.PROTECT, null=True, blank=True, related_name="applications", verbose_name=_("holder")
    )
    recorded_at = models.DateTimeField(_("recorded at"))

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        constraints = [
            models.CheckConstraint(
                name="application_kind_is_known", condition=models.Q(kind__in=ApplicationKind.values)
            ),
            models.CheckConstraint(
                name="application_state_is_known", condition=models.Q(state__in=ApplicationState.values)
            ),
            models.CheckConstraint(name="application_channel_is_known", condition=models.Q(channel__in=Channel.values)),
            models.CheckConstraint(
                name="application_sent_with_consent",
                condition=models.Q(sent_on__isnull=True)
                | (models.Q(consented_at__isnull=False, chamber__isnull=False) & ~models.Q(consent_text="")),
            ),
            models.CheckConstraint(
                name="application_sent_has_its_day",
                condition=models.Q(state__in=[ApplicationState.DRAFT, ApplicationState.ABANDONED], sent_on__isnull=True)
                | models.Q(
                    state__in=[
                        *(ApplicationState.SENT, ApplicationState.ADMITTED, ApplicationState.REFUSED),
                        ApplicationState.WITHDRAWN,
                    ],
                    sent_on__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="application_admitted_has_a_holder",
                condition=~models.Q(state=ApplicationState.ADMITTED) | models.Q(holder__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class DraftPiece(models.Model):
    """A piece of a draft: handed in to the case when the application is sent. A second of its kind takes its place."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="draft_pieces")
    code = models.CharField(_("piece"), max_length=32)
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="draft_piece")
    pages = models.PositiveSmallIntegerField(_("pages"))
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = _("piece of a draft")
        verbose_name_plural = _("pieces of drafts")
        constraints = [models.UniqueConstraint(name="draft_piece_once", fields=["application", "code"])]

    def __str__(self) -> str:
        return self.code
