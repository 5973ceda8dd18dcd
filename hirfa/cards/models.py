"""The professional card: its dates, its state, and each change of state with its day and its reason."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

from hirfa.accounts.models import User
from hirfa.core.ids import IdField, new_id
from hirfa.register.models import Entry

from .choices import CardState, MoveReason
from .rules import LIVE


class CardCounter(models.Model):
    """The last serial number given: one row, locked while numbers are taken, so that none is given twice."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    last_serial = models.PositiveIntegerField(_("last serial number"), default=0)

    class Meta:
        verbose_name = _("counter of card numbers")
        verbose_name_plural = _("counter of card numbers")
        constraints = [models.CheckConstraint(name="card_counter_is_alone", condition=models.Q(id=1))]

    def __str__(self) -> str:
        return str(self.last_serial)


class CardQuerySet(models.QuerySet["Card"]):
    def live(self) -> "CardQuerySet":
        """Cards in force or suspended, run out or not: a holder has one at most."""
        return self.filter(state__in=sorted(LIVE))

    def usable_on(self, day: dt.date, *, known_at: dt.datetime | None = None) -> "CardQuerySet":
        """Cards issued, not run out and neither suspended, revoked nor replaced on a day.

        As believed today, or as recorded before `known_at`.
        """
        moves = CardMove.objects.filter(on__lte=day)
        cards = self.filter(issued_on__lte=day, expires_on__gte=day)
        if known_at is not None:
            moves = moves.filter(recorded_at__lt=known_at)
            cards = cards.filter(recorded_at__lt=known_at)
        later = moves.filter(card=models.OuterRef("card"), pk__gt=models.OuterRef("pk"))
        stopped = moves.exclude(new=CardState.VALID).filter(~models.Exists(later))
        return cards.exclude(pk__in=stopped.values("card_id"))

    def visible_to(self, user: User) -> "CardQuerySet":
        """Cards of holders whose entry is kept in the user's territory."""
        if user.chamber_code or user.region_code:
            return self.filter(holder__entry__in=Entry.objects.visible_to(user))
        return self


class Card(models.Model):
    """A professional card: proof, until a date, that its holder is in the register."""

    id = IdField(primary_key=True, default=new_id, editable=False)
    holder = models.ForeignKey("register.Holder", on_delete=models.PROTECT, related_name="cards")
    number = models.CharField(_("number"), max_length=12, unique=True)
    credential = models.OneToOneField("issuing.Credential", on_delete=models.PROTECT, related_name="card")
    chamber = models.ForeignKey("reference.Chamber", on_delete=models.PROTECT, related_name="cards", db_index=False)
    state = models.CharField(_("state"), max_length=12, choices=CardState, default=CardState.VALID)
    issued_on = models.DateField(_("issued on"))
    expires_on = models.DateField(_("expires on (last day)"))
    requested_on = models.DateField(_("requested on"))
    made_on = models.DateField(_("made on"), null=True, blank=True)
    delivered_on = models.DateField(_("delivered to the chamber on"), null=True, blank=True)
    handed_over_on = models.DateField(_("handed over on"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))

    objects = CardQuerySet.as_manager()

    class Meta:
        verbose_name = _("card")
        verbose_name_plural = _("cards")
        constraints = [
            models.CheckConstraint(
                name="card_expires_after_issue", condition=models.Q(expires_on__gt=models.F("issued_on"))
            ),
            models.CheckConstraint(name="card_state_is_known", condition=models.Q(state__in=CardState.values)),
            models.CheckConstraint(
                name="card_is_requested_before_issue", condition=models.Q(requested_on__lte=models.F("issued_on"))
            ),
            models.CheckConstraint(
                name="card_is_made_after_issue",
                condition=models.Q(made_on__isnull=True) | models.Q(made_on__gte=models.F("issued_on")),
            ),
            models.CheckConstraint(
                name="card_is_delivered_once_made",
                condition=models.Q(delivered_on__isnull=True)
                | models.Q(made_on__isnull=False, delivered_on__gte=models.F("made_on")),
            ),
            models.CheckConstraint(
                name="card_is_handed_over_once_delivered",
                condition=models.Q(handed_over_on__isnull=True)
                | models.Q(delivered_on__isnull=False, handed_over_on__gte=models.F("delivered_on")),
            ),
            models.UniqueConstraint(
                name="card_one_live_per_holder", fields=["holder"], condition=models.Q(state__in=sorted(LIVE))
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def has_run_out(self, on: dt.date) -> bool:
        return self.expires_on < on


class CardMove(models.Model):
    """A change of a card's state on a day, in the order of recording: a card without moves is as it was issued."""

    card = models.ForeignKey(Card, on_delete=models.PROTECT, related_name="moves")
    old = models.CharField(_("from"), max_length=12, choices=CardState)
    new = models.CharField(_("to"), max_length=12, choices=CardState)
    reason = models.CharField(_("reason"), max_length=16, choices=MoveReason)
    on = models.DateField(_("on"))
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = _("change of state")
        verbose_name_plural = _("changes of state")
        constraints = [
            models.CheckConstraint(
                name="card_move_states_are_known",
                condition=models.Q(old__in=CardState.values, new__in=CardState.values),
            ),
            models.CheckConstraint(name="card_move_is_a_move", condition=~models.Q(old=models.F("new"))),
            models.CheckConstraint(name="card_move_reason_is_known", condition=models.Q(reason__in=MoveReason.values)),
        ]

    def __str__(self) -> str:
        return f"{self.card_id} {self.new}"
