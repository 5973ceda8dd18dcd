"""People who work with the system."""

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
