"""What is asked for of an entry that stands in the register: a change, a suspension, a closure, a return."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hirfa.accounts.models import User
from hirfa.core.crypto import SealedField
from hirfa.core.ids import IdField, new_id

from ..choices import RequestState
from .entries import Entry


class EntryRequestQuerySet(models.QuerySet["EntryRequest"]):
    def visible_to(self, user: User) -> "EntryRequestQuerySet":
        """Requests about entries of the user's territory."""
        if user.chamber_code or user.region_code:
            return self.filter(entry__in=Entry.objects.visible_to(user))
        return self


class EntryRequest(models.Model):
    """A request about an entry. `before` and `after` are what it said and what it is to say, as JSON, sealed.

    A ground of which `reference` says that the person is heard first waits for the day of the hearing and its words.
    """

    id = IdField(primary_key=True, default=new_id, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="requests", verbose_name=_("entry"))
    act = models.CharField(_("act"), max_length=24)
    state = models.CharField(_("state"), max_length=8, choices=RequestState, default=RequestState.OPEN)
    ground = models.CharField(_("ground"), max_length=32, blank=True)
    before = SealedField(_("what it said"), context="entry_request.before", null=True, blank=True)
    after = SealedField(_("what it is to say"), context="entry_request.after", null=True, blank=True)
    heard_on = models.DateField(_("heard on"), null=True, blank=True)
    heard_words = SealedField(_("what the person said"), context="entry_request.heard", null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))

    objects = EntryRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request about an entry")
        verbose_name_plural = _("requests about entries")
        constraints = [
            models.CheckConstraint(
                name="entry_request_state_is_known", condition=models.Q(state__in=RequestState.values)
            ),
            models.UniqueConstraint(
                name="entry_request_one_open_of_an_act",
                fields=["entry", "act"],
                condition=models.Q(state=RequestState.OPEN),
            ),
            models.CheckConstraint(
                name="entry_request_hearing_is_whole",
                condition=models.Q(heard_on__isnull=True, heard_words__isnull=True)
                | models.Q(heard_on__isnull=False, heard_words__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.entry_id}"
