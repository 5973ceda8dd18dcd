"""The question asked at a door: may this person ask for this kind of thing?"""

from django.contrib.auth.models import AnonymousUser

from .choices import Permission
from .models import User
from .rules import holds


def may(user: User | AnonymousUser, permission: Permission) -> bool:
    """Say whether a signed-in, active person holds a permission through their role."""
    return isinstance(user, User) and user.is_active and holds(user.role, permission)
