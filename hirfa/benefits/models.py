"""What the card opens: partners, agreements, offers, and each use that was made of one."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hirfa.accounts.models import User
from hirfa.core.ids import IdField, new_id
from hirfa.core.recorded import Captured
from hirfa.reference.models import Labelled
from hirfa.register.models import Entry

from .choices import Family


class Partner(Labelled):
    """A company or body that offers something to holders of a card."""

    code = models.CharField(_("code"), max_length=32, primary_key=True)
    source = models.TextField(_("source"), blank=True)

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["code"]


class Agreement(models.Model):
    """What a partner signed, for a period."""

    id = IdField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(_("number"), max_length=32, unique=True)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="agreements", verbose_name=_("partner"))
    signed_on = models.DateField(_("signed on"))
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to (not included)"), null=True, blank=True)
    source = models.TextField(_("source"), blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ["-signed_on", "number"]
        constraints = [
            models.CheckConstraint(
                name="agreement_ends_after_it_starts",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class OfferQuerySet(models.QuerySet["Offer"]):
    def open_on(self, day: dt.date) -> "OfferQuerySet":
        """Offers that hold on a day, under an agreement that holds too."""
        return self.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=day),
            Q(agreement__valid_to__isnull=True) | Q(agreement__valid_to__gt=day),
            valid_from__lte=day,
            agreement__valid_from__lte=day,
        )


class Offer(Labelled):
    """Something a holder may use: a reduction, a rate, a cover, a loan."""

    id = IdField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(_("code"), max_length=32, unique=True)
    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, related_name="offers", verbose_name=_("agreement")
    )
    family = models.CharField(_("family"), max_length=12, choices=Family)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to (not included)"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        ordering = ["family", "code"]
        constraints = [
            models.CheckConstraint(name="offer_family_is_known", condition=Q(family__in=Family.values)),
            models.CheckConstraint(
                name="offer_ends_after_it_starts", condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from"))
            ),
        ]


class UseQuerySet(models.QuerySet["Use"]):
    def visible_to(self, user: User) -> "UseQuerySet":
        """Uses by holders whose entry lies in the user's territory."""
        if user.chamber_code or user.region_code:
            return self.filter(holder__entry__in=Entry.objects.visible_to(user))
        return self


class Use(Captured):
    """One use of an offer by a holder. The amount is what the holder was lent, covered or spared, when it is known."""

    id = IdField(primary_key=True, default=new_id, editable=False)
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="uses", verbose_name=_("offer"))
    holder = models.ForeignKey(
        "register.Holder", on_delete=models.PROTECT, related_name="uses", verbose_name=_("holder")
    )
    used_on = models.DateField(_("used on"))
    amount_centimes = models.PositiveBigIntegerField(_("amount, in centimes"), null=True, blank=True)

    objects = UseQuerySet.as_manager()

    class Meta:
        verbose_name = _("use of an offer")
        verbose_name_plural = _("uses of offers")
        indexes = [models.Index(name="uses_of_an_offer", fields=["offer", "used_on"])]

    def __str__(self) -> str:
        return str(self.pk)
