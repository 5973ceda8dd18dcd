"""People who work with the system, and who may sign in whose place."""

import datetime as dt

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from hirfa.core.ids import IdField, new_id

from .choices import Role
from .rules import NATION


class User(AbstractBaseUser):
    """Someone with a role over a territory. `scope` is `nation`, `region:NN` or `chamber:NN`."""

    id = IdField(primary_key=True, default=new_id, editable=False)
    username = models.CharField(_("log-in"), max_length=64, unique=True)
    full_name = models.CharField(_("full name"), max_length=120, blank=True)
    role = models.CharField(_("role"), max_length=24, choices=Role)
    scope = models.CharField(_("territory"), max_length=16, default=NATION)
    is_active = models.BooleanField(_("active"), default=True)

    objects = BaseUserManager["User"]()

    USERNAME_FIELD = "username"

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.CheckConstraint(name="user_role_is_known", condition=models.Q(role__in=Role.values)),
            models.CheckConstraint(
                name="user_scope_is_well_formed",
                condition=models.Q(scope=NATION) | models.Q(scope__regex=r"^(region|chamber):[0-9]{2}$"),
            ),
        ]

    def __str__(self) -> str:
        return self.username

    @property
    def chamber_code(self) -> str | None:
        """The chamber that this person works for; None for a region or the nation."""
        return self.scope.removeprefix("chamber:") if self.scope.startswith("chamber:") else None

    @property
    def region_code(self) -> str | None:
        """The region that this person works for; None for a chamber or the nation."""
        return self.scope.removeprefix("region:") if self.scope.startswith("region:") else None


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def in_force_on(self, day: dt.date) -> "DelegationQuerySet":
        return self.filter(valid_from__lte=day, valid_to__gte=day, withdrawn_at__isnull=True)


class Delegation(models.Model):
    """The right to sign in someone's place, for kinds of act and a period, so that no file waits for one person.

    `acts` are codes of acts. Both days are included. One that is withdrawn ends at once and stays readable.
    """

    id = IdField(primary_key=True, default=new_id, editable=False)
    giver = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="delegations_given", verbose_name=_("given by")
    )
    taker = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="delegations_held", verbose_name=_("given to")
    )
    acts = models.JSONField[list[str]](_("acts"))
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to (last day)"))
    recorded_at = models.DateTimeField(_("recorded at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = _("delegation of signature")
        verbose_name_plural = _("delegations of signature")
        constraints = [
            models.CheckConstraint(
                name="delegation_ends_after_it_starts", condition=models.Q(valid_to__gte=models.F("valid_from"))
            ),
            models.CheckConstraint(name="delegation_is_to_another", condition=~models.Q(giver=models.F("taker"))),
        ]

    def __str__(self) -> str:
        return f"{self.giver_id} -> {self.taker_id}"

    def holds_on(self, day: dt.date) -> bool:
        return self.valid_from <= day <= self.valid_to and self.withdrawn_at is None
