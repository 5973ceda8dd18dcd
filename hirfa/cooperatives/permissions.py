"""Who may ask what of women's spaces. Which one they then manage is `managed_by`."""

from django.contrib.auth.models import AnonymousUser

from hirfa.accounts.choices import Permission
from hirfa.accounts.models import User
from hirfa.accounts.permissions import may


def can_apply_for_members(user: User | AnonymousUser) -> bool:
    """Write and follow applications for those whom one's women's space serves."""
    return may(user, Permission.MEMBER_APPLY)


def can_appoint_managers(user: User | AnonymousUser) -> bool:
    """Say who manages the women's spaces of one's territory."""
    return may(user, Permission.SPACE_APPOINT)
