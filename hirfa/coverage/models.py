"""Social protection: where each holder stands on the way to cover, as dated rows."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hirfa.accounts.models import User
from hirfa.register.models import DatedRow, Entry, dated_constraints, open_once

from .choices import CoverState


class CoverStatusQuerySet(models.QuerySet["CoverStatus"]):
    def visible_to(self, user: User) -> "CoverStatusQuerySet":
        """Cover of holders whose entry lies in the user's territory."""
        if user.chamber_code or user.region_code:
            return self.filter(holder__entry__in=Entry.objects.visible_to(user))
        return self


class CoverStatus(DatedRow):
    """Where a holder stands with the social-security fund."""

    holder = models.ForeignKey(
        "register.Holder", on_delete=models.PROTECT, related_name="cover_statuses", verbose_name=_("holder")
    )
    state = models.CharField(_("state"), max_length=16, choices=CoverState)

    objects = CoverStatusQuerySet.as_manager()

    class Meta:
        verbose_name = _("state of cover")
        verbose_name_plural = _("states of cover")
        constraints = [
            *dated_constraints("cover_status"),
            open_once("cover_status", "holder"),
            models.CheckConstraint(name="cover_state_is_known", condition=Q(state__in=CoverState.values)),
        ]
        indexes = [models.Index(name="cover_of_a_day", fields=["state", "valid_from", "valid_to"])]

    def __str__(self) -> str:
        return f"{self.state} {self.valid_from}"
