"""A person's territory, in words."""

from django.utils.translation import gettext as _

from hirfa.accounts.models import User
from hirfa.reference.models import Chamber, Region


def territory_of(user: User) -> str:
    """Return the label of the chamber or region, or the whole country. A code without a row is shown as it is."""
    if user.chamber_code:
        chamber = Chamber.objects.filter(pk=user.chamber_code).first()
        return chamber.label if chamber else user.scope
    if user.region_code:
        region = Region.objects.filter(pk=user.region_code).first()
        return region.label if region else user.scope
    return _("The whole country")
